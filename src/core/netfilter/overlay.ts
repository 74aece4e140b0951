/** Two maps read as one: `top` covers what `base` has under the same key. Reads through, so that a large or lazy `base` is not copied. */
export class OverlayMap<V> implements ReadonlyMap<string, V> {
  readonly #top: ReadonlyMap<string, V>;
  readonly #base: ReadonlyMap<string, V>;

  constructor(top: ReadonlyMap<string, V>, base: ReadonlyMap<string, V>) {
    this.#top = top;
    this.#base = base;
  }

  get(key: string): V | undefined {
    return this.#top.get(key) ?? this.#base.get(key);
  }

  has(key: string): boolean {
    return this.#top.has(key) || this.#base.has(key);
  }

  get size(): number {
    return this.#whole().size;
  }

  keys(): MapIterator<string> {
    return this.#whole().keys();
  }

  values(): MapIterator<V> {
    return this.#whole().values();
  }

  entries(): MapIterator<[string, V]> {
    return this.#whole().entries();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }

  /** The keys of `base` keep their places; what only `top` has follows. */
  #whole(): Map<string, V> {
    return new Map([...this.#base, ...this.#top]);
  }
}
