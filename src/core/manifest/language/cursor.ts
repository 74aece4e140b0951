import { isMap, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { FieldPath } from '../../api/field-path.js';
import type { Json } from '../../api/meta.js';
import { isJsonObject, type JsonObject } from '../checks/subject.js';
import { LIMITS } from '../limits.js';
import { buildValue } from '../yaml/build-value.js';
import { readYaml } from '../yaml/read-yaml.js';
import { documentAt } from '../yaml/split-documents.js';
import { mendHalfWritten } from './half-written.js';

/** Stands in for the word at the cursor while the text around it is parsed. */
const PROBE = 'kubewalk-cursor';

/** What the cursor is about to write. */
export interface Cursor {
  /** A key of the map at `path`, or the value at `path`. */
  readonly position: 'key' | 'value';
  /** From the object (not the document: lists have several) to the map or the value. */
  readonly path: FieldPath;
  /** The object that the cursor is in, without what the cursor writes. */
  readonly object: JsonObject;
  /** The keys that the map already has. */
  readonly present: ReadonlySet<string>;
  /** The word at the cursor, as offsets of the file. */
  readonly from: number;
  readonly to: number;
  /** A colon follows already. */
  readonly hasColon: boolean;
  /** The word is inside quotes. */
  readonly quoted: boolean;
  /** The word is glued to the colon or the dash before it. */
  readonly needsSpace: boolean;
  /** It begins a new item of the list that stands at this very column, and brings its own dash. */
  readonly needsDash: boolean;
}

/**
 * Finds out what may stand at an offset by parsing the document with a word of our own in place of the word there: then whatever the style
 * (block, flow, list items, after an empty `spec:`), the parser itself says where the word belongs. In comments, block scalars and texts
 * too broken to tell, the word does not come back as a node of its own, and there is no answer.
 */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const chunk = documentAt(text, offset);
  if (chunk.text.length > LIMITS.documentForLanguage || offset < chunk.from) return undefined;
  const at = offset - chunk.from;
  const lineFrom = chunk.text.lastIndexOf('\n', at - 1) + 1;
  const before = chunk.text.slice(lineFrom, at);
  if (before.startsWith('---')) return undefined;
  const from = at - (/[A-Za-z0-9_$<][\w./<-]*$/.exec(before)?.[0].length ?? 0);
  const rest = /^.*/.exec(chunk.text.slice(at))?.[0] ?? '';
  const to = at + (/^[\w./-]*/.exec(rest)?.[0].length ?? 0);
  const after = chunk.text.slice(to, at + rest.length);
  const lead = chunk.text.slice(lineFrom, from);
  const hasColon = /^["']?[ \t]*:(?:[ \t\r]|$)/.test(after);
  const needsSpace = (lead.endsWith(':') || /^ *(?:- +)*-$/.test(lead)) && from === at;
  const startsLine = /^[ ]*(?:-[ ]*)*$/.test(lead);
  const alone = /^[ \t\r]*(?:#.*)?$/.test(after);
  const probe = `${needsSpace ? ' ' : ''}${PROBE}${startsLine && alone && !hasColon ? ':' : ''}`;
  const isBroken = readYaml(chunk.text).errors.length > 0;
  const find = (word: string): Found | undefined => {
    const written = chunk.text.slice(0, from) + word + chunk.text.slice(to);
    const readable = isBroken
      ? findProbe(mendHalfWritten(written, false), mendHalfWritten(chunk.text, false))
      : undefined;
    return readable ?? findProbe(written, chunk.text);
  };
  const found = find(probe);
  const item = found === undefined && alone && /^ *$/.test(lead) ? find(`- ${probe}`) : undefined;
  const place = found ?? item;
  if (place === undefined) return undefined;
  const quoted = /["']$/.test(lead);
  const needsDash = item !== undefined;
  return { ...place, from: from + chunk.from, to: to + chunk.from, hasColon, quoted, needsSpace, needsDash };
}

type Found = Pick<Cursor, 'position' | 'path' | 'object' | 'present'>;

function findProbe(text: string, original: string): Found | undefined {
  const { document, errors } = readYaml(text);
  if (document === undefined) return undefined;
  // Where a word of any kind would break the text, there is nothing to offer. What is broken already stays as broken.
  if (errors.length > 0 && errors.length > readYaml(original).errors.length) return undefined;
  const place = placeOf(document.contents, [], 0);
  if (place === undefined) return undefined;
  const { value } = buildValue(document, text);
  const { object, path } = objectOf(value, place.path);
  return { position: place.position, path, object, present: place.present };
}

interface ProbePlace {
  readonly position: 'key' | 'value';
  readonly path: FieldPath;
  readonly present: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

function placeOf(node: unknown, path: FieldPath, depth: number): ProbePlace | undefined {
  if (depth > LIMITS.depth) return undefined;
  if (isScalar(node)) return node.source === PROBE ? { position: 'value', path, present: NOTHING } : undefined;
  if (isSeq(node)) {
    for (const [i, item] of node.items.entries()) {
      const place = isPair(item)
        ? inPairs([item as Pair<Node>], [...path, i], depth)
        : placeOf(item, [...path, i], depth + 1);
      if (place !== undefined) return place;
    }
    return undefined;
  }
  return isMap(node) ? inPairs(node.items as Pair<Node>[], path, depth) : undefined;
}

function inPairs(pairs: readonly Pair<Node>[], path: FieldPath, depth: number): ProbePlace | undefined {
  for (const { key, value } of pairs) {
    if (isScalar(key) && key.source === PROBE) return { position: 'key', path, present: keysOf(pairs) };
    const place = placeOf(value, [...path, keyText(key)], depth + 1);
    if (place !== undefined) return place;
  }
  return undefined;
}

function keysOf(pairs: readonly Pair<Node>[]): ReadonlySet<string> {
  return new Set(pairs.map(({ key }) => keyText(key)).filter((name) => name !== PROBE));
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

/** In a `kind: List` the object is the item. */
function objectOf(value: Json, path: FieldPath): { readonly object: JsonObject; readonly path: FieldPath } {
  const root = isJsonObject(value) ? value : {};
  const kind = root['kind'];
  const items = root['items'];
  const [first, index, ...rest] = path;
  if (
    typeof kind !== 'string' ||
    !kind.endsWith('List') ||
    first !== 'items' ||
    typeof index !== 'number' ||
    !Array.isArray(items)
  )
    return { object: root, path };
  const item: Json = items[index] ?? null;
  return { object: isJsonObject(item) ? item : {}, path: rest };
}
