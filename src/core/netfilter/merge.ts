import { BUILTIN_CHAINS, TABLES, isBuiltin } from './hooks.js';
import type { Chain, RuleSet, Table, TableName } from './types.js';

/**
 * Puts several programs' rules into one host's tables. In a chain that both have, the rules of `a` come first and keep their
 * places, so what is known of them by index stays true. Tables come in the order raw, mangle, nat, filter; every table that either has gets all
 * of its built-in chains, with policy ACCEPT unless one of the two says DROP. User-defined chains follow, those of `a` first.
 */
export function mergeRules(a: RuleSet, b: RuleSet): RuleSet {
  const tables = new Map<TableName, Table>();
  for (const name of TABLES) {
    const first = a.tables.get(name)?.chains;
    const second = b.tables.get(name)?.chains;
    if (first === undefined && second === undefined) continue;
    const chains = new Map<string, Chain>();
    for (const hook of BUILTIN_CHAINS[name])
      chains.set(hook, mergeChain(hook, first?.get(hook), second?.get(hook), true));
    const names = new Set([...(first?.keys() ?? []), ...(second?.keys() ?? [])]);
    for (const chain of [...names].filter((other) => !isBuiltin(name, other)))
      chains.set(chain, mergeChain(chain, first?.get(chain), second?.get(chain), false));
    tables.set(name, { name, chains });
  }
  return { tables };
}

function mergeChain(name: string, a: Chain | undefined, b: Chain | undefined, builtin: boolean): Chain {
  // The same object where only one side has the chain, so that what was compiled for it stays valid.
  if (
    a !== undefined &&
    (b === undefined || b.rules.length === 0) &&
    (!builtin || (a.policy !== null && b?.policy !== 'DROP'))
  )
    return a;
  if (b !== undefined && a === undefined && (!builtin || b.policy !== null)) return b;
  const policy = !builtin ? null : a?.policy === 'DROP' || b?.policy === 'DROP' ? 'DROP' : 'ACCEPT';
  return { name, policy, rules: [...(a?.rules ?? []), ...(b?.rules ?? [])] };
}
