import type { NetworkPolicy } from '../api/networking.js';
import type { Pod } from '../api/pod.js';
import type { ClusterView } from '../cluster/types.js';
import { addBit, addBits, hasBit, noBits, type Bits } from './bits.js';
import { Classes, type Class } from './classes.js';
import { partiesOf, type PartyMembers } from './parties.js';
import { portsOf } from './ports.js';
import { RuleSets, type ReachWork } from './rule-sets.js';
import type { PolicyDirection, ReachMatrix, ReachParty, ReachPort, ReachState, Reachability } from './types.js';

/** How pods are put together to parties, and on which ports each pair is tried. */
export interface ReachQuestion {
  readonly by: 'workload' | 'namespace' | 'pod';
  /** What the pods declare, when absent. */
  readonly ports?: readonly ReachPort[];
}

/** A party as classes: how many of its ends are of each, and how many of those run on each node. */
interface Crowd {
  readonly kind: ReachParty['kind'];
  /** The class of a party of one. */
  readonly only: Class | undefined;
  readonly counts: readonly (readonly [one: Class, count: number])[];
  readonly onNode: ReadonlyMap<string, number>;
}

/**
 * Who reaches whom on which port: every party against every party, equal to asking `decideConnection` for each pair of their ends. Ends that no policy
 * can tell apart form a class, each policy is tried on classes, and rows of the answer are sets of them.
 */
export function reachability(view: ClusterView, question: ReachQuestion): Reachability {
  return reachabilityWithWork(view, question).reachability;
}

/** The same, and what it cost. */
export function reachabilityWithWork(
  view: ClusterView,
  { by, ports = declaredPorts(view) }: ReachQuestion,
): { readonly reachability: Reachability; readonly work: ReachWork } {
  const policies = view.list<NetworkPolicy>('NetworkPolicy');
  const enforced = view.settings.networkPolicy !== 'ignored';
  const classes = new Classes(view, policies);
  const members = partiesOf(view, by);
  const crowds = members.map((one) => crowdOf(classes, one));
  const sets = new RuleSets(classes.all, policies);
  const isolating = {
    ingress: classes.all.map((one) => sets.isolating(one, 'ingress')),
    egress: classes.all.map((one) => sets.isolating(one, 'egress')),
  };
  const matrices = ports.map((port): ReachMatrix => {
    const rows = enforced ? rowsOf(classes.all, sets, isolating, port) : classes.all.map(() => sets.all);
    return { port, cells: cellsOf(rows, crowds) };
  });
  const isolated = (crowd: Crowd, direction: PolicyDirection) => {
    const flags = crowd.counts.map(([one]) => (isolating[direction][one.index] ?? []).length > 0);
    if (!flags.includes(true)) return 'none';
    return flags.includes(false) ? 'some' : 'all';
  };
  const parties = members.map(({ party }, i): ReachParty => {
    const crowd = crowds[i] as Crowd;
    return { ...party, isolated: { ingress: isolated(crowd, 'ingress'), egress: isolated(crowd, 'egress') } };
  });
  return { reachability: { parties, matrices, enforced }, work: sets.work };
}

/** For each class the classes that it may connect to: what its egress reaches, of those whose ingress admits it. */
function rowsOf(
  classes: readonly Class[],
  sets: RuleSets,
  isolating: Readonly<Record<PolicyDirection, readonly (readonly NetworkPolicy[])[]>>,
  port: ReachPort,
): readonly Bits[] {
  const open = noBits(classes.length);
  const admittedBy = classes.map(() => noBits(classes.length));
  for (const to of classes) {
    const policies = isolating.ingress[to.index] ?? [];
    if (policies.length === 0) {
      addBit(open, to.index);
      continue;
    }
    const admitted = sets.admitted(policies, to, port);
    for (const from of classes) {
      const row = admittedBy[from.index];
      if (row && hasBit(admitted, from.index)) addBit(row, to.index);
    }
  }
  return classes.map((from) => {
    const policies = isolating.egress[from.index] ?? [];
    const reached = policies.length === 0 ? sets.all : sets.reached(policies, port);
    const row = noBits(classes.length);
    addBits(row, reached, open);
    addBits(row, reached, admittedBy[from.index]);
    return row;
  });
}

function crowdOf(classes: Classes, { party, ends }: PartyMembers): Crowd {
  const counts = new Map<Class, number>();
  const onNode = new Map<string, number>();
  for (const end of ends) {
    const one = classes.of(end);
    counts.set(one, (counts.get(one) ?? 0) + 1);
    const node = end.kind === 'pod' ? end.pod.spec?.nodeName : undefined;
    if (node === undefined || one.node !== undefined) continue;
    const place = placeOf(one, node);
    onNode.set(place, (onNode.get(place) ?? 0) + 1);
  }
  const [first] = counts.keys();
  return { kind: party.kind, only: ends.length === 1 ? first : undefined, counts: [...counts], onNode };
}

function placeOf(one: Class, node: string): string {
  return `${one.index} ${node}`;
}

/** Parties of one end that is no node differ by their class alone: those of one class share a row, but for where its end meets itself. */
function cellsOf(rows: readonly Bits[], crowds: readonly Crowd[]): ReachState[][] {
  const mixed = crowds.flatMap((to, j) => (isSingle(to) ? [] : [j]));
  const known = new Map<Bits, ReachState[]>();
  return crowds.map((from, i) => {
    if (!isSingle(from)) return crowds.map((to) => stateOf(rows, from, to));
    const row = rows[from.only.index] as Bits;
    let shared = known.get(row);
    if (!shared) {
      shared = crowds.map(({ only }) => (only && hasBit(row, only.index) ? 'allowed' : 'denied'));
      known.set(row, shared);
    }
    const cells = shared.slice();
    for (const j of mixed) cells[j] = stateOf(rows, from, crowds[j] as Crowd);
    if (from.kind === 'pods') cells[i] = 'self';
    return cells;
  });
}

function isSingle(crowd: Crowd): crowd is Crowd & { readonly only: Class } {
  return crowd.only !== undefined && crowd.only.node === undefined;
}

function stateOf(rows: readonly Bits[], from: Crowd, to: Crowd): ReachState {
  let pairs = 0;
  let allowed = 0;
  const isItself = from === to && from.kind === 'pods';
  for (const [a, countA] of from.counts) {
    const row = rows[a.index];
    for (const [b, countB] of to.counts) {
      // A pod and itself are no pair: that is never denied.
      const here = countA * countB - (isItself && a === b ? countA : 0);
      pairs += here;
      allowed += row && hasBit(row, b.index) ? here : onOwnNode(from, to, a, b, countA, countB);
    }
  }
  if (pairs === 0) return 'self';
  if (allowed === 0) return 'denied';
  return allowed === pairs ? 'allowed' : 'partly';
}

/** Pairs of a pod and the node that it runs on, which no policy parts. */
function onOwnNode(from: Crowd, to: Crowd, a: Class, b: Class, countA: number, countB: number): number {
  if (a.node !== undefined) return countA * (to.onNode.get(placeOf(b, a.node)) ?? 0);
  if (b.node !== undefined) return countB * (from.onNode.get(placeOf(a, b.node)) ?? 0);
  return 0;
}

/** The ports that pods declare, each once, by number; a cluster whose pods declare none is asked about 80. */
function declaredPorts(view: ClusterView): readonly ReachPort[] {
  const found = new Map<string, ReachPort>();
  for (const pod of view.list<Pod>('Pod')) {
    for (const { containerPort: port, protocol = 'TCP' } of portsOf(pod))
      found.set(`${port}/${protocol}`, { protocol, port });
  }
  if (found.size === 0) return [{ protocol: 'TCP', port: 80 }];
  return [...found.values()].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
}
