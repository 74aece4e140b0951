import { isAbsent, isRecord } from './shape.js';

/** Deeper than any field of any kind goes; what lies below only counts as the same when it is the same value. */
const MAX_DEPTH = 64;

/**
 * Whether two JSON values mean the same to the API server: absent, null and empty are alike, and the order of keys does not count.
 * Models `equality.Semantic.DeepEqual` of k8s.io/apimachinery for plain JSON.
 */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || firstDifference(a, b) === undefined;
}

/** The path of the first difference between two JSON values, undefined when they mean the same. */
export function firstDifference(a: unknown, b: unknown, depth = 0): readonly (string | number)[] | undefined {
  if (a === b || (isEmpty(a) && isEmpty(b))) return undefined;
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(a) && Array.isArray(b)) return differenceAt(a, b, a.length > b.length ? a.keys() : b.keys(), depth);
  if (isRecord(a) && isRecord(b)) return differenceAt(a, b, new Set([...Object.keys(a), ...Object.keys(b)]), depth);
  return [];
}

function isEmpty(value: unknown): boolean {
  if (isAbsent(value) || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function differenceAt<K extends string | number>(
  a: object,
  b: object,
  keys: Iterable<K>,
  depth: number,
): readonly (string | number)[] | undefined {
  for (const key of keys) {
    const rest = firstDifference(own(a, key), own(b, key), depth + 1);
    if (rest !== undefined) return [key, ...rest];
  }
  return undefined;
}

function own(value: object, key: string | number): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string | number, unknown>>)[key] : undefined;
}
