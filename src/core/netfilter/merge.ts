import { BUILTIN_CHAINS, TABLES, isBuiltin } from './hooks.js';
import { OverlayMap } from './overlay.js';
import type { Chain, RuleSet, Table, TableName } from './types.js';

type Chains = ReadonlyMap<string, Chain>;

/**
 * Puts several programs' rules into one host's tables. In a chain that both have, the rules of `a` come first and keep their
 * places, so what is known of them by index stays true. Tables come in the order raw, mangle, nat, filter; every table that either has gets all
 * of its built-in chains, with policy ACCEPT unless one of the two says DROP. The work done is that of `b`'s size: chains that
 * only `a` has are neither copied nor looked at.
 */
export function mergeRules(a: RuleSet, b: RuleSet): RuleSet {
  const tables = new Map<TableName, Table>();
  for (const name of TABLES) {
    const first = a.tables.get(name)?.chains;
    const second = b.tables.get(name)?.chains;
    if (first !== undefined || second !== undefined)
      tables.set(name, { name, chains: mergeChains(name, first, second) });
  }
  return { tables };
}

function mergeChains(table: TableName, a: Chains = new Map(), b: Chains = new Map()): Chains {
  const hooks = new Map<string, Chain>();
  for (const hook of BUILTIN_CHAINS[table]) {
    const [first, second] = [a.get(hook), b.get(hook)];
    hooks.set(hook, mergeChain(hook, first, second, policyOf(first, second)));
  }
  const top = new Map(hooks);
  for (const [name, chain] of b) if (!isBuiltin(table, name)) top.set(name, mergeChain(name, a.get(name), chain, null));
  // The hooks are also the lowest layer: keys come in the order of the layers, from below, and hooks stand first.
  return new OverlayMap(top, new OverlayMap(a, hooks));
}

function policyOf(a: Chain | undefined, b: Chain | undefined): Chain['policy'] {
  return a?.policy === 'DROP' || b?.policy === 'DROP' ? 'DROP' : 'ACCEPT';
}

/** The same object where one side adds nothing, so that what was compiled for it stays valid. */
function mergeChain(name: string, a: Chain | undefined, b: Chain | undefined, policy: Chain['policy']): Chain {
  if (a !== undefined && a.policy === policy && (b?.rules.length ?? 0) === 0) return a;
  if (b !== undefined && b.policy === policy && (a?.rules.length ?? 0) === 0) return b;
  return { name, policy, rules: [...(a?.rules ?? []), ...(b?.rules ?? [])] };
}
