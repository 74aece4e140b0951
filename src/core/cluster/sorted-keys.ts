/** A set of keys that is always walked in order, whatever the order of insertion was: what makes every run the same. */
export class SortedKeys<K extends string = string> {
  readonly #keys: K[] = [];

  get keys(): readonly K[] {
    return this.#keys;
  }

  add(key: K): void {
    const at = this.#position(key);
    if (this.#keys[at] !== key) this.#keys.splice(at, 0, key);
  }

  delete(key: K): void {
    const at = this.#position(key);
    if (this.#keys[at] === key) this.#keys.splice(at, 1);
  }

  /** Index of the first key that is not smaller. */
  #position(key: K): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] as K) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
