/** A part of an object as somebody wrote it: every field may be missing. Shapes were checked before, so that what is there has its type. */
export type Written<T> = T extends readonly (infer Item)[]
  ? readonly Written<Item>[]
  : T extends object
    ? { readonly [K in keyof T]?: Written<T[K]> | undefined }
    : T;

/** Go does not tell an empty string from an absent one, and neither does defaulting. */
function isUnset(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** The object with the defaults in place of what is unset. The same object when nothing is. A default of undefined leaves the field alone. */
export function fill<T extends object>(object: T, defaults: Partial<Record<keyof T, unknown>>): T {
  const missing = Object.entries(defaults).filter(
    ([key, value]) => value !== undefined && isUnset(object[key as keyof T]),
  );
  return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing) };
}

/** Like {@link fill} for numbers whose zero means unset (`timeoutSeconds: 0`). */
export function fillZero<T extends object>(object: T, defaults: Partial<Record<keyof T, number>>): T {
  const zero = Object.keys(defaults).filter((key) => object[key as keyof T] === 0);
  const cleared =
    zero.length === 0 ? object : { ...object, ...Object.fromEntries(zero.map((key) => [key, undefined])) };
  return fill(cleared, defaults);
}

/** The object with one field mapped, when it is there. */
export function mapField<T extends object, K extends keyof T>(
  object: T,
  key: K,
  map: (value: NonNullable<T[K]>) => NonNullable<T[K]>,
): T {
  const value = object[key];
  if (value === undefined || value === null) return object;
  const mapped = map(value);
  return mapped === value ? object : { ...object, [key]: mapped };
}

/** Deeper than any field of any kind goes. */
const MAX_DEPTH = 64;

/**
 * The value without members that are null: decoding JSON into Go structs takes null for absent. The same value when there are none.
 * Members of string maps become empty strings there; that is rare enough to treat alike.
 */
export function dropNulls<T>(value: T, depth = 0): T {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => dropNulls(item, depth + 1));
    return items.every((item, i) => item === value[i]) ? value : (items as T);
  }
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  const kept = entries
    .filter(([, member]) => member !== null)
    .map(([key, member]) => [key, dropNulls(member, depth + 1)] as const);
  if (kept.length === entries.length && kept.every(([, member], i) => member === entries[i]?.[1])) return value;
  return Object.fromEntries(kept) as T;
}
