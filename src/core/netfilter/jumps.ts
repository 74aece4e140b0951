import type { Rule, Table } from './types.js';

interface Jump {
  readonly rule: Rule;
  readonly chain: string;
}

function jumpsOf(rules: readonly Rule[]): Jump[] {
  const jumps: Jump[] = [];
  for (const rule of rules)
    if (rule.target?.kind === 'jump' || rule.target?.kind === 'goto') jumps.push({ rule, chain: rule.target.chain });
  return jumps;
}

/** The rules whose jump leads to a chain that the table does not have. */
export function missingChains(table: Table): readonly Jump[] {
  return [...table.chains.values()].flatMap((chain) =>
    jumpsOf(chain.rules).filter((jump) => !table.chains.has(jump.chain)),
  );
}

/** The rules that close a circle of chains. Depth first without recursion, so that a long row of chains cannot overflow the stack. */
export function findLoops(table: Table): readonly Jump[] {
  const loops: Jump[] = [];
  const done = new Set<string>();
  for (const start of table.chains.keys()) {
    if (done.has(start)) continue;
    const onPath = new Set<string>([start]);
    const path = [{ name: start, jumps: jumpsOf(table.chains.get(start)?.rules ?? []), next: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const jump = top.jumps[top.next++];
      if (jump === undefined) {
        onPath.delete(top.name);
        done.add(top.name);
        path.pop();
      } else if (onPath.has(jump.chain)) {
        loops.push(jump);
      } else if (!done.has(jump.chain)) {
        onPath.add(jump.chain);
        path.push({ name: jump.chain, jumps: jumpsOf(table.chains.get(jump.chain)?.rules ?? []), next: 0 });
      }
    }
  }
  return loops;
}
