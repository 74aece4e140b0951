import { BUILTIN_CHAINS } from '../netfilter/hooks.js';
import type { Chain, RuleSet, Table, TableName } from '../netfilter/types.js';
import { NatChains } from './nat-chains.js';
import { CANARIES, NODE_TABLES, writeNodeRules, writeNodePortTail } from './node-rules.js';
import type { ProxyNode } from './plan.js';
import { RuleBook, type Page } from './rule-book.js';
import type { ServiceBook } from './service-book.js';
import type { NodeRules } from './types.js';

/**
 * Puts the rules of the node and of all its Services together into whole tables: built-in chains, then the shared chains, then
 * each Service's own, in the order of the Services.
 */
export function assemble(node: ProxyNode, services: readonly ServiceBook[]): NodeRules {
  const books = { filter: new RuleBook(), nat: new RuleBook() };
  for (const table of NODE_TABLES) {
    for (const hook of BUILTIN_CHAINS[table]) books[table].open(hook);
    for (const name of CANARIES[table]) books[table].open(name);
    writeNodeRules(books[table], table, node);
  }
  for (const service of services)
    for (const { table, chain, rule, origin } of service.shared) books[table].write(chain, rule, origin);
  writeNodePortTail(books.nat, node);

  const filter = withPolicies('filter', books.filter);
  const nat = new NatChains(withPolicies('nat', books.nat), services);
  const tables = new Map<TableName, Table>([
    ['mangle', { name: 'mangle', chains: chainsOf(withPolicies('mangle', mangle())) }],
    ['nat', { name: 'nat', chains: nat }],
    ['filter', { name: 'filter', chains: chainsOf(filter) }],
  ]);
  const ruleset: RuleSet = { tables };
  return {
    ruleset,
    origin: (table, chain, index) => {
      const page = table === 'nat' ? nat.page(chain) : table === 'filter' ? filter.get(chain) : undefined;
      return page?.origins[index];
    },
  };
}

function mangle(): RuleBook {
  const book = new RuleBook();
  for (const name of [...BUILTIN_CHAINS.mangle, ...CANARIES.mangle]) book.open(name);
  return book;
}

/** Built-in chains have a policy; kube-proxy leaves it at ACCEPT. */
function withPolicies(table: TableName, book: RuleBook): ReadonlyMap<string, Page> {
  const pages = new Map<string, Page>(book.pages);
  for (const hook of BUILTIN_CHAINS[table]) {
    const page = book.open(hook);
    pages.set(hook, { chain: { ...page.chain, policy: 'ACCEPT' }, origins: page.origins });
  }
  return pages;
}

function chainsOf(pages: ReadonlyMap<string, Page>): ReadonlyMap<string, Chain> {
  return new Map([...pages].map(([name, page]) => [name, page.chain]));
}
