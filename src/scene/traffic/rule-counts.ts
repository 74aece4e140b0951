import type { NodeRules } from '../../core/index.js';

/** How much kube-proxy programmed on a node. */
export interface RuleCounts {
  readonly services: number;
  /** Absent where counting would build the chains of a great many Services that nobody looks at. */
  readonly rules: number | undefined;
}

/** Chains of Services are built when they are first read: above this many, the rules are not counted. */
const COUNTED_CHAINS = 400;

const counted = new WeakMap<NodeRules, RuleCounts>();

/** Counts the rules of all tables, and the Services that KUBE-SERVICES knows. A node's rules are counted once. */
export function ruleCounts(rules: NodeRules): RuleCounts {
  const known = counted.get(rules);
  if (known) return known;
  const services = new Set<string>();
  let chainCount = 0;
  for (const [table, { chains }] of rules.ruleset.tables) {
    chainCount += chains.size;
    const length = chains.get('KUBE-SERVICES')?.rules.length ?? 0;
    for (let index = 0; index < length; index++) {
      const service = rules.origin(table, 'KUBE-SERVICES', index)?.service;
      if (service !== undefined) services.add(service);
    }
  }
  const result = { services: services.size, rules: chainCount > COUNTED_CHAINS ? undefined : countRules(rules) };
  counted.set(rules, result);
  return result;
}

function countRules(rules: NodeRules): number {
  let count = 0;
  for (const { chains } of rules.ruleset.tables.values()) {
    for (const chain of chains.values()) count += chain.rules.length;
  }
  return count;
}
