import { IntlMessageFormat } from 'intl-messageformat';
import { visibleText, type Message } from '../core/index.js';
import type { en } from './en/index.js';

/** A language the page speaks. */
export type Language = 'en' | 'ru';

/** A code with a text in every catalogue. */
export type MessageCode = keyof typeof en;

/** The texts of one language, by code, in ICU MessageFormat. */
export type Catalogue = Readonly<Record<MessageCode, string>>;

export type MessageParams = Readonly<Record<string, string | number>>;

/** Words things in one language. */
export interface Formatter {
  readonly language: Language;
  /** The sentence of a message of the model. A code without a text gives the code itself, so that a gap is seen and nothing breaks. */
  say(message: Message): string;
  /** The text of a code that the page itself names. */
  text(code: MessageCode, params?: MessageParams): string;
  /** True when the catalogue has a text for the code. */
  has(code: string): code is MessageCode;
}

/** Nothing that a manifest says turns the sentence around it or hides in it. */
function visible(params: MessageParams): MessageParams {
  const entries = Object.entries(params);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? visibleText(value) : value]),
  );
}

/**
 * Makes a formatter. Texts are compiled when first used and kept. A text that does not fit its parameters gives the code
 * with the parameters, never an exception: a sentence is not worth a blank page. `onMissing` is told of a code without a text, and says
 * whether the text may still come: until then there is nothing to read, rather than a code.
 */
export function createFormatter(
  language: Language,
  catalogue: Partial<Catalogue>,
  onMissing?: () => boolean,
): Formatter {
  const compiled = new Map<string, IntlMessageFormat>();

  const format = (code: string, params: MessageParams): string => {
    let message = compiled.get(code);
    if (message === undefined) {
      const text = Object.hasOwn(catalogue, code) ? catalogue[code as MessageCode] : undefined;
      if (text === undefined) return onMissing?.() === true ? '' : code;
      message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
      compiled.set(code, message);
    }
    return String(message.format(visible(params)));
  };

  const safely = (code: string, params: MessageParams): string => {
    try {
      return format(code, params);
    } catch {
      return `${code} ${JSON.stringify(params)}`;
    }
  };

  return {
    language,
    say: (message) => safely(message.code, message.params),
    text: (code, params = {}) => safely(code, params),
    has: (code): code is MessageCode => {
      const there = Object.hasOwn(catalogue, code);
      if (!there) onMissing?.();
      return there;
    },
  };
}
