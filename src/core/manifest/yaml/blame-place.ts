import type { Message } from '../../api/message.js';
import type { LocalFix } from '../finding.js';
import type { Span } from '../source-map.js';
import type { YamlFault } from './read-yaml.js';

/** Where a fault of syntax began, what it is when that can be told, and the way out when it surely is one. */
export interface Blame {
  readonly span: Span;
  readonly hint?: Message;
  readonly fixes: readonly LocalFix[];
  /** The fault in whose words it is said. */
  readonly fault: YamlFault;
}

/** A line that is a key with what follows it: indentation (with its dashes), key, colon, value. */
export const KEY = /^([ \t]*(?:- +)*)([A-Za-z][\w./-]*)(:(?=[ \t]|$))?(.*)$/;

/** The next line that is neither empty nor a comment: where it begins, and where its first word does. */
export function nextLine(text: string, start: number): { readonly start: number; readonly at: number } | undefined {
  for (let next = text.indexOf('\n', start) + 1; next > 0 && next < text.length; next = text.indexOf('\n', next) + 1) {
    const blanks = /^[ \t]*/.exec(text.slice(next))?.[0].length ?? 0;
    const first = text[next + blanks];
    if (first !== '\n' && first !== '\r' && first !== '#' && first !== undefined)
      return { start: next, at: next + blanks };
  }
  return undefined;
}

/** Where the line of an offset ends, without blanks and the line break. */
export function contentEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  let end = newline === -1 ? text.length : newline;
  while (end > at && /[ \t\r]/.test(text[end - 1] ?? '')) end--;
  return end;
}
