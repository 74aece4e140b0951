import { parseKey, type ObjectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import { RankedKeys } from './ranked-keys.js';
import { SortedKeys } from './sorted-keys.js';

/**
 * A way to find objects without looking at all of them, as an informer's indexer does (client-go `tools/cache/index.go`): the terms
 * of an object are the words it can be found by.
 */
export interface StoreIndex {
  readonly name: string;
  readonly kinds: ReadonlySet<string> | 'all';
  terms(object: KubeObject): readonly string[];
  /** Where an object stands among those of its term; by its key unless said. Texts, as they sort. */
  rank?(object: KubeObject): string;
  /** A quick way to see that an update leaves the terms (and the rank) alone. */
  same?(before: KubeObject, after: KubeObject): boolean;
}

/** Sums over objects by a term, kept up to date change by change: what a node's pods ask for together. */
export interface StoreTally {
  readonly kind: string;
  /** Where the object counts, and how much; undefined when it counts nowhere. */
  share(object: KubeObject): { readonly term: string; readonly amounts: readonly number[] } | undefined;
}

type Entries = Map<string, SortedKeys<ObjectKey> | RankedKeys<ObjectKey>>;

interface Bucket {
  readonly keys: SortedKeys<ObjectKey>;
  list: readonly KubeObject[] | undefined;
}

const NOTHING: readonly ObjectKey[] = [];

/** All objects of the cluster at one moment, by key, by kind and by index. Lists and indexes are in key order. */
export class ObjectStore {
  readonly #objects = new Map<ObjectKey, KubeObject>();
  readonly #buckets = new Map<string, Bucket>();
  readonly #indexes: readonly { readonly index: StoreIndex; readonly entries: Entries }[];
  readonly #byName: ReadonlyMap<string, Entries>;

  readonly #tally: StoreTally;
  readonly #sums = new Map<string, readonly number[]>();

  constructor(indexes: readonly StoreIndex[], tally: StoreTally) {
    this.#tally = tally;
    this.#indexes = indexes.map((index) => ({ index, entries: new Map() }));
    this.#byName = new Map(this.#indexes.map(({ index, entries }) => [index.name, entries]));
  }

  get<T extends KubeObject>(key: ObjectKey): T | undefined {
    return this.#objects.get(key) as T | undefined;
  }

  /** How many objects there are. */
  get size(): number {
    return this.#objects.size;
  }

  keys(): IterableIterator<ObjectKey> {
    return this.#objects.keys();
  }

  list<T extends KubeObject>(kind: string, namespace?: string): readonly T[] {
    const bucket = this.#bucket(namespace === undefined ? kind : `${kind}/${namespace}`);
    bucket.list ??= bucket.keys.keys.map((key) => this.#objects.get(key) as KubeObject);
    return bucket.list as readonly T[];
  }

  /** The keys that an index knows by a term, in order (of their ranks, where it has ranks). The array is live: do not keep it across a change. */
  find(index: string, term: string): readonly ObjectKey[] {
    return this.#byName.get(index)?.get(term)?.keys ?? NOTHING;
  }

  /** The sums of the tally for a term; undefined when nothing counts there. */
  sums(term: string): readonly number[] | undefined {
    return this.#sums.get(term);
  }

  /** Replaces (or with undefined removes) one object. */
  set(key: ObjectKey, after: KubeObject | undefined): void {
    const before = this.#objects.get(key);
    if (before === after) return;
    if (after) this.#objects.set(key, after);
    else this.#objects.delete(key);
    const { kind, namespace } = parseKey(key);
    this.#keep(this.#bucket(kind), key, before, after);
    this.#keep(this.#bucket(`${kind}/${namespace}`), key, before, after);
    for (const { index, entries } of this.#indexes) {
      if (index.kinds === 'all' || index.kinds.has(kind)) reindex(index, entries, key, before, after);
    }
    if (kind === this.#tally.kind) {
      this.#count(before, -1);
      this.#count(after, 1);
    }
  }

  #count(object: KubeObject | undefined, sign: 1 | -1): void {
    const share = object && this.#tally.share(object);
    if (!share) return;
    const old = this.#sums.get(share.term);
    this.#sums.set(
      share.term,
      share.amounts.map((amount, i) => (old?.[i] ?? 0) + sign * amount),
    );
  }

  #bucket(name: string): Bucket {
    let bucket = this.#buckets.get(name);
    if (!bucket) {
      bucket = { keys: new SortedKeys<ObjectKey>(), list: undefined };
      this.#buckets.set(name, bucket);
    }
    return bucket;
  }

  #keep(bucket: Bucket, key: ObjectKey, before: KubeObject | undefined, after: KubeObject | undefined): void {
    bucket.list = undefined;
    if (!before) bucket.keys.add(key);
    else if (!after) bucket.keys.delete(key);
  }
}

function reindex(
  index: StoreIndex,
  entries: Entries,
  key: ObjectKey,
  before: KubeObject | undefined,
  after: KubeObject | undefined,
): void {
  if (before && after && index.same?.(before, after)) return;
  const old = before ? index.terms(before) : [];
  const now = after ? index.terms(after) : [];
  const oldRank = before && old.length > 0 ? index.rank?.(before) : undefined;
  const rank = after && now.length > 0 ? index.rank?.(after) : undefined;
  const moved = oldRank !== undefined && rank !== undefined && oldRank !== rank;
  if (!moved && old.length === now.length && old.every((term, i) => term === now[i])) return;
  for (const term of old) {
    if (!moved && now.includes(term)) continue;
    const keys = entries.get(term);
    keys?.delete(key, oldRank ?? '');
    if (keys?.keys.length === 0) entries.delete(term);
  }
  for (const term of now) {
    if (!moved && old.includes(term)) continue;
    let keys = entries.get(term);
    if (!keys) {
      keys = index.rank ? new RankedKeys<ObjectKey>() : new SortedKeys<ObjectKey>();
      entries.set(term, keys);
    }
    keys.add(key, rank ?? '');
  }
}
