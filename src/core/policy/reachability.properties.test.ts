import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOf } from '../api/key.js';
import type { ClusterView } from '../cluster/types.js';
import { aView } from '../network/testing/objects.js';
import { decideConnection } from './decision.js';
import { partiesOf } from './parties.js';
import { reachability } from './reachability.js';
import { objects, policies } from './testing/random-cluster.js';
import type { PolicyEnd, ReachPort, ReachState } from './types.js';

const PORTS: readonly ReachPort[] = [
  { protocol: 'TCP', port: 80 },
  { protocol: 'TCP', port: 81 },
  { protocol: 'UDP', port: 80 },
];

/** The plain way: every pair of ends is asked about by itself. */
function askedOneByOne(view: ClusterView, by: 'workload' | 'namespace' | 'pod', port: ReachPort): ReachState[][] {
  const parties = partiesOf(view, by);
  const isSame = (a: PolicyEnd, b: PolicyEnd) => a.kind === 'pod' && b.kind === 'pod' && keyOf(a.pod) === keyOf(b.pod);
  return parties.map((from) =>
    parties.map((to) => {
      const answers = from.ends.flatMap((a) =>
        to.ends.flatMap((b) => (isSame(a, b) ? [] : [decideConnection(view, { from: a, to: b, ...port }).allowed])),
      );
      if (answers.length === 0) return 'self';
      if (!answers.includes(true)) return 'denied';
      return answers.includes(false) ? 'partly' : 'allowed';
    }),
  );
}

test.each(['pod', 'namespace', 'workload'] as const)('by %s it is what each pair is told when asked alone', (by) => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      objects,
      policies(),
      fc.constantFrom('enforced' as const, 'enforced' as const, 'ignored' as const),
      (all, some, networkPolicy) => {
        const view = aView([...all, ...some], { networkPolicy });
        const { matrices } = reachability(view, { by, ports: PORTS });
        for (const { port, cells } of matrices) {
          expect(cells).toEqual(askedOneByOne(view, by, port));
          for (const cell of cells.flat()) seen.add(cell);
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(seen).toContain('denied');
  expect(seen).toContain('allowed');
  expect(seen).toContain('partly');
});
