import type { Labels } from '../api/meta.js';
import type { LocalEdit } from './finding.js';
import { locate, pairSpan, type SourceNode } from './source-map.js';
import { columnOf, lineBreak, lineEnd, lineStart, ownLines } from './text-edits.js';
import { blockLines, flow, type Writable } from './yaml/write-yaml.js';

type Pairs = { readonly [key: string]: Writable | undefined };

/** The edit that writes other pairs in place of one: in block style where the pair has lines of its own, on one line where it has not. */
export function replacePair(text: string, node: SourceNode, pairs: Pairs): LocalEdit {
  const lines = ownLines(text, node);
  if (lines === undefined || node.key === undefined) return { ...pairSpan(node), text: flow(pairs).slice(1, -1) };
  const eol = lineBreak(text);
  const written = blockLines(pairs, columnOf(text, node.key.from)).join(eol);
  return { ...lines, text: text[lines.to - 1] === '\n' ? written + eol : written };
}

/** The edit that adds pairs at the end of a map; undefined for an empty one in block style, and where lines are shared. */
export function addPairs(text: string, map: SourceNode, pairs: Pairs): LocalEdit | undefined {
  if (map.alias === true) return undefined;
  const all = [...(map.members?.values() ?? [])];
  const last = all.at(-1);
  if (text[map.value.from] === '{') {
    const at = last === undefined ? map.value.from + 1 : pairSpan(last).to;
    const written = flow(pairs).slice(1, -1);
    return { from: at, to: at, text: last === undefined ? written : `, ${written}` };
  }
  const lines = last === undefined ? undefined : (ownLines(text, last) ?? afterDash(text, last));
  const first = all[0]?.key;
  if (lines === undefined || first === undefined) return undefined;
  const eol = lineBreak(text);
  const written = blockLines(pairs, columnOf(text, first.from)).join(eol) + eol;
  const glue = text[lines.to - 1] === '\n' ? '' : eol;
  return { from: lines.to, to: lines.to, text: glue + written };
}

/** The only pair of a list item shares its line with the dash. */
function afterDash(text: string, { key, value }: SourceNode): { readonly to: number } | undefined {
  if (key === undefined || !/^ *(?:- +)+$/.test(text.slice(lineStart(text, key.from), key.from))) return undefined;
  return { to: lineEnd(text, value.to) };
}

/** The edit that gives an object more labels; undefined where its metadata cannot be edited. */
export function addLabels(text: string, source: SourceNode, labels: Labels): LocalEdit | undefined {
  const metadata = source.members?.get('metadata');
  if (metadata === undefined) return undefined;
  const at = locate(source, ['metadata', 'labels']);
  return at.depth === 2 ? addPairs(text, at.node, labels) : addPairs(text, metadata, { labels });
}

/** The edit that writes whole documents before the one with this text. */
export function addDocuments(text: string, documents: readonly Pairs[]): LocalEdit {
  const eol = lineBreak(text);
  const written = documents.map((document) => [...blockLines(document, 0), ''].join(eol));
  const marker = text.startsWith('---');
  const parts = marker ? written.map((one) => `---${eol}${one}`) : written.map((one) => `${one}---${eol}`);
  return { from: 0, to: 0, text: parts.join('') };
}

/** The edit that adds an item, written on one line, at the end of a list; undefined where the list has none yet and is in block style. */
export function addItem(text: string, list: SourceNode, item: string): LocalEdit | undefined {
  const last = [...(list.members?.values() ?? [])].at(-1);
  if (list.alias === true) return undefined;
  if (text[list.value.from] === '[') {
    const at = last === undefined ? list.value.from + 1 : last.value.to;
    return { from: at, to: at, text: last === undefined ? item : `, ${item}` };
  }
  if (last === undefined) return undefined;
  const from = lineStart(text, last.value.from);
  const dash = /^[ \t]*-[ \t]+/.exec(text.slice(from, last.value.from));
  if (dash === null || dash[0].length !== last.value.from - from) return undefined;
  const at = lineEnd(text, last.value.to);
  const glue = text[at - 1] === '\n' ? '' : lineBreak(text);
  return { from: at, to: at, text: `${glue}${dash[0]}${item}${lineBreak(text)}` };
}
