/**
 * How a list became another one: runs taken from the old list by place, and new items. Items are compared by identity, so whatever was
 * kept in the worker is kept on the page.
 */
export type ListDelta<T> = readonly (
  { readonly from: number; readonly count: number } | { readonly items: readonly T[] }
)[];

/**
 * The delta that makes `next` out of `previous`, in each of which an item stands once; null when they are the very same list.
 */
export function listDelta<T>(previous: readonly T[], next: readonly T[]): ListDelta<T> | null {
  if (previous === next) return null;
  const shared = sharedStart(previous, next);
  let places: Map<T, number> | null = null;
  const placeOf = (item: T, likely: number): number | undefined => {
    if (likely < previous.length && previous[likely] === item) return likely;
    // Of a journal only the end is another: its thousand old steps need no index.
    places ??= new Map(previous.slice(shared).map((one, index) => [one, shared + index]));
    return places.get(item);
  };

  const delta: ({ from: number; count: number } | { items: T[] })[] = shared > 0 ? [{ from: 0, count: shared }] : [];
  let likely = shared;
  for (const item of next.slice(shared)) {
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

function sharedStart<T>(previous: readonly T[], next: readonly T[]): number {
  const shorter = Math.min(previous.length, next.length);
  let shared = 0;
  while (shared < shorter && previous[shared] === next[shared]) shared += 1;
  return shared;
}

/** The list that a delta was made for. */
export function applyListDelta<T>(previous: readonly T[], delta: ListDelta<T> | null): readonly T[] {
  if (delta === null) return previous;
  return delta.flatMap((part) => ('items' in part ? part.items : previous.slice(part.from, part.from + part.count)));
}
