/** What happened to one key between two moments. */
export interface Replaced<V> {
  readonly key: string;
  readonly before: V | undefined;
  readonly after: V | undefined;
}

/** Two lists of changes, one after the other, as one. */
export function inSequence<V>(first: readonly Replaced<V>[], second: readonly Replaced<V>[]): readonly Replaced<V>[] {
  if (second.length === 0) return first;
  const merged = new Map(first.map((change) => [change.key, change]));
  for (const change of second) {
    const known = merged.get(change.key);
    merged.set(change.key, known ? { ...change, before: known.before } : change);
  }
  return [...merged.values()];
}

/**
 * A map that remembers what changed since it was last asked, so that the journal can undo and redo it. It holds what the components
 * of a cluster know outside the API: work queues, host-local's last address, what the kubelet sees on its node.
 */
export class TrackedMap<V> {
  readonly #values = new Map<string, V>();
  #before = new Map<string, V | undefined>();

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  entries(): IterableIterator<[string, V]> {
    return this.#values.entries();
  }

  get size(): number {
    return this.#values.size;
  }

  set(key: string, value: V | undefined): void {
    if (!this.#before.has(key)) this.#before.set(key, this.#values.get(key));
    this.#put(key, value);
  }

  /** The changes since the last call, and a fresh start. */
  drain(): readonly Replaced<V>[] {
    if (this.#before.size === 0) return [];
    const changes: Replaced<V>[] = [];
    for (const [key, before] of this.#before) {
      const after = this.#values.get(key);
      if (before !== after) changes.push({ key, before, after });
    }
    this.#before = new Map();
    return changes;
  }

  /** Puts back (or forth) drained changes. They are not remembered as changes themselves. */
  replay(
    changes: readonly Replaced<V>[],
    direction: 'before' | 'after',
    restored?: (key: string, value: V) => void,
  ): void {
    for (const change of changes) {
      const value = change[direction];
      this.#put(change.key, value);
      if (value !== undefined) restored?.(change.key, value);
    }
  }

  #put(key: string, value: V | undefined): void {
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, value);
  }
}
