import type { ReachChange, Reachability, ReachState } from '../../core/index.js';
import { connectionsOf, openConnections, type Connection } from './connections.js';
import type { Access, Party } from './parties.js';
import { classOf, type PortClass, type PortSet } from './ports.js';

/** What the last change of the cluster did, as lines. */
export interface Changed {
  readonly wires: readonly { readonly connection: Connection; readonly change: 'added' | 'removed' }[];
  /** What is drawn as added already. */
  readonly added: (from: number, to: number) => PortSet;
  readonly addedFromAnyone: (party: number) => PortSet;
}

interface ChangedInput {
  readonly parties: readonly Party[];
  readonly reachability: Reachability;
  readonly classes: readonly PortClass[];
  readonly changes: readonly ReachChange[];
}

/**
 * Reads a list of changes as lines between the cards that are there. A connection of a party or port that came or went with the change itself is
 * in the list, and not drawn: nobody allowed or denied it.
 */
export function changedWires({ parties, reachability, classes, changes }: ChangedInput): Changed {
  const places = new Map(
    parties.flatMap(({ members }, place) =>
      members.flatMap((member) => {
        const id = reachability.parties[member]?.id;
        return id === undefined ? [] : [[id, place] as const];
      }),
    ),
  );
  const tables = { added: new Map<string, Access>(), removed: new Map<string, Access>() };
  for (const { from, to, port, was, is } of changes) {
    const change = changeOf(was, is);
    const [start, end] = [places.get(from.id), places.get(to.id)];
    if (change === null || start === undefined || end === undefined) continue;
    if (from.kind === 'nodes' && (was === 'partly' || is === 'partly')) continue;
    const bit = classOf(classes, port);
    const old = tables[change].get(`${start} ${end}`) ?? NOTHING;
    const whole =
      was !== 'partly' && is !== 'partly' && parties[start]?.members.length === 1 && parties[end]?.members.length === 1;
    tables[change].set(`${start} ${end}`, { every: whole ? old.every | bit : old.every, some: old.some | bit });
  }
  const pairs = (table: ReadonlyMap<string, Access>) => (from: number, to: number) =>
    table.get(`${from} ${to}`) ?? NOTHING;
  const [added, removed] = [inLines(parties, pairs(tables.added)), inLines(parties, pairs(tables.removed))];
  return {
    wires: [
      ...added.lines.map((connection) => ({ connection, change: 'added' as const })),
      ...removed.lines.map((connection) => ({ connection, change: 'removed' as const })),
    ],
    added: (from, to) => pairs(tables.added)(from, to).some,
    addedFromAnyone: added.fromAnyone,
  };
}

const NOTHING: Access = { every: 0n, some: 0n };

function changeOf(was: ReachState | 'absent', is: ReachState | 'absent'): 'added' | 'removed' | null {
  const rank = { denied: 0, partly: 1, allowed: 2, self: -1, absent: -1 } as const;
  const [before, after] = [rank[was], rank[is]];
  if (before < 0 || after < 0 || before === after) return null;
  return after > before ? 'added' : 'removed';
}

type Pairs = (from: number, to: number) => Access;

/** What changed for everybody is one line. */
function inLines(
  parties: readonly Party[],
  pairs: Pairs,
): { readonly lines: readonly Connection[]; readonly fromAnyone: (party: number) => PortSet } {
  const places = parties.flatMap(({ kind }, place) => (kind === 'nodes' ? [] : [place]));
  const outside = places.some((place) => parties[place]?.kind === 'outside');
  const common = (others: readonly number[], set: (other: number) => PortSet): PortSet =>
    outside && others.length > 1 ? others.reduce((sum, other) => sum & set(other), -1n) : 0n;
  const from = parties.map(({ kind }, to) =>
    kind === 'pods'
      ? common(
          places.filter((other) => other !== to),
          (other) => pairs(other, to).every,
        )
      : 0n,
  );
  const to = parties.map(({ kind }, place) =>
    kind === 'pods'
      ? common(
          places.filter((other) => other !== place),
          (other) => pairs(place, other).every,
        )
      : 0n,
  );
  const rest: Pairs = (start, end) => {
    const { every, some } = pairs(start, end);
    const told = (from[end] ?? 0n) | (to[start] ?? 0n);
    return { every: every & ~told, some: some & ~told };
  };
  return {
    lines: [
      ...openConnections(parties, (place) => from[place] ?? 0n, 'from'),
      ...openConnections(parties, (place) => to[place] ?? 0n, 'to'),
      ...connectionsOf(parties, rest),
    ],
    fromAnyone: (place) => from[place] ?? 0n,
  };
}
