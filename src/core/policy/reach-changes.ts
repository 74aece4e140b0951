import type { ReachChange, ReachMatrix, ReachParty, ReachPort, ReachState, Reachability } from './types.js';

/**
 * What is otherwise than before: pairs of parties whose connections another state of the cluster allows or denies, in the order of the later
 * one, those of parties that are gone at the end. A party that comes or goes counts for what it reaches or reached; a port that only one of
 * both was asked about is no change.
 */
export function reachChanges(before: Reachability, after: Reachability): readonly ReachChange[] {
  const was = new Lookup(before);
  const is = new Lookup(after);
  const gone = before.parties.filter((party) => !is.has(party));
  const changes: ReachChange[] = [];
  for (const { port } of [...after.matrices, ...before.matrices.filter((one) => !is.asked(one.port))]) {
    const compare = (from: ReachParty, to: ReachParty) => {
      const known = was.has(from) && was.has(to) && is.has(from) && is.has(to);
      if (known && !(was.asked(port) && is.asked(port))) return;
      const change = { from, to, port, was: was.state(from, to, port), is: is.state(from, to, port) };
      if (isOther(change)) changes.push(change);
    };
    for (const from of after.parties) for (const to of after.parties) compare(from, to);
    for (const party of gone) {
      for (const other of before.parties) {
        compare(party, other);
        if (!gone.includes(other)) compare(other, party);
      }
    }
  }
  return changes;
}

/** What nobody could use before is not lost, nor is it won. */
function isOther({ was, is }: Pick<ReachChange, 'was' | 'is'>): boolean {
  if (was === is) return false;
  const isNothing = (state: ReachState | 'absent') => state === 'absent' || state === 'denied' || state === 'self';
  return !(isNothing(was) && isNothing(is));
}

class Lookup {
  readonly #places: ReadonlyMap<string, number>;
  readonly #matrices: ReadonlyMap<string, ReachMatrix>;

  constructor({ parties, matrices }: Reachability) {
    this.#places = new Map(parties.map((party, i) => [party.id, i]));
    this.#matrices = new Map(matrices.map((matrix) => [textOf(matrix.port), matrix]));
  }

  has(party: ReachParty): boolean {
    return this.#places.has(party.id);
  }

  asked(port: ReachPort): boolean {
    return this.#matrices.has(textOf(port));
  }

  state(from: ReachParty, to: ReachParty, port: ReachPort): ReachState | 'absent' {
    const cells = this.#matrices.get(textOf(port))?.cells;
    return cells?.[this.#places.get(from.id) ?? -1]?.[this.#places.get(to.id) ?? -1] ?? 'absent';
  }
}

function textOf({ protocol, port }: ReachPort): string {
  return `${port}/${protocol}`;
}
