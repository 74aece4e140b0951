/** A set of keys in the order of their ranks, equal ranks by key: what an index walks from the smallest. */
export class RankedKeys<K extends string = string> {
  readonly #keys: K[] = [];
  readonly #ranks: string[] = [];

  get keys(): readonly K[] {
    return this.#keys;
  }

  add(key: K, rank: string): void {
    const at = this.#position(key, rank);
    if (this.#keys[at] === key && this.#ranks[at] === rank) return;
    this.#keys.splice(at, 0, key);
    this.#ranks.splice(at, 0, rank);
  }

  /** `rank` is the one the key was added with. */
  delete(key: K, rank: string): void {
    const at = this.#position(key, rank);
    if (this.#keys[at] !== key || this.#ranks[at] !== rank) return;
    this.#keys.splice(at, 1);
    this.#ranks.splice(at, 1);
  }

  /** Index of the first entry that is not smaller. */
  #position(key: K, rank: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#ranks[middle] as string;
      if (other < rank || (other === rank && (this.#keys[middle] as K) < key)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
