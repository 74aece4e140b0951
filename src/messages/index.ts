import { en } from './en/index.js';
import { createFormatter, type Formatter, type Language } from './formatter.js';

export { causeText, objectText } from './cause-text.js';
export {
  createFormatter,
  type Catalogue,
  type Formatter,
  type Language,
  type MessageCode,
  type MessageParams,
} from './formatter.js';

/** English is always at hand: it is what the page starts with and what it falls back to. */
export const english: Formatter = createFormatter('en', en);

const formatters = new Map<Language, Promise<Formatter>>([['en', Promise.resolve(english)]]);

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
