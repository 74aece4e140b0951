import { fix, type LocalEdit } from '../finding.js';
import { say } from '../own-words.js';
import type { Span } from '../source-map.js';
import { applyEdits } from '../text-edits.js';
import { strayIndent, tab } from './blame-indent.js';
import { badLine, reservedStart } from './blame-line.js';
import { contentEnd, type Blame } from './blame-place.js';
import { readYaml, type YamlFault, type YamlReading } from './read-yaml.js';

/** Longest document in which a way out is tried by reading the text anew. */
const LONGEST_TRIED = 50_000;

/**
 * The first fault of syntax of a text, where it was made. A parser stands where it could not go on: behind a quote that nobody closed that
 * may be pages further down. What comes after the first fault is said only when that is mended, as kubectl does: most of it is its echo.
 */
export function blame(text: string, reading: YamlReading): Blame | undefined {
  const first = reading.errors.reduce<YamlFault | undefined>(
    (a, b) => (a === undefined || b.from < a.from ? b : a),
    undefined,
  );
  if (first === undefined) return undefined;
  const found =
    openQuote(text, reading, first) ??
    tab(text, first) ??
    openBracket(text, reading, first) ??
    strayIndent(text, first) ??
    reservedStart(text, first) ??
    badLine(text, first);
  if (found === undefined) return { span: withinLine(text, first), fixes: [], fault: first };
  return { ...found, fixes: found.fixes.filter(({ edits }) => mends(text, edits)) };
}

/** Only what leaves no fault of syntax at all is offered. */
function mends(text: string, edits: readonly LocalEdit[]): boolean {
  return text.length <= LONGEST_TRIED && readYaml(applyEdits(text, edits)).errors.length === 0;
}

/** A quote that is never closed, or only where the next one was meant to open. Said at the quote; it may have been meant to end its line. */
function openQuote(text: string, { errors, unclosed }: YamlReading, first: YamlFault): Blame | undefined {
  // What a quote has swallowed is missed at its end, or in the line after it.
  const open = unclosed.quotes.find(
    ({ from, to }) => first.from >= from && !/\n[^\n]*\n/.test(text.slice(to, Math.max(to, first.from))),
  );
  if (open === undefined) return undefined;
  const quote = text[open.from] ?? '"';
  const to = contentEnd(text, open.from);
  const other = quote === '"' ? "'" : '"';
  const last = text[to - 1];
  const mixed = last === other && to - 1 > open.from;
  const comment = / #/.test(text.slice(open.from, to));
  // In `[` and `{` the quote may have ended anywhere before what closes them.
  const fits = !comment && to > open.from + 1 && !/[,\]}]/.test(text.slice(open.from, to));
  const edit = mixed ? { from: to - 1, to, text: quote } : { from: to, to, text: quote };
  return {
    span: { from: open.from, to },
    hint: say('lint.openQuote', { quote }),
    fixes: fits ? [fix('fix.close', { mark: quote }, [edit])] : [],
    fault: errors.find(({ detail }) => detail?.includes('quote')) ?? first,
  };
}

/** `[` or `{` that nothing closes. Said at the outermost; when its line alone wants the end, that is offered. */
function openBracket(text: string, { unclosed }: YamlReading, first: YamlFault): Blame | undefined {
  const [outer] = unclosed.brackets;
  if (outer === undefined || first.from < outer || /[\]}]/.test(text[first.from] ?? '')) return undefined;
  const to = contentEnd(text, outer);
  const ends = unclosed.brackets.map((at) => (text[at] === '[' ? ']' : '}'));
  const closing = ends.toReversed().join('');
  return {
    span: { from: outer, to },
    hint: say('lint.openBracket', { bracket: text[outer] ?? '', closing: ends[0] ?? '' }),
    fixes: [fix('fix.close', { mark: closing }, [{ from: to, to, text: closing }])],
    fault: first,
  };
}

/** A fault is marked on its first line only: what stands below is what the parser ran into. */
function withinLine(text: string, { from, to }: YamlFault): Span {
  return { from, to: Math.min(to, Math.max(contentEnd(text, from), from + 1)) };
}
