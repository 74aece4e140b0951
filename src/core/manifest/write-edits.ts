import type { Labels } from '../api/meta.js';
import type { LocalEdit } from './finding.js';
import { locate, pairSpan, type SourceNode } from './source-map.js';
import { columnOf, lineBreak, ownLines } from './text-edits.js';
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

/** The edit that adds pairs to a map: after its first pair in block style, before it in flow style; undefined for an empty map in block style. */
export function addPairs(text: string, map: SourceNode, pairs: Pairs): LocalEdit | undefined {
  if (map.alias === true) return undefined;
  if (text[map.value.from] === '{') {
    const glue = (map.members?.size ?? 0) > 0 ? ', ' : '';
    const at = map.value.from + 1;
    return { from: at, to: at, text: flow(pairs).slice(1, -1) + glue };
  }
  const [first] = map.members?.values() ?? [];
  if (first?.key === undefined) return undefined;
  const eol = lineBreak(text);
  const at = first.key.from;
  const indent = columnOf(text, at);
  const written = blockLines(pairs, indent).join(eol).trimStart();
  return { from: at, to: at, text: `${written}${eol}${' '.repeat(indent)}` };
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
