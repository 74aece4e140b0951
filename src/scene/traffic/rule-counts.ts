import type { NodeRules } from '../../core/index.js';

/** How much kube-proxy programmed on a node. */
export interface RuleCounts {
  readonly services: number;
  readonly rules: number;
}

const counted = new WeakMap<NodeRules, RuleCounts>();

/** Counts the rules of all tables, and the Services that any of them is about. A node's rules are counted once. */
export function ruleCounts(rules: NodeRules): RuleCounts {
  const known = counted.get(rules);
  if (known) return known;
  const services = new Set<string>();
  let count = 0;
  for (const [table, { chains }] of rules.ruleset.tables) {
    for (const [name, chain] of chains) {
      for (let index = 0; index < chain.rules.length; index++) {
        count += 1;
        const service = rules.origin(table, name, index)?.service;
        if (service !== undefined) services.add(service);
      }
    }
  }
  const result = { services: services.size, rules: count };
  counted.set(rules, result);
  return result;
}
