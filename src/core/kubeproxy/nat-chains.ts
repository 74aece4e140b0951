import type { Chain } from '../netfilter/types.js';
import type { Page } from './rule-book.js';
import type { ServiceBook } from './service-book.js';

const HASH_LENGTH = 16;
const ENDPOINT_CHAIN = 'KUBE-SEP-';

/**
 * The chains of the nat table as a map: the node's own and shared ones, then those of each Service. Looking up a chain has only its Service's chains
 * written; whoever goes through all of them has them all written.
 */
export class NatChains implements ReadonlyMap<string, Chain> {
  readonly #fixed: ReadonlyMap<string, Page>;
  readonly #books: readonly ServiceBook[];
  readonly #owners = new Map<string, ServiceBook>();
  readonly #found = new Map<string, Page>();

  constructor(fixed: ReadonlyMap<string, Page>, books: readonly ServiceBook[]) {
    this.#fixed = fixed;
    this.#books = books;
    for (const book of books) for (const hash of book.hashes) this.#owners.set(hash, book);
  }

  page(name: string): Page | undefined {
    const known = this.#fixed.get(name) ?? this.#found.get(name);
    if (known !== undefined) return known;
    const owner = this.#owners.get(name.slice(-HASH_LENGTH));
    if (owner !== undefined) this.#show(owner);
    // The hash of an endpoint's chain does not tell the Service; a packet gets there through its Service, so this is for other readers.
    else if (name.startsWith(ENDPOINT_CHAIN)) for (const book of this.#books) this.#show(book);
    return this.#found.get(name);
  }

  get(name: string): Chain | undefined {
    return this.page(name)?.chain;
  }

  has(name: string): boolean {
    return this.page(name) !== undefined;
  }

  get size(): number {
    return this.#books.reduce((sum, book) => sum + book.own().size, this.#fixed.size);
  }

  *keys(): MapIterator<string> {
    for (const pages of this.#parts()) yield* pages.keys();
  }

  *values(): MapIterator<Chain> {
    for (const pages of this.#parts()) for (const { chain } of pages.values()) yield chain;
  }

  *entries(): MapIterator<[string, Chain]> {
    for (const pages of this.#parts()) for (const [name, { chain }] of pages) yield [name, chain];
  }

  [Symbol.iterator](): MapIterator<[string, Chain]> {
    return this.entries();
  }

  forEach(visit: (chain: Chain, name: string, map: ReadonlyMap<string, Chain>) => void): void {
    for (const [name, chain] of this.entries()) visit(chain, name, this);
  }

  #show(book: ServiceBook): void {
    for (const [name, page] of book.own()) this.#found.set(name, page);
  }

  /** One after the other, never as one map: the chains of a Service are the same on every node, a map of all of them would not be. */
  *#parts(): Generator<ReadonlyMap<string, Page>, undefined> {
    yield this.#fixed;
    for (const book of this.#books) yield book.own();
    return undefined;
  }
}
