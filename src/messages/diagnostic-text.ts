import type { Diagnostic } from '../core/index.js';
import type { Formatter } from './formatter.js';

/** A diagnostic in a reader's language. */
export interface DiagnosticWords {
  /** What is said; `quoted` when these are the English words of the API server, kubectl or the YAML parser. */
  readonly said: string;
  readonly quoted: boolean;
  /** What it means and what to do; empty for a code that nobody explained, and while the words are on their way. */
  readonly why: string;
}

/** Words a diagnostic: a quotation stays as it is, our own sentence and the explanation are in the formatter's language. */
export function diagnosticWords(
  { code, message, hint }: Pick<Diagnostic, 'code' | 'message' | 'hint'>,
  words: Formatter,
): DiagnosticWords {
  const explanation = `diagnostic.${code}`;
  const quoted = typeof message === 'string';
  return {
    said: quoted ? message : words.say(message),
    quoted,
    why: hint === undefined ? (words.has(explanation) ? words.text(explanation) : '') : words.say(hint),
  };
}
