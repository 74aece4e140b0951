import type { FieldPath } from '../api/field-path.js';

/** A half-open range of UTF-16 offsets, relative to the text of its document. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where one value of an object stands in the text: its key (absent for list items and the root), itself, and its members. */
export interface SourceNode {
  readonly key?: Span;
  readonly value: Span;
  /** True when the text here is `*alias`: the members stand where the anchor is. */
  readonly alias?: boolean;
  readonly members?: ReadonlyMap<string | number, SourceNode>;
}

/** The source node of a path and how much of the path exists: the nearest existing parent stands in for a missing field. */
export function locate(root: SourceNode, path: FieldPath): { readonly node: SourceNode; readonly depth: number } {
  let node = root;
  let depth = 0;
  for (const part of path) {
    const next = node.members?.get(part);
    if (next === undefined) break;
    node = next;
    depth++;
  }
  return { node, depth };
}

/** What to mark for a path: the value itself, or the key of the nearest existing parent when the field is not written. */
export function spanOf(root: SourceNode, path: FieldPath, part: 'key' | 'value' = 'value'): Span {
  const { node, depth } = locate(root, path);
  if (part === 'key' || depth < path.length) return node.key ?? firstOf(node);
  return node.value.to > node.value.from ? node.value : (node.key ?? node.value);
}

/** The whole pair, from the start of its key to the end of its value. */
export function pairSpan(node: SourceNode): Span {
  if (node.key === undefined) return node.value;
  return { from: node.key.from, to: Math.max(node.key.to, node.value.to) };
}

/** A missing field of the root or of a list item is marked at the first key there, not over the whole value. */
function firstOf(node: SourceNode): Span {
  const first = node.members?.values().next().value;
  return first?.key ?? node.value;
}

/** The path of the deepest field whose text (key or value) holds the offset; the empty path when none does. */
export function pathAt(root: SourceNode, offset: number): FieldPath {
  const path: (string | number)[] = [];
  let node: SourceNode | undefined = root;
  while (node !== undefined && node.members !== undefined && !(node.alias && node !== root)) {
    let found: SourceNode | undefined;
    for (const [part, member] of node.members) {
      const { from, to } = pairSpan(member);
      if (offset < from || offset > to) continue;
      path.push(part);
      found = member;
      break;
    }
    node = found;
  }
  return path;
}
