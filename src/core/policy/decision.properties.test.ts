import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KubeObject } from '../api/meta.js';
import type { NetworkPolicy } from '../api/networking.js';
import type { Pod } from '../api/pod.js';
import { getField } from '../api/field-path.js';
import { mangledOf } from '../api/testing/mangle.js';
import type { ClusterView } from '../cluster/types.js';
import { aView } from '../network/testing/objects.js';
import { decideConnection } from './decision.js';
import { isOfType, selects } from './selection.js';
import { objects, policies, policy } from './testing/random-cluster.js';
import { reachability } from './reachability.js';
import type { PolicyEnd, PolicyQuestion, PolicyVerdict } from './types.js';

const RUNS = { numRuns: 60 };

/** Every pair of pods, and each pod with a node and with an address outside. */
function questionsOf(view: ClusterView): readonly PolicyQuestion[] {
  const ends: PolicyEnd[] = view.list<Pod>('Pod').map((pod) => ({ kind: 'pod', pod }));
  ends.push({ kind: 'address', ip: '192.168.0.11', node: 'worker-1' }, { kind: 'address', ip: '198.51.100.7' });
  return ends.flatMap((from) =>
    ends.flatMap((to) => [
      { from, to, protocol: 'TCP' as const, port: 80 },
      { from, to, protocol: 'UDP' as const, port: 80 },
    ]),
  );
}

const verdicts = (view: ClusterView) => questionsOf(view).map((question) => decideConnection(view, question));
const isIsolated = (view: ClusterView, pod: Pod, direction: 'ingress' | 'egress') =>
  view
    .list<NetworkPolicy>('NetworkPolicy')
    .some((one) => one.metadata.namespace === pod.metadata.namespace && isOfType(one, direction) && selects(one, pod));

test('one more policy takes away only from pods that were not isolated before', () => {
  let taken = 0;
  fc.assert(
    fc.property(objects, policies(), policy('more'), (all, some, more) => {
      const before = aView([...all, ...some]);
      const after = aView([...all, ...some, more]);
      for (const question of questionsOf(before)) {
        if (!decideConnection(before, question).allowed || decideConnection(after, question).allowed) continue;
        taken++;
        const { from, to } = question;
        const wasOpen =
          (from.kind === 'pod' && !isIsolated(before, from.pod, 'egress')) ||
          (to.kind === 'pod' && !isIsolated(before, to.pod, 'ingress'));
        expect(wasOpen).toBe(true);
      }
    }),
    RUNS,
  );
  expect(taken).toBeGreaterThan(0);
});

test('one more policy gives only to pods that were isolated before', () => {
  let given = 0;
  fc.assert(
    fc.property(objects, policies(), policy('more'), (all, some, more) => {
      const before = aView([...all, ...some]);
      const after = aView([...all, ...some, more]);
      for (const question of questionsOf(before)) {
        if (decideConnection(before, question).allowed || !decideConnection(after, question).allowed) continue;
        given++;
        const { from, to } = question;
        const wasClosed =
          (from.kind === 'pod' && isIsolated(before, from.pod, 'egress')) ||
          (to.kind === 'pod' && isIsolated(before, to.pod, 'ingress'));
        expect(wasClosed).toBe(true);
      }
    }),
    RUNS,
  );
  expect(given).toBeGreaterThan(0);
});

test('neither the order nor the names of policies matter to what is allowed', () => {
  const allowed = (all: readonly KubeObject[]) => verdicts(aView(all)).map((verdict) => verdict.allowed);
  fc.assert(
    fc.property(objects, policies(), (all, some) => {
      const renamed = some.map((one, i) => ({ ...one, metadata: { ...one.metadata, name: `z${some.length - i}` } }));
      expect(allowed([...all, ...renamed.toReversed()])).toEqual(allowed([...all, ...some]));
    }),
    RUNS,
  );
});

test('every cause is a field that exists', () => {
  fc.assert(
    fc.property(objects, policies(), (all, some) => {
      const view = aView([...all, ...some]);
      for (const { object, field } of verdicts(view).flatMap(causesOf)) {
        expect(getField(view.get(object), field), `${object} ${field.join('.')}`).toBeDefined();
      }
    }),
    RUNS,
  );
});

function causesOf({ egress, ingress }: PolicyVerdict) {
  return [egress, ingress].flatMap((decision) =>
    decision
      ? [
          decision.cause,
          ...decision.policies.flatMap((trial) => [
            trial.cause,
            ...trial.rules.flatMap((rule) => [
              rule.cause,
              ...(rule.failed ? [rule.failed.cause] : []),
              ...[...rule.peers, ...rule.ports].map((part) => part.cause),
            ]),
          ]),
        ]
      : [],
  );
}

test('whatever a policy looks like, there is an answer', () => {
  const hostile = policy('hostile').chain((one) =>
    mangledOf([one.spec]).map((spec) => ({ ...one, spec }) as NetworkPolicy),
  );
  fc.assert(
    fc.property(objects, fc.array(hostile, { minLength: 1, maxLength: 3 }), (all, some) => {
      const view = aView([...all, ...some.map((one, i) => ({ ...one, metadata: { ...one.metadata, name: `h${i}` } }))]);
      for (const verdict of verdicts(view)) expect(typeof verdict.allowed).toBe('boolean');
      expect(reachability(view, { by: 'pod' }).matrices.length).toBeGreaterThan(0);
    }),
    RUNS,
  );
});
