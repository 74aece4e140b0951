import { isAbsent, isRecord } from './shape.js';

/**
 * Whether two JSON values mean the same to the API server: absent, null and empty are alike, and the order of keys does not count.
 * Models `equality.Semantic.DeepEqual` of k8s.io/apimachinery for plain JSON.
 */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || firstDifference(a, b) === undefined;
}

/** The path of the first difference between two JSON values, undefined when they mean the same. */
export function firstDifference(a: unknown, b: unknown): readonly (string | number)[] | undefined {
  if (a === b || (isEmpty(a) && isEmpty(b))) return undefined;
  if (Array.isArray(a) && Array.isArray(b)) return differenceAt(a, b, a.length > b.length ? a.keys() : b.keys());
  if (isRecord(a) && isRecord(b)) return differenceAt(a, b, new Set([...Object.keys(a), ...Object.keys(b)]));
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
): readonly (string | number)[] | undefined {
  for (const key of keys) {
    const rest = firstDifference(own(a, key), own(b, key));
    if (rest !== undefined) return [key, ...rest];
  }
  return undefined;
}

function own(value: object, key: string | number): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string | number, unknown>>)[key] : undefined;
}
