import { ELSEWHERE, type Access, type Party } from './parties.js';
import type { PortSet } from './ports.js';

/** An end of a line: one card, all cards of a namespace, or everyone. */
export type End =
  | { readonly kind: 'party'; readonly party: number }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'anyone' };

/** What one line stands for: on these ports every pair of its ends is alike. `partly`: for some of their pods only. */
export interface Connection {
  readonly from: End;
  readonly to: End;
  readonly ports: PortSet;
  readonly partly: boolean;
}

export type Pairs = (from: number, to: number) => Access;

const NOTHING: Access = { every: 0n, some: 0n };

/**
 * What is left to be drawn of who reaches whom. A party that no policy isolates is open, which is seen on it: its connections to other open
 * parties are not drawn. What an isolated one allows to everybody is one line (`anyone`); the rest are the pairs that rules name.
 */
export function namedPairs(
  parties: readonly Party[],
  access: Pairs,
): {
  readonly pairs: Pairs;
  readonly fromAnyone: (party: number) => PortSet;
  readonly toAnyone: (party: number) => PortSet;
} {
  const places = parties.map((_, index) => index);
  const opens = (index: number): boolean => parties[index]?.isolated.egress === 'none';
  const accepts = (index: number): boolean => parties[index]?.isolated.ingress === 'none';
  const others = places.filter((index) => parties[index]?.kind !== 'nodes');
  const common = (of: readonly number[], set: (other: number) => PortSet): PortSet =>
    of.some((index) => parties[index]?.kind === 'outside') ? of.reduce((sum, other) => sum & set(other), -1n) : 0n;
  const fromAnyone = places.map((to) =>
    accepts(to)
      ? 0n
      : common(
          others.filter((from) => from !== to && opens(from)),
          (from) => access(from, to).every,
        ),
  );
  const toAnyone = places.map((from) =>
    opens(from)
      ? 0n
      : common(
          others.filter((to) => to !== from && accepts(to)),
          (to) => access(from, to).every,
        ),
  );
  const pairs: Pairs = (from, to) => {
    const { every, some } = access(from, to);
    const out = opens(from) ? -1n : (toAnyone[from] ?? 0n);
    const into = accepts(to) ? -1n : (fromAnyone[to] ?? 0n);
    const drawn = ~(out & into);
    // Of namespaces that share a card, what holds for some of them says nothing.
    const vague = parties[from]?.namespace === ELSEWHERE || parties[to]?.namespace === ELSEWHERE;
    // A node and the pods that run on it reach each other whatever policies say: that is not theirs to be drawn.
    if (vague || parties[from]?.kind === 'nodes' || parties[to]?.kind === 'nodes')
      return { every: every & drawn, some: every & drawn };
    return { every: every & drawn, some: some & drawn };
  };
  return { pairs, fromAnyone: (party) => fromAnyone[party] ?? 0n, toAnyone: (party) => toAnyone[party] ?? 0n };
}

/** What of the access is in a set, or is not. */
export function without({ every, some }: Access, set: PortSet): Access {
  return { every: every & ~set, some: some & ~set };
}

/**
 * The fewest lines that say the same: between namespaces where all their parties are alike, from or to all of a namespace, else from party to
 * party. In the order of the parties.
 */
export function connectionsOf(parties: readonly Party[], pairs: Pairs): readonly Connection[] {
  const groups = groupsOf(parties);
  return groups.flatMap((sources) => groups.flatMap((targets) => joined(sources, targets, pairs)));
}

/** Lines to or from everyone: one for a namespace whose parties are all alike. */
export function openConnections(
  parties: readonly Party[],
  setOf: (party: number) => PortSet,
  direction: 'from' | 'to',
): readonly Connection[] {
  return groupsOf(parties).flatMap((group) => {
    const sets = group.parties.map(setOf);
    const [first = 0n] = sets;
    const whole = group.parties.length > 1 && first !== 0n && sets.every((set) => set === first);
    const ends: readonly [End, PortSet][] = whole
      ? [[endOf(group), first]]
      : group.parties.map((party) => [{ kind: 'party', party }, setOf(party)]);
    return ends.flatMap(([end, ports]): Connection[] => {
      if (ports === 0n) return [];
      const anyone: End = { kind: 'anyone' };
      return [
        direction === 'from'
          ? { from: anyone, to: end, ports, partly: false }
          : { from: end, to: anyone, ports, partly: false },
      ];
    });
  });
}

/** The parties of one namespace, or one that is of none. */
interface PartyGroup {
  readonly namespace: string | null;
  readonly parties: readonly number[];
}

function groupsOf(parties: readonly Party[]): readonly PartyGroup[] {
  const groups = new Map<string, { namespace: string | null; parties: number[] }>();
  parties.forEach(({ id, kind, namespace }, index) => {
    const key = kind === 'pods' ? `namespace ${namespace}` : id;
    const group = groups.get(key) ?? { namespace: kind === 'pods' ? namespace : null, parties: [] };
    group.parties.push(index);
    groups.set(key, group);
  });
  return [...groups.values()];
}

function endOf({ namespace, parties }: PartyGroup): End {
  const [only] = parties;
  return parties.length === 1 || namespace === null
    ? { kind: 'party', party: only ?? 0 }
    : { kind: 'namespace', namespace };
}

function joined(sources: PartyGroup, targets: PartyGroup, pairs: Pairs): readonly Connection[] {
  const whole = alike(sources.parties, targets.parties, pairs);
  if (whole !== null) return linesOf(endOf(sources), endOf(targets), whole);
  const party = (index: number): End => ({ kind: 'party', party: index });
  const done = new Set<string>();
  const lines: Connection[] = [];
  const several = (group: PartyGroup): boolean => group.parties.length > 1;
  for (const to of several(sources) ? targets.parties : []) {
    const same = alike(sources.parties, [to], pairs);
    if (same === null || same.some === 0n) continue;
    lines.push(...linesOf(endOf(sources), party(to), same));
    for (const from of sources.parties) done.add(`${from} ${to}`);
  }
  for (const from of several(targets) ? sources.parties : []) {
    const same = alike([from], targets.parties, pairs);
    if (same === null || same.some === 0n || targets.parties.some((to) => done.has(`${from} ${to}`))) continue;
    lines.push(...linesOf(party(from), endOf(targets), same));
    for (const to of targets.parties) done.add(`${from} ${to}`);
  }
  for (const from of sources.parties) {
    for (const to of targets.parties) {
      if (!done.has(`${from} ${to}`)) lines.push(...linesOf(party(from), party(to), pairs(from, to)));
    }
  }
  return lines;
}

/** What all pairs have in common when they have everything in common; null when they differ. A pod alone has no connection to itself to differ by. */
function alike(sources: readonly number[], targets: readonly number[], pairs: Pairs): Access | null {
  let found: Access | null = null;
  let count = 0;
  for (const from of sources) {
    for (const to of targets) {
      const one = pairs(from, to);
      if (from === to && one.some === 0n) continue;
      if (found !== null && (found.every !== one.every || found.some !== one.some)) return null;
      found = one;
      count += 1;
    }
  }
  // One pair is drawn as what it is, not as two namespaces.
  return found !== null && (count > 1 || sources.length * targets.length === 1)
    ? found
    : found === null
      ? NOTHING
      : null;
}

function linesOf(from: End, to: End, { every, some }: Access): readonly Connection[] {
  const part = some & ~every;
  return [
    ...(every === 0n ? [] : [{ from, to, ports: every, partly: false }]),
    ...(part === 0n ? [] : [{ from, to, ports: part, partly: true }]),
  ];
}
