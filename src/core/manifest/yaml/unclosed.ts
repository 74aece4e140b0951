import { CST } from 'yaml';
import type { Span } from '../source-map.js';

/** What a text opens and does not close, or closes where something else was meant to begin. Offsets are relative to the text. */
export interface Unclosed {
  /** Quoted scalars without an end, and those that swallow a line which looks like another key: their whole text. */
  readonly quotes: readonly Span[];
  /** Brackets that are still open where the parser gives them up, the outermost first. */
  readonly brackets: readonly number[];
}

/** A line inside a quoted scalar that was meant to be a line of the manifest: `- name: x`, `spec:`. */
const KEY_LINE = /\n[ \t]*(?:- +)*[A-Za-z][\w./-]*:(?:[ \t\r\n]|$)/;

/** Keeps what is open while the lexemes of a text go by. */
export class OpenMarks {
  readonly #quotes: Span[] = [];
  #open: number[] = [];
  #brackets: readonly number[] = [];

  /** One lexeme with its type (`scalar` for the text of a plain or block scalar) and its offset. */
  see(type: string | null, lexeme: string, at: number): void {
    switch (type) {
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        if (!isClosed(lexeme) || (lexeme.includes('\n') && KEY_LINE.test(lexeme)))
          this.#quotes.push({ from: at, to: at + lexeme.length });
        break;
      case 'flow-map-start':
      case 'flow-seq-start':
        this.#open.push(at);
        break;
      case 'flow-map-end':
      case 'flow-seq-end':
        this.#open.pop();
        break;
      default:
        if (lexeme === CST.FLOW_END) this.#giveUp();
    }
  }

  end(): Unclosed {
    this.#giveUp();
    return { quotes: this.#quotes, brackets: this.#brackets };
  }

  #giveUp(): void {
    if (this.#brackets.length === 0) this.#brackets = this.#open;
    this.#open = [];
  }
}

/** Whether a quoted lexeme ends with the quote that it begins with. */
function isClosed(lexeme: string): boolean {
  return lexeme.length > 1 && lexeme.endsWith(lexeme[0] ?? '');
}
