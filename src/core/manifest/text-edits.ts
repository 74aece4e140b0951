import type { LocalEdit } from './finding.js';
import { pairSpan, type SourceNode } from './source-map.js';
import type { TextEdit } from './types.js';

/**
 * Applies edits to one file's text, all at once: their offsets are those of the text before any of them. Edits that overlap an earlier
 * one, or lie outside the text, are left out.
 */
export function applyEdits(text: string, edits: readonly (TextEdit | LocalEdit)[]): string {
  const sorted = [...edits].sort((a, b) => a.from - b.from || a.to - b.to);
  let result = '';
  let at = 0;
  for (const { from, to, text: replacement } of sorted) {
    if (from < at || to < from || to > text.length) continue;
    result += text.slice(at, from) + replacement;
    at = to;
  }
  return result + text.slice(at);
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The offset after the line break that ends the line, or the end of the text. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** The line break that this text uses. */
export function lineBreak(text: string): string {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** A scalar as YAML text that reads back as this very string. */
export function yamlString(value: string): string {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(value)) return value;
  return /^[A-Za-z][A-Za-z0-9_./-]*$/.test(value) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value)
    ? value
    : JSON.stringify(value);
}

/**
 * The whole lines of a pair in block style, with its end; undefined in flow style, or where the key shares its line with a `-` or
 * another key, so that its lines are not its own.
 */
export function ownLines(text: string, node: SourceNode): { readonly from: number; readonly to: number } | undefined {
  if (node.key === undefined) return undefined;
  const from = lineStart(text, node.key.from);
  if (!/^ *$/.test(text.slice(from, node.key.from))) return undefined;
  const end = pairSpan(node).to;
  const to = lineEnd(text, end);
  return /^[ \t]*(?:#.*)?\r?\n?$/.test(text.slice(end, to)) ? { from, to } : undefined;
}

/** The edit that removes a pair: its lines in block style, itself and a comma in flow style; undefined where neither is simple. */
export function removePair(text: string, node: SourceNode): LocalEdit | undefined {
  const lines = ownLines(text, node);
  if (lines !== undefined) return { ...lines, text: '' };
  const { from, to } = pairSpan(node);
  const comma = /^[ \t]*,[ \t]*/.exec(text.slice(to));
  if (comma !== null) return { from, to: to + comma[0].length, text: '' };
  const before = /,[ \t]*$/.exec(text.slice(0, from));
  return before === null ? undefined : { from: from - before[0].length, to, text: '' };
}

/** The edits that move a pair, lines and all, to the end of a sibling that holds a map (or nothing yet). */
export function moveInto(text: string, node: SourceNode, home: SourceNode): readonly LocalEdit[] | undefined {
  const lines = ownLines(text, node);
  const homeLines = ownLines(text, home) ?? ownLinesAfterDash(text, home);
  if (lines === undefined || homeLines === undefined || home.key === undefined || node.key === undefined)
    return undefined;
  const members = [...(home.members?.entries() ?? [])];
  const firstKey = members[0]?.[1].key;
  if (firstKey !== undefined && lineStart(text, firstKey.from) === lineStart(text, home.key.from)) return undefined;
  const target = firstKey === undefined ? columnOf(text, home.key.from) + 2 : columnOf(text, firstKey.from);
  const by = target - columnOf(text, node.key.from);
  const block = text.slice(lines.from, lines.to);
  const moved = by < 0 ? undefined : indentLines(block.endsWith('\n') ? block : block + lineBreak(text), by);
  if (moved === undefined) return undefined;
  if (homeLines.to === lines.from) return [{ from: lines.from, to: lines.to, text: moved }];
  const glue = text[homeLines.to - 1] === '\n' ? '' : lineBreak(text);
  return [
    { from: lines.from, to: lines.to, text: '' },
    { from: homeLines.to, to: homeLines.to, text: glue + moved },
  ];
}

/** `- http:` shares its line with the dash, but what follows is its own. */
function ownLinesAfterDash(text: string, node: SourceNode): { readonly from: number; readonly to: number } | undefined {
  if (node.key === undefined) return undefined;
  const from = lineStart(text, node.key.from);
  if (!/^ *(?:- +)+$/.test(text.slice(from, node.key.from))) return undefined;
  return { from, to: lineEnd(text, pairSpan(node).to) };
}

function indentLines(block: string, by: number): string {
  const space = ' '.repeat(by);
  return block.replace(/^(?=[^\r\n])/gm, space);
}

/** The edits that move several pairs to the end of one sibling; undefined where one of them cannot be moved so. */
export function moveAllInto(
  text: string,
  nodes: readonly SourceNode[],
  home: SourceNode,
): readonly LocalEdit[] | undefined {
  const moves = nodes.map((node) => moveInto(text, node, home));
  const to = ownLines(text, home)?.to;
  if (to === undefined || moves.some((edits) => edits === undefined)) return undefined;
  const blocks = moves.map((edits) => edits?.at(-1)?.text ?? '');
  const removals = nodes.flatMap((node) => {
    const lines = ownLines(text, node);
    return lines === undefined ? [] : [{ ...lines, text: '' }];
  });
  return [{ from: to, to, text: blocks.join('') }, ...removals];
}
