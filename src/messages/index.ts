import { first } from './en/first.js';
import { createFormatter, type Formatter, type Language } from './formatter.js';

export { causeText, objectText } from './cause-text.js';
export { diagnosticWords, type DiagnosticWords } from './diagnostic-text.js';
export {
  createFormatter,
  type Catalogue,
  type Formatter,
  type Language,
  type MessageCode,
  type MessageParams,
} from './formatter.js';

/** What the first screen says in English is always at hand: it is what the page starts with and what it falls back to. */
export const english: Formatter = createFormatter('en', first, () => {
  onWanted();
  return !refused;
});

let onWanted = (): void => {};
let refused = false;

/** Calls back when something is to be said that the first screen does not say. Gives the function that stops it. */
export function whenMoreIsWanted(listener: () => void): () => void {
  onWanted = listener;
  return () => {
    onWanted = () => {};
  };
}

const formatters = new Map<Language, Promise<Formatter>>([['en', Promise.resolve(english)]]);

let whole: Promise<Formatter> | null = null;

/** All of English. Rejects when its chunk cannot be loaded; then codes stand where sentences should. */
export function loadWholeEnglish(): Promise<Formatter> {
  whole ??= import('./en/later.js').then(
    ({ later }) => {
      const formatter = createFormatter('en', { ...first, ...later });
      formatters.set('en', Promise.resolve(formatter));
      return formatter;
    },
    (error: unknown) => {
      refused = true;
      throw error;
    },
  );
  return whole;
}

/** The formatter of a language; its catalogue is a chunk of its own. Rejects when the chunk cannot be loaded. */
export function loadFormatter(language: Language): Promise<Formatter> {
  let formatter = formatters.get(language);
  if (formatter === undefined) {
    formatter = import('./ru/index.js').then(({ ru }) => createFormatter('ru', ru));
    formatter.catch(() => formatters.delete(language));
    formatters.set(language, formatter);
  }
  return formatter;
}

/** The first language of a reader's list that we speak, English when there is none. */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'ru' || primary === 'en') return primary;
  }
  return 'en';
}
