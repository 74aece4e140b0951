import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOf } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import { aView } from '../network/testing/objects.js';
import { decideConnection } from '../policy/decision.js';
import { objects, policies } from '../policy/testing/random-cluster.js';
import { expectCauses } from './testing/expect-causes.js';
import { hops, tracer } from './testing/traced.js';

test('a packet from pod to pod is dropped where the policies deny the connection, and nowhere else', () => {
  const seen = { dropped: 0, passed: 0 };
  fc.assert(
    fc.property(objects, policies(), (all, some) => {
      const view = aView([...all, ...some]);
      const pods = view.list<Pod>('Pod');
      for (const from of pods) {
        for (const to of pods) {
          const question = { protocol: 'TCP', port: 80 } as const;
          const end = (pod: Pod) => ({ kind: 'pod', pod }) as const;
          const { allowed } = decideConnection(view, { from: end(from), to: end(to), ...question });
          const trace = tracer.trace(view, {
            from: { kind: 'pod', pod: keyOf(from) },
            to: { kind: 'pod', pod: keyOf(to) },
            ...question,
            attempt: 0,
          });
          expectCauses(view, trace);
          const isDropped = hops(trace, 'policy').some(({ decision }) => !decision.allowed);
          expect(isDropped, `${keyOf(from)} > ${keyOf(to)}`).toBe(!allowed);
          expect(trace.why.code === 'policy.sum').toBe(isDropped);
          seen[isDropped ? 'dropped' : 'passed']++;
        }
      }
    }),
    { numRuns: 40 },
  );
  expect(seen.dropped).toBeGreaterThan(0);
  expect(seen.passed).toBeGreaterThan(0);
});
