/** The items of a list that may be missing or be something else, each with its place; an item that is no object is undefined. */
export function items<T extends object>(list: readonly T[] | null | undefined): readonly (T | undefined)[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly unknown[]).map((one) => (typeof one === 'object' && one !== null ? (one as T) : undefined));
}

/** The object itself; undefined for null and whatever else is none. */
export function present<T extends object>(value: T | null | undefined): T | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}
