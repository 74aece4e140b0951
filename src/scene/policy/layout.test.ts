import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeObject, NetworkPolicyPeer } from '../../core/index.js';
import { systemObjects, threeNodes } from '../testing/clusters.js';
import { faultsOf } from '../testing/faults.js';
import {
  aNamespace,
  API_TO_DB,
  aPolicy,
  DEFAULT_DENY,
  DENY_ALL,
  fromNamespace,
  manyPolicies,
  shop,
  threeNamespaces,
  TO_DNS,
  workload,
} from '../testing/policies.js';
import { between, policies, policyFaults, type PolicyPictureParts } from '../testing/policy-pictures.js';

const blocked = shop(DEFAULT_DENY);
const stopped = shop(DENY_ALL, API_TO_DB, TO_DNS);

const PICTURES: readonly [name: string, objects: readonly KubeObject[], parts: PolicyPictureParts][] = [
  ['nothing at all', [], {}],
  ['no policy', shop(), {}],
  ['default deny', blocked, {}],
  ['default deny, allow DNS, one door', stopped, {}],
  ['a whole namespace let in', fromNamespace(), {}],
  ['three namespaces with recipes', threeNamespaces(), {}],
  ['200 policies and 1,000 pods', manyPolicies(), {}],
  ['a packet stopped at the door', blocked, { trace: between(blocked, 'web', 'api', 8080) }],
  ['a packet that may not leave', stopped, { trace: between(stopped, 'web', '93.184.216.34', 443) }],
  ['what an edit changed', stopped, { since: blocked }],
  ['policies that nobody enforces', stopped, { ignored: true }],
];

describe.each(['wide', 'compact'] as const)('a %s Policy scene', (profile) => {
  it.each(PICTURES)(
    'of %s has nothing over anything, no text cut and no line through a card or a word',
    (_, objects, parts) => {
      const scene = policies(objects, { ...parts, profile });
      expect([...faultsOf(scene), ...policyFaults(scene)]).toEqual([]);
    },
  );

  it('of any cluster has nothing over anything either', () => {
    fc.assert(
      fc.property(anyCluster, ({ objects, from, to }) => {
        const trace = from === to ? null : between(objects, from, to, 8080);
        const scene = policies(objects, {
          profile,
          trace,
          since: objects.filter(({ kind }) => kind !== 'NetworkPolicy'),
        });
        expect([...faultsOf(scene), ...policyFaults(scene)]).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

it('is read at 12 px when one namespace is fitted to the pane, and at 12 px on a phone', () => {
  const { width, height } = policies(blocked).box;
  expect(13 * Math.min(700 / width, 660 / height)).toBeGreaterThanOrEqual(12);
  expect(13 * (390 / policies(blocked, { profile: 'compact' }).box.width)).toBeGreaterThanOrEqual(12);
});

const NAMESPACES = ['default', 'shop', 'team-with-a-rather-long-name-of-its-own'];
const APPS = ['web', 'api', 'a-workload-with-quite-a-long-name', 'db'];

interface Draft {
  readonly workloads: readonly { readonly namespace: number; readonly app: number; readonly replicas: number }[];
  readonly policies: readonly {
    readonly namespace: number;
    readonly app: number;
    readonly ingress: readonly DraftRule[] | null;
    readonly egress: readonly DraftRule[] | null;
  }[];
}

interface DraftRule {
  readonly peer: number;
  readonly app: number;
  readonly ports: readonly number[];
}

const rule: fc.Arbitrary<DraftRule> = fc.record({
  peer: fc.nat(5),
  app: fc.nat(APPS.length - 1),
  ports: fc.array(fc.constantFrom(53, 80, 5432, 8080), { maxLength: 3 }),
});
const rules = fc.option(fc.array(rule, { maxLength: 3 }));

const draft: fc.Arbitrary<Draft> = fc.record({
  workloads: fc.uniqueArray(
    fc.record({ namespace: fc.nat(2), app: fc.nat(APPS.length - 1), replicas: fc.integer({ min: 1, max: 4 }) }),
    { minLength: 1, maxLength: 12, selector: ({ namespace, app }) => `${namespace} ${app}` },
  ),
  policies: fc.array(fc.record({ namespace: fc.nat(2), app: fc.nat(APPS.length), ingress: rules, egress: rules }), {
    maxLength: 7,
  }),
});

/** Clusters of a few namespaces with policies of every shape, and a packet between two pods. */
const anyCluster = draft.map((made) => {
  const pods = made.workloads.flatMap(({ namespace, app, replicas }, n) =>
    workload(APPS[app] ?? 'web', { namespace: NAMESPACES[namespace] ?? 'default', replicas, n }),
  );
  const objects = [
    ...threeNodes(),
    ...systemObjects('control-plane'),
    ...NAMESPACES.map((name) => aNamespace(name, { name })),
    ...pods,
    ...made.policies.map(({ namespace, app, ingress, egress }, n) => {
      const label = APPS[app];
      return aPolicy(`policy-${n}`, {
        namespace: NAMESPACES[namespace] ?? 'default',
        ...(label !== undefined && { podSelector: { matchLabels: { app: label } } }),
        ...(ingress !== null && { ingress: ingress.map((one) => ({ from: peers(one), ports: ports(one) })) }),
        ...(egress !== null && { egress: egress.map((one) => ({ to: peers(one), ports: ports(one) })) }),
      });
    }),
  ];
  const [first, last] = [pods[0], pods.at(-1)];
  return { objects, from: first?.metadata.name ?? '', to: last?.metadata.name ?? '' };
});

function peers({ peer, app }: DraftRule): NetworkPolicyPeer[] {
  const podSelector = { matchLabels: { app: APPS[app] ?? 'web' } };
  const every: readonly (readonly NetworkPolicyPeer[])[] = [
    [],
    [{ podSelector }],
    [{ namespaceSelector: { matchLabels: { name: NAMESPACES[app % 3] ?? '' } } }],
    [{ namespaceSelector: {}, podSelector }],
    [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }],
    [{ podSelector: {} }, { namespaceSelector: {} }],
  ];
  return [...(every[peer] ?? [])];
}

function ports({ ports: numbers }: DraftRule) {
  return numbers.map((port) => ({ port, protocol: port === 53 ? ('UDP' as const) : ('TCP' as const) }));
}
