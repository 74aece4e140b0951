import { describe, expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { Service } from '../api/service.js';
import { createCluster } from './create-cluster.js';
import { aDeployment, aNamespace, aNode, aPod, aService, clusterWith, key, pods, web } from './testing/manifests.js';

describe('apply', () => {
  test('leaves unchanged objects all they have, and prunes what is gone', () => {
    const cluster = clusterWith(aService('a'), aPod('a'), aPod('b'), aDeployment('d', 2));
    const before = new Map(pods(cluster).map((pod) => [pod.metadata.name, pod]));
    const { steps, refusals } = cluster.apply([aService('a'), aPod('a'), aDeployment('d', 2), aPod('c')]);
    expect([steps, refusals]).toEqual([2, []]);
    cluster.settle();
    expect(cluster.get(key.pod('b'))).toBeUndefined();
    const changed = pods(cluster).filter((pod) => pod !== before.get(pod.metadata.name));
    expect(changed.map((pod) => pod.metadata.name)).toEqual(['c']);
  });

  test('creates a deleted pod again, as a new one', () => {
    const cluster = clusterWith(aPod('a'));
    const uid = cluster.get(key.pod('a'))?.metadata.uid;
    cluster.act({ type: 'delete-pod', pod: key.pod('a') });
    cluster.settle();
    cluster.apply([aPod('a')]);
    cluster.settle();
    expect(cluster.get(key.pod('a'))?.metadata.uid).not.toBe(uid);
  });

  test('keeps labels that controllers set, and takes away those the manifest had', () => {
    const cluster = clusterWith(aPod('a', {}, { labels: { app: 'a', old: 'yes' } }));
    cluster.apply([aPod('a', {}, { labels: { app: 'b' } })]);
    expect(cluster.get(key.pod('a'))?.metadata.labels).toEqual({ app: 'b' });
  });

  test('a Namespace that is given a label stays Active', () => {
    const cluster = clusterWith(aNamespace('shop'));
    const labels = { 'kubernetes.io/metadata.name': 'shop', team: 'a' };
    cluster.apply([{ ...aNamespace('shop'), metadata: { name: 'shop', labels } }]);
    expect(cluster.get(objectKey('Namespace', undefined, 'shop'))).toMatchObject({
      metadata: { labels },
      status: { phase: 'Active' },
    });
  });

  test('a Node keeps the taints that controllers set, and loses those that its manifest no longer has', () => {
    const cluster = createCluster();
    cluster.act({ type: 'cordon', node: 'worker-1', on: true });
    cluster.settle();
    const taints = () => cluster.get<Node>(key.node('worker-1'))?.spec.taints?.map((one) => one.key);
    const seen = [taints()];
    for (const spec of [{ taints: [{ key: 'gpu', effect: 'NoSchedule' }] }, {}]) {
      cluster.apply([aNode('worker-1', { spec })]);
      // Before a controller could set it again.
      seen.push(taints());
      cluster.settle();
    }
    const cordoned = 'node.kubernetes.io/unschedulable';
    expect(seen).toEqual([[cordoned], ['gpu', cordoned], [cordoned]]);
  });

  test('a Service keeps its clusterIP and nodePort when it is edited', () => {
    const cluster = clusterWith(aService('web', { type: 'NodePort' }));
    const before = cluster.get<Service>(key.service('web'))?.spec;
    cluster.apply([aService('web', { type: 'NodePort', ports: [{ port: 80, targetPort: 8080 }] })]);
    const after = cluster.get<Service>(key.service('web'))?.spec;
    expect(after?.clusterIP).toBe(before?.clusterIP);
    expect(after?.ports).toEqual([{ ...before?.ports?.[0], targetPort: 8080 }]);
  });

  test('automatic addresses come from the upper band, automatic node ports too', () => {
    const cluster = clusterWith(...Array.from({ length: 30 }, (_, i) => aService(`s${i}`, { type: 'NodePort' })));
    const services = cluster.list<Service>('Service', 'default').filter((one) => one.metadata.name !== 'kubernetes');
    const numbers = services.map(({ spec }) => spec.clusterIP?.split('.').map(Number) ?? []);
    // 10.96.0.1 to 10.96.1.0 are the static band of a /12.
    for (const [, second = 0, third = 0, fourth = 0] of numbers) {
      expect((second - 96) * 65_536 + third * 256 + fourth).toBeGreaterThan(256);
    }
    expect(new Set(services.map(({ spec }) => spec.clusterIP)).size).toBe(30);
    const ports = services.map(({ spec }) => spec.ports?.[0]?.nodePort ?? 0);
    expect(Math.min(...ports)).toBeGreaterThan(30_085);
    expect(new Set(ports).size).toBe(30);
  });

  test('an address is free again when its Service is gone', () => {
    const fixed = { clusterIP: '10.96.7.7' };
    const cluster = clusterWith(aService('a', fixed));
    expect(cluster.apply([aService('b', fixed)]).refusals).toHaveLength(1);
    expect(cluster.apply([aService('b', fixed)]).refusals).toEqual([]);
  });

  test('a node of the settings is changed by a document and goes back without it', () => {
    const cluster = createCluster();
    const original = cluster.get<Node>(key.node('worker-1'));
    cluster.apply([
      aNode('worker-1', { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }, { labels: { disk: 'ssd' } }),
    ]);
    const changed = cluster.get<Node>(key.node('worker-1'));
    expect(changed?.metadata.labels).toMatchObject({ disk: 'ssd', 'topology.kubernetes.io/zone': 'zone-a' });
    expect(changed?.spec).toMatchObject({ taints: [{ key: 'gpu' }], podCIDR: '10.244.1.0/24' });
    cluster.apply([]);
    const restored = cluster.get<Node>(key.node('worker-1'));
    expect(restored?.metadata.labels).toEqual(original?.metadata.labels);
    expect(restored?.spec).toEqual(original?.spec);
  });

  test('namespaces come before what is in them, whatever the order of the documents', () => {
    const inside = { ...aPod('p'), metadata: { name: 'p', namespace: 'shop' } } as KubeObject;
    const cluster = createCluster();
    expect(cluster.apply([inside, aNamespace('shop')]).refusals).toEqual([]);
    cluster.settle();
    expect(cluster.get<Pod>(key.pod('p', 'shop'))?.status.phase).toBe('Running');
    cluster.apply([]);
    cluster.settle();
    expect(cluster.get(`Namespace//shop` as never)).toBeUndefined();
    expect(cluster.list('Pod', 'shop')).toEqual([]);
  });

  test('kinds that are not simulated are kept', () => {
    const map = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c', namespace: 'default' },
      data: { a: '1' },
    };
    const cluster = clusterWith(map as KubeObject);
    expect(cluster.list('ConfigMap')).toMatchObject([{ data: { a: '1' } }]);
  });
});

describe('a changed bare pod', () => {
  test('is replaced when the old one has ended, and the steps say so', () => {
    const cluster = clusterWith(aPod('a'));
    const old = cluster.get<Pod>(key.pod('a'));
    cluster.apply([aPod('a', { hostname: 'alpha' })]);
    expect(cluster.get(key.pod('a'))?.metadata.deletionTimestamp).toBeDefined();
    cluster.settle();
    const now = cluster.get<Pod>(key.pod('a'));
    expect(now).toMatchObject({ spec: { hostname: 'alpha' }, status: { phase: 'Running' } });
    expect(now?.metadata.uid).not.toBe(old?.metadata.uid);
    const steps = cluster.journal.filter((step) => step.by === 'kubectl').slice(-2);
    expect(steps.map((step) => [step.why.code, step.cause.field])).toEqual([
      ['cluster.kubectl.replaced', ['spec']],
      ['cluster.kubectl.recreated', ['spec', 'hostname']],
    ]);
  });

  test('edited twice while it ends comes back in its last form', () => {
    const cluster = clusterWith(aPod('a'));
    for (const hostname of ['one', 'two']) cluster.apply([aPod('a', { hostname })]);
    cluster.settle();
    expect(cluster.get<Pod>(key.pod('a'))?.spec.hostname).toBe('two');
  });

  test('and then removed does not come back', () => {
    const cluster = clusterWith(aPod('a'));
    cluster.apply([aPod('a', { hostname: 'one' })]);
    cluster.apply([]);
    cluster.settle();
    expect(pods(cluster)).toEqual([]);
  });

  test('whose labels change only is changed in place', () => {
    const cluster = clusterWith(aPod('a'));
    const uid = cluster.get(key.pod('a'))?.metadata.uid;
    cluster.apply([aPod('a', {}, { labels: { app: 'z' } })]);
    expect(cluster.get(key.pod('a'))?.metadata).toMatchObject({ uid, labels: { app: 'z' } });
  });
});

describe('the API server refuses', () => {
  const inShop = { ...aPod('p'), metadata: { name: 'p', namespace: 'shop' } } as KubeObject;
  test.each<[string, readonly KubeObject[], string]>([
    ['an unknown namespace', [inShop], 'namespaces "shop" not found'],
    [
      'an address outside of the Service CIDR',
      [aService('a', { clusterIP: '10.0.0.1' })],
      'Service "a" is invalid: spec.clusterIPs: Invalid value: ["10.0.0.1"]: failed to allocate IP 10.0.0.1: the provided IP (10.0.0.1) is not in the valid range. The range of valid IPs is 10.96.0.0/12',
    ],
    [
      'an address that is taken',
      [aService('a', { clusterIP: '10.96.0.10' })],
      'Service "a" is invalid: spec.clusterIPs: Invalid value: ["10.96.0.10"]: failed to allocate IP 10.96.0.10: provided IP is already allocated',
    ],
    [
      'a node port outside of the range',
      [aService('a', { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] })],
      'Service "a" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ],
    [
      'two families on a cluster with one',
      [aService('a', { ipFamilyPolicy: 'RequireDualStack' })],
      'Service "a" is invalid: spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    ],
    [
      'a family that the cluster does not have',
      [aService('a', { ipFamilies: ['IPv6'] })],
      'Service "a" is invalid: spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
    ],
    [
      'a node port that is taken',
      [
        aService('a', { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }),
        aService('b', { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }),
      ],
      'Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    ],
  ])('%s', (_, objects, message) => {
    expect(
      createCluster()
        .apply(objects)
        .refusals.map((one) => one.message),
    ).toEqual([message]);
  });

  test('a changed selector of a Deployment, and leaves it as it was', () => {
    const cluster = clusterWith(aDeployment('web', 1));
    const labels = { app: 'other' };
    const { refusals } = cluster.apply([
      aDeployment('web', 1, {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [web] } },
      }),
    ]);
    expect(refusals[0]?.message).toMatch(
      /^Deployment\.apps "web" is invalid: spec\.selector: Invalid value: .*: field is immutable$/,
    );
    expect(refusals[0]?.field).toEqual(['spec', 'selector']);
    expect(cluster.settle().steps).toBe(0);
    expect(pods(cluster, 'web')).toHaveLength(1);
  });

  test('a changed clusterIP', () => {
    const cluster = clusterWith(aService('web'));
    const [refusal] = cluster.apply([aService('web', { clusterIP: '10.96.9.9' })]).refusals;
    expect(refusal?.message).toContain('spec.clusterIPs[0]: Invalid value: ["10.96.9.9"]: may not change once set');
  });

  test('new content in a namespace that is being deleted', () => {
    const inside = {
      ...aPod('slow', { terminationGracePeriodSeconds: 30 }),
      metadata: { name: 'slow', namespace: 'shop' },
    } as KubeObject;
    const cluster = clusterWith(aNamespace('shop'), inside);
    cluster.apply([]);
    cluster.step();
    const late = { ...aPod('late'), metadata: { name: 'late', namespace: 'shop' } } as KubeObject;
    expect(cluster.apply([late]).refusals[0]?.message).toBe(
      'pods "late" is forbidden: unable to create new content in namespace shop because it is being terminated',
    );
  });

  test.each([-1, 1.5])('a scale to %d', (replicas) => {
    const cluster = clusterWith(aDeployment('web', 1));
    const [refusal] = cluster.act({ type: 'scale', workload: key.deployment('web'), replicas }).refusals;
    expect(refusal?.message).toContain(`spec.replicas: Invalid value: ${replicas}`);
    cluster.settle();
    expect(pods(cluster, 'web')).toHaveLength(1);
  });

  // plugin/pkg/admission/namespace/lifecycle: the immortal namespaces.
  test.each([
    ['default', 1],
    ['kube-system', 1],
    ['kube-public', 1],
    ['shop', 0],
  ])('the deletion of namespace %s: %i', (name, count) => {
    const cluster = clusterWith(aNamespace('shop'));
    const object = objectKey('Namespace', undefined, name);
    const { refusals } = cluster.act({ type: 'delete-object', object });
    expect(refusals.map((one) => one.message)).toEqual(
      Array(count).fill(`namespaces "${name}" is forbidden: this namespace may not be deleted`),
    );
    cluster.settle();
    expect(cluster.get(object) !== undefined).toBe(count === 1);
  });

  test('an action on what is not there', () => {
    const cluster = createCluster();
    expect(cluster.act({ type: 'delete-pod', pod: key.pod('x') }).refusals[0]?.message).toBe('pods "x" not found');
    expect(cluster.act({ type: 'cordon', node: 'x', on: true }).refusals[0]?.message).toBe('nodes "x" not found');
    expect(cluster.act({ type: 'scale', workload: key.deployment('x'), replicas: 1 }).refusals[0]?.message).toBe(
      'deployments.apps "x" not found',
    );
    expect(cluster.journal).toEqual([]);
  });
});
