/**
 * How a list became another one: runs taken from the old list by place, and new items. Items are compared by identity, so whatever was
 * kept in the worker is kept on the page.
 */
export type ListDelta<T> = readonly (
  { readonly from: number; readonly count: number } | { readonly items: readonly T[] }
)[];

/** The delta that makes `next` out of `previous`; null when they are the very same list. */
export function listDelta<T>(previous: readonly T[], next: readonly T[]): ListDelta<T> | null {
  if (previous === next) return null;
  let places: Map<T, number> | null = null;
  const placeOf = (item: T, likely: number): number | undefined => {
    if (likely < previous.length && previous[likely] === item) return likely;
    places ??= new Map(previous.map((one, index) => [one, index]));
    return places.get(item);
  };

  const delta: ({ from: number; count: number } | { items: T[] })[] = [];
  let likely = 0;
  for (const item of next) {
    const place = placeOf(item, likely);
    const last = delta.at(-1);
    if (place === undefined) {
      if (last !== undefined && 'items' in last) last.items.push(item);
      else delta.push({ items: [item] });
      // Most often an item was replaced where it stood.
      likely += 1;
      continue;
    }
    if (last !== undefined && 'from' in last && last.from + last.count === place) last.count += 1;
    else delta.push({ from: place, count: 1 });
    likely = place + 1;
  }
  return delta;
}

/** The list that a delta was made for. */
export function applyListDelta<T>(previous: readonly T[], delta: ListDelta<T> | null): readonly T[] {
  if (delta === null) return previous;
  return delta.flatMap((part) => ('items' in part ? part.items : previous.slice(part.from, part.from + part.count)));
}
