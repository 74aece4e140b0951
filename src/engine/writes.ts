import { formatFieldPath, visibleText, type Change, type Json, type Step } from '../core/index.js';
import type { Write } from './protocol.js';

/** Fields that every write changes and that tell nothing of it. */
const BOOKKEEPING = new Set(['resourceVersion', 'generation', 'uid', 'creationTimestamp', 'managedFields']);
/** A step that writes more than this into one object is summed up by its first fields. */
const MOST_FIELDS = 6;
const LONGEST_VALUE = 80;

/** What a step wrote to which object, in short: `spec.volumeName: → pv-1`, `status.phase: Pending → Bound`. */
export function writesOf(step: Step): readonly Write[] {
  return step.changes.map(writeOf);
}

function writeOf({ key, before, after }: Change): Write {
  if (before === undefined) return { object: key, how: 'created', fields: [] };
  if (after === undefined) return { object: key, how: 'deleted', fields: [] };
  const fields: { path: string; was?: string; is?: string }[] = [];
  compare(before as unknown as Json, after as unknown as Json, [], fields);
  return { object: key, how: 'changed', fields: fields.slice(0, MOST_FIELDS) };
}

/** Collects what differs: field by field in maps, as a whole elsewhere. A reference that came or went is one value. */
function compare(
  was: Json | undefined,
  is: Json | undefined,
  path: readonly string[],
  into: { path: string; was?: string; is?: string }[],
): void {
  if (was === is || JSON.stringify(was) === JSON.stringify(is)) return;
  if (isOpen(was) && isOpen(is)) {
    const [before, after] = [was ?? {}, is ?? {}];
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (!BOOKKEEPING.has(name)) compare(valueAt(before, name), valueAt(after, name), [...path, name], into);
    }
    return;
  }
  into.push({
    path: formatFieldPath(path),
    ...(was === undefined ? {} : { was: inShort(was) }),
    ...(is === undefined ? {} : { is: inShort(is) }),
  });
}

/** A map to be looked into, or nothing at all, which is a map without fields. */
function isOpen(value: Json | undefined): value is { readonly [name: string]: Json } | undefined {
  return value === undefined || (isMap(value) && !isReference(value));
}

function valueAt(map: { readonly [name: string]: Json }, name: string): Json | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

function isMap(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value in one line: a reference by its name, a list by its items. */
function inShort(value: Json): string {
  const text = isReference(value)
    ? [value['namespace'], value['name']]
        .flatMap((part) => (typeof part === 'string' && part !== '' ? [part] : []))
        .join('/')
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
  const shown = visibleText(text);
  return shown.length > LONGEST_VALUE ? `${shown.slice(0, LONGEST_VALUE - 1)}…` : shown;
}

function isReference(value: Json): value is { readonly [name: string]: Json } {
  return isMap(value) && typeof valueAt(value, 'name') === 'string' && typeof valueAt(value, 'kind') === 'string';
}
