import type { Hop, NodeRules, TableName, Trace } from '../../core/index.js';

/** What a packet met in one chain. */
export interface ChainWalk {
  readonly table: TableName;
  readonly chain: string;
  readonly rules: ReadonlyMap<number, RuleWalk>;
}

export interface RuleWalk {
  readonly matched: boolean;
  readonly roll?: number;
}

/** A base chain that the packet entered. */
export interface Entry {
  readonly table: TableName;
  readonly chain: string;
}

/** What a trace does in the rules of one node, on the way out. */
export interface Walk {
  readonly entries: readonly Entry[];
  readonly chains: ReadonlyMap<string, ChainWalk>;
  /** No packet: the chains are shown for themselves. */
  readonly atRest?: true;
}

export function chainId(table: string, chain: string): string {
  return `${table}/${chain}`;
}

/** The node whose rules rewrite or stop the packet of a trace: that of its first rule; else the first node it comes to; null without any. */
export function nodeOfRules(trace: Trace): string | null {
  const first = trace.hops.find(({ kind, at }) => kind === 'rule' && at.node !== undefined);
  const any = trace.hops.find(({ kind, at }) => kind === 'chain' && at.node !== undefined);
  return first?.at.node ?? any?.at.node ?? null;
}

/**
 * Gathers the rules that a trace met on a node. The trace leaves out what a reader takes for granted, the jumps that lead from a chain to the next
 * one it met: they are put back here, from the rules themselves.
 */
export function walkOf(rules: NodeRules, trace: Trace, node: string): Walk {
  const entries: Entry[] = [];
  const chains = new Map<string, { table: TableName; chain: string; rules: Map<number, RuleWalk> }>();
  const chainWalk = (table: TableName, chain: string) => {
    const id = chainId(table, chain);
    const walk = chains.get(id) ?? { table, chain, rules: new Map<number, RuleWalk>() };
    chains.set(id, walk);
    return walk;
  };
  const enter = (table: TableName, chain: string): void => {
    if (!entries.some((one) => one.table === table && one.chain === chain)) entries.push({ table, chain });
  };
  const leg = legOf(trace, node);
  const named = new Set<string>();
  for (const hop of trace.hops) {
    if (hop.direction !== 'out' || hop.at.node !== node || hop.leg !== leg) continue;
    if (hop.kind === 'chain') enter(hop.table, hop.chain);
    if (hop.kind !== 'rule') continue;
    if (hop.at.hook !== undefined) enter(hop.table, hop.at.hook);
    chainWalk(hop.table, hop.chain).rules.set(hop.index, walked(hop));
    const below = targetOf(rules.ruleset.tables.get(hop.table)?.chains.get(hop.chain)?.rules[hop.index]?.target);
    if (!hop.matched || below === undefined) continue;
    named.add(chainId(hop.table, below));
    // It went in there, whether a rule of it took the packet or not.
    if (!isShared(below)) chainWalk(hop.table, below);
  }
  for (const entry of entries) addJumps(rules, entry, { chains, named }, new Set());
  return { entries, chains };
}

/** A proxy opens a second connection: the rules that one packet of the request meets on a node are those of one connection. */
function legOf(trace: Trace, node: string): number | undefined {
  const here = trace.hops.filter(({ at, direction }) => at.node === node && direction === 'out');
  return (here.find(({ kind }) => kind === 'rule') ?? here.find(({ kind }) => kind === 'chain'))?.leg;
}

function walked(hop: Extract<Hop, { kind: 'rule' }>): RuleWalk {
  return { matched: hop.matched, ...(hop.dice && { roll: hop.dice.roll }) };
}

interface Met {
  readonly chains: Map<string, { table: TableName; chain: string; rules: Map<number, RuleWalk> }>;
  /** Chains that the trace says how the packet came to. */
  readonly named: ReadonlySet<string>;
}

/** Marks the first jump of a chain to each chain below that the packet met. True when it met something from here on. */
function addJumps(rules: NodeRules, { table, chain }: Entry, met: Met, seen: Set<string>): boolean {
  const { chains, named } = met;
  const id = chainId(table, chain);
  if (seen.has(id)) return chains.has(id);
  seen.add(id);
  // Chains of Services that the packet did not meet need not be built to know that.
  const wanted = new Set([...chains.values()].filter((one) => one.table === table).map((one) => one.chain));
  const list = rules.ruleset.tables.get(table)?.chains.get(chain)?.rules ?? [];
  list.forEach(({ target }, index) => {
    if (target?.kind !== 'jump' && target?.kind !== 'goto') return;
    const below = { table, chain: target.chain };
    if (!wanted.has(target.chain) && !isShared(target.chain)) return;
    // Another rule brought it there: a node port leads to the chain that the cluster IP leads to.
    if (named.has(chainId(table, target.chain)) && chains.get(id)?.rules.get(index)?.matched !== true) return;
    if (!addJumps(rules, below, met, seen)) return;
    const own = chains.get(id) ?? { table, chain, rules: new Map<number, RuleWalk>() };
    chains.set(id, own);
    const told = [...own.rules.keys()].some((other) => targetOf(list[other]?.target) === target.chain);
    if (!told && !own.rules.has(index)) own.rules.set(index, { matched: true });
  });
  return chains.has(id);
}

function targetOf(target: { readonly kind: string; readonly chain?: string } | null | undefined): string | undefined {
  return target?.kind === 'jump' || target?.kind === 'goto' ? target.chain : undefined;
}

/** Chains that every node has, and through which the others are reached. */
function isShared(chain: string): boolean {
  return !/^KUBE-(SVC|SVL|SEP|EXT|FW|XLB)-/.test(chain);
}
