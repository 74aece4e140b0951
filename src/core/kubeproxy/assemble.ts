import { BUILTIN_CHAINS } from '../netfilter/hooks.js';
import type { Chain, Rule, Table, TableName } from '../netfilter/types.js';
import { CANARIES, SHARED_CHAINS, nodePortTail, nodeRules } from './node-rules.js';
import type { Page, RuleBook } from './rule-book.js';
import type { ProxyNode } from './plan.js';
import type { NodeRules, RuleOrigin } from './types.js';

/**
 * Puts the rules of the node and of all its Services together into whole tables: built-in chains, then the shared chains, then
 * each Service's own, in the order of the Services.
 */
export function assemble(node: ProxyNode, services: readonly RuleBook[]): NodeRules {
  const base = nodeRules(node);
  const tables = new Map<TableName, Table>();
  const origins = new Map<TableName, Map<string, readonly RuleOrigin[]>>();
  for (const table of ['mangle', 'nat', 'filter'] as const) {
    const chains = new Map<string, Chain>();
    const known = new Map<string, readonly RuleOrigin[]>();
    const place = (page: Page): void => {
      chains.set(page.chain.name, page.chain);
      known.set(page.chain.name, page.origins);
    };
    for (const hook of BUILTIN_CHAINS[table]) {
      const page = table === 'mangle' ? undefined : base[table].get(hook);
      chains.set(hook, { name: hook, policy: 'ACCEPT', rules: page?.rules ?? [] });
      known.set(hook, page?.origins ?? []);
    }
    for (const name of CANARIES[table] ?? []) chains.set(name, { name, policy: null, rules: [] });
    if (table !== 'mangle') {
      for (const name of SHARED_CHAINS[table]) place(sharedPage(table, name, node, base, services));
      for (const book of services)
        for (const page of book[table].values()) if (!chains.has(page.chain.name)) place(page);
    }
    tables.set(table, { name: table, chains });
    origins.set(table, known);
  }
  return {
    ruleset: { tables },
    origin: (table, chain, index) => origins.get(table)?.get(chain)?.[index],
  };
}

/** One chain out of the parts that the Services wrote into it, and the node's own. */
function sharedPage(
  table: 'filter' | 'nat',
  name: string,
  node: ProxyNode,
  base: RuleBook,
  services: readonly RuleBook[],
): Page {
  const rules: Rule[] = [];
  const origins: RuleOrigin[] = [];
  const add = (page: Page | undefined): void => {
    for (const rule of page?.rules ?? []) rules.push(rule);
    for (const origin of page?.origins ?? []) origins.push(origin);
  };
  add(base[table].get(name));
  for (const book of services) add(book[table].get(name));
  if (table === 'nat' && name === 'KUBE-SERVICES') add(nodePortTail(node));
  return { chain: { name, policy: null, rules }, rules, origins };
}
