import { describe, expect, test } from 'vitest';
import { objectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { Cluster } from '../../cluster/cluster.js';
import { causeless } from '../testing/causes.js';
import {
  aClaim,
  aClass,
  aDriver,
  aPodWith,
  apply,
  aVolume,
  claimNamed,
  clusterWith,
  codes,
  events,
  HOSTED,
  key,
  PD,
  volumeOf,
} from '../testing/manifests.js';

type Fields = Readonly<Record<string, unknown>>;

const onNode = (...names: readonly string[]): Fields => affinity('kubernetes.io/hostname', names);
const inZone = (...zones: readonly string[]): Fields => affinity('topology.kubernetes.io/zone', zones);

function affinity(label: string, values: readonly string[]): Fields {
  const matchExpressions = [{ key: label, operator: 'In', values }];
  return { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } } };
}

function aLocal(name: string, node: string, spec: Fields = {}): KubeObject {
  const local = { nfs: undefined, local: { path: `/mnt/${name}` }, storageClassName: 'local' };
  return aVolume(name, { ...local, ...onNode(node), ...spec });
}

const SELECTED = 'volume.kubernetes.io/selected-node';
const waiting = { volumeBindingMode: 'WaitForFirstConsumer' };
const local = aClass('local', 'kubernetes.io/no-provisioner', waiting);
const ofLocal = { storageClassName: 'local' };
const ofFast = { storageClassName: 'fast' };

function nodeOf(cluster: Cluster, pod: string): string | undefined {
  return cluster.get<Pod>(key.pod(pod))?.spec.nodeName;
}

/** What FailedScheduling said of a pod: the reasons, without what preemption found. */
function reasons(cluster: Cluster, pod: string): readonly string[] {
  return events(cluster.journal, key.pod(pod)).flatMap((text) => {
    const [, reason] = /^FailedScheduling: (.*?)(?:\. no new claims.*)?$/.exec(text) ?? [];
    return reason === undefined ? [] : [reason];
  });
}

/** All nodes but the control plane, which a taint keeps. */
const workers = (reason: string) => `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 ${reason}`;
const anyNode = (reason: string) => `0/3 nodes are available: ${reason}`;

describe('a pod waits, and says why in the scheduler’s words', () => {
  test.each<[string, readonly KubeObject[], string]>([
    ['a claim that is not there', [aPodWith('p', ['a'])], anyNode('persistentvolumeclaim "a" not found')],
    [
      'a claim that ought to be bound by now',
      [aClaim('a'), aPodWith('p', ['a'])],
      anyNode('pod has unbound immediate PersistentVolumeClaims'),
    ],
    [
      'a claim that names a volume waits for no scheduler',
      [local, aClaim('a', { ...ofLocal, volumeName: 'nowhere' }), aPodWith('p', ['a'])],
      anyNode('pod has unbound immediate PersistentVolumeClaims'),
    ],
    [
      'a volume that no worker reaches',
      [aVolume('v', onNode('elsewhere')), aClaim('a', { storageClassName: '' }), aPodWith('p', ['a'])],
      workers("node(s) didn't match PersistentVolume's node affinity"),
    ],
    [
      'no volume of the class, and no one to make one',
      [local, aClaim('a', ofLocal), aPodWith('p', ['a'])],
      workers("node(s) didn't find available persistent volumes to bind"),
    ],
    [
      'the volumes of the class are too small',
      [local, aLocal('v', 'worker-1'), aClaim('a', { ...ofLocal, storage: '2Gi' }), aPodWith('p', ['a'])],
      workers("node(s) didn't find available persistent volumes to bind"),
    ],
    [
      'the class allows volumes in a zone without nodes',
      [
        aDriver(HOSTED),
        aClass('far', HOSTED, {
          ...waiting,
          allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['zone-z'] }] }],
        }),
        aClaim('a', { storageClassName: 'far' }),
        aPodWith('p', ['a']),
      ],
      workers("node(s) didn't find available persistent volumes to bind"),
    ],
    [
      'a labelled volume of another zone',
      [
        aVolume('v', {}, { labels: { 'topology.kubernetes.io/zone': 'zone-y__zone-z' } }),
        aClaim('a', { storageClassName: '' }),
        aPodWith('p', ['a']),
      ],
      workers('node(s) had no available volume zone'),
    ],
  ])('%s', (_, objects, message) => {
    const cluster = clusterWith(...objects);
    expect(reasons(cluster, 'p').at(-1)).toBe(message);
    expect(nodeOf(cluster, 'p')).toBeUndefined();
    expect(causeless(cluster)).toEqual([]);
  });

  test('preemption does not help where no node is looked at, nor where a volume is out of reach', () => {
    const cluster = clusterWith(aPodWith('p', ['a']));
    expect(events(cluster.journal, key.pod('p')).at(-1)).toContain(
      'no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    );
  });

  test('the Event points at the claim’s or the volume’s field', () => {
    const cause = (...objects: readonly KubeObject[]) =>
      clusterWith(...objects).journal.findLast(({ event }) => event?.reason === 'FailedScheduling')?.cause;
    expect(cause(aPodWith('p', ['a']))).toEqual({
      object: key.pod('p'),
      field: ['spec', 'volumes', 0, 'persistentVolumeClaim', 'claimName'],
    });
    expect(
      cause(aVolume('v', onNode('elsewhere')), aClaim('a', { storageClassName: '' }), aPodWith('p', ['a'])),
    ).toEqual({ object: key.volume('v'), field: ['spec', 'nodeAffinity'] });
    expect(cause(local, aClaim('a', ofLocal), aPodWith('p', ['a']))).toEqual({
      object: key.class('local'),
      field: ['provisioner'],
    });
  });
});

describe('waiting pods are tried again when', () => {
  const pod = aPodWith('p', ['a']);

  test.each<[string, readonly KubeObject[], readonly KubeObject[]]>([
    ['the claim comes', [aVolume('v'), pod], [aVolume('v'), aClaim('a', { storageClassName: '' }), pod]],
    ['a volume comes', [local, aClaim('a', ofLocal), pod], [local, aClaim('a', ofLocal), pod, aLocal('v', 'worker-2')]],
    [
      'the class comes',
      [aDriver(HOSTED), aClaim('a', ofFast), pod],
      [aDriver(HOSTED), aClaim('a', ofFast), pod, aClass('fast', HOSTED, waiting)],
    ],
  ])('%s', (_, before, after) => {
    const cluster = clusterWith(...before);
    expect(nodeOf(cluster, 'p')).toBeUndefined();
    apply(cluster, ...after);
    expect(nodeOf(cluster, 'p')).toBeDefined();
  });
});

describe('WaitForFirstConsumer', () => {
  test('local volumes choose the node, and are reserved by the scheduler before the controller binds them', () => {
    const cluster = clusterWith(local, aLocal('v', 'worker-2'), aClaim('a', ofLocal), aPodWith('p', ['a']));
    expect([nodeOf(cluster, 'p'), volumeOf(cluster, 'a')?.metadata.name]).toEqual(['worker-2', 'v']);
    const reserved = cluster.journal.find(({ why }) => why.code === 'cluster.scheduler.reserved');
    expect(reserved).toMatchObject({
      by: 'default-scheduler',
      volume: { kind: 'bind', claim: key.claim('a'), volume: key.volume('v'), node: 'worker-2' },
      cause: { object: key.pod('p'), field: ['spec', 'volumes', 0, 'persistentVolumeClaim', 'claimName'] },
    });
    const order = cluster.journal.map(({ why }) => why.code);
    expect(codes(cluster.journal, 'cluster.scheduler.')).toEqual(['reserved', 'bound']);
    expect(order.indexOf('cluster.scheduler.bound')).toBeGreaterThan(order.indexOf('storage.binder.claimBound'));
    expect(causeless(cluster)).toEqual([]);
  });

  test('the smallest that fits is taken on each node, and no volume for two claims of a pod', () => {
    const cluster = clusterWith(
      local,
      aLocal('large', 'worker-1', { storage: '10Gi' }),
      aLocal('small', 'worker-1', { storage: '2Gi' }),
      aLocal('lonely', 'worker-2', { storage: '2Gi' }),
      aClaim('b', { ...ofLocal, storage: '2Gi' }),
      aClaim('a', { ...ofLocal, storage: '1Gi' }),
      aPodWith('p', ['b', 'a']),
    );
    expect(nodeOf(cluster, 'p')).toBe('worker-1');
    expect([volumeOf(cluster, 'a')?.metadata.name, volumeOf(cluster, 'b')?.metadata.name]).toEqual(['small', 'large']);
  });

  test('pods that are placed together do not take each other’s volume', () => {
    const cluster = clusterWith(
      local,
      ...['worker-1', 'worker-2'].map((node, i) => aLocal(`v${i}`, node)),
      ...['a', 'b', 'c'].map((name) => aClaim(name, ofLocal)),
      ...['a', 'b', 'c'].map((name) => aPodWith(name, [name])),
    );
    const placed = ['a', 'b', 'c'].flatMap((name) => nodeOf(cluster, name) ?? []);
    expect(placed.toSorted()).toEqual(['worker-1', 'worker-2']);
    expect(new Set(['a', 'b', 'c'].flatMap((name) => volumeOf(cluster, name)?.metadata.name ?? [])).size).toBe(2);
  });

  test('what is chosen for a pod is taken at once, though it is written one volume after the other', () => {
    const cluster = clusterWith(
      local,
      aLocal('v0', 'worker-1'),
      aLocal('v1', 'worker-1'),
      ...['a', 'b', 'c'].map((name) => aClaim(name, ofLocal)),
      aPodWith('one', ['a', 'b']),
      aPodWith('two', ['c']),
    );
    expect([nodeOf(cluster, 'one'), nodeOf(cluster, 'two')]).toEqual(['worker-1', undefined]);
    expect(reasons(cluster, 'one')).toEqual([]);
  });

  test('a claim whose node is chosen takes its other pods there', () => {
    const cluster = clusterWith(
      aClass('fast', HOSTED, waiting),
      aClaim('a', ofFast),
      aPodWith('one', ['a'], { nodeSelector: { 'kubernetes.io/hostname': 'worker-1' } }),
      aPodWith('two', ['a'], { nodeSelector: { 'kubernetes.io/hostname': 'worker-2' } }),
    );
    expect(reasons(cluster, 'two')[0]).toContain("1 node(s) didn't find available persistent volumes to bind");
  });

  test('a choice that is taken off the claim fails the binding, and the pod is placed anew a second later', () => {
    const objects = (annotations: Fields) => [
      aClass('fast', HOSTED, waiting),
      aClaim('a', ofFast, { annotations }),
      aPodWith('p', ['a']),
    ];
    const cluster = clusterWith();
    cluster.apply(objects({}));
    while (!codes(cluster.journal, 'cluster.scheduler.').includes('selectedNode')) cluster.step();
    const [first, other] = ['worker-1', 'worker-2'].toSorted((a) =>
      claimNamed(cluster, 'a')?.metadata.annotations?.[SELECTED] === a ? -1 : 1,
    );
    apply(cluster, ...objects({ [SELECTED]: other }));
    expect(reasons(cluster, 'p')[0]).toBe(
      'running PreBind plugin "VolumeBinding": binding volumes: provisioning failed for PVC "a"',
    );
    const failed = cluster.journal.findIndex(({ event }) => event?.reason === 'FailedScheduling');
    const { t = 0 } = cluster.journal[failed] ?? {};
    apply(cluster, aDriver(HOSTED), ...objects({ [SELECTED]: other }));
    expect(nodeOf(cluster, 'p')).toBe(other);
    expect(nodeOf(cluster, 'p')).not.toBe(first);
    expect(cluster.journal.slice(failed + 1).find(({ by }) => by === 'default-scheduler')?.t).toBeGreaterThanOrEqual(
      t + 1000,
    );
  });

  test('a node that goes while the volume is being made for it is forgotten', () => {
    const objects = [aClass('disks', PD, waiting), aClaim('a', { storageClassName: 'disks' }), aPodWith('p', ['a'])];
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker-0' } } as unknown as KubeObject;
    const cluster = clusterWith(node);
    for (const name of ['worker-1', 'worker-2']) cluster.act({ type: 'cordon', node: name, on: true });
    cluster.apply([node, ...objects]);
    while (!codes(cluster.journal, 'cluster.scheduler.').includes('selectedNode')) cluster.step();
    expect(claimNamed(cluster, 'a')?.metadata.annotations?.[SELECTED]).toBe('worker-0');
    for (const name of ['worker-1', 'worker-2']) cluster.act({ type: 'cordon', node: name, on: false });
    apply(cluster, ...objects);
    expect(nodeOf(cluster, 'p')).toMatch(/^worker-[12]$/);
  });

  test('a pod that is bound counts on its node while its volumes are not: two do not overfill it', () => {
    const asking = {
      containers: [{ name: 'app', image: 'i', resources: { requests: { cpu: '3' } } }],
      nodeSelector: { 'kubernetes.io/hostname': 'worker-1' },
    };
    const cluster = clusterWith(
      aClass('slow', HOSTED, waiting),
      aClaim('a', { storageClassName: 'slow' }),
      aClaim('b', { storageClassName: 'slow' }),
      aPodWith('a', ['a'], asking),
      aPodWith('b', ['b'], asking),
    );
    expect(claimNamed(cluster, 'a')?.metadata.annotations?.[SELECTED]).toBe('worker-1');
    expect(reasons(cluster, 'b')[0]).toContain('1 Insufficient cpu');
  });

  test('to be provisioned, the claim is told the node, and the pod is bound when the volume is there', () => {
    const cluster = clusterWith(
      aDriver(HOSTED),
      aClass('fast', HOSTED, waiting),
      aClaim('a', ofFast),
      aPodWith('p', ['a']),
    );
    const order = cluster.journal.flatMap(({ why, by }) =>
      why.code.startsWith('cluster.scheduler.') ? [`${by} ${why.code.slice(18)}`] : [],
    );
    expect(order).toEqual(['default-scheduler selectedNode', 'default-scheduler bound']);
    expect(claimNamed(cluster, 'a')?.status.phase).toBe('Bound');
    expect(nodeOf(cluster, 'p')).toBe(claimNamed(cluster, 'a')?.metadata.annotations?.[SELECTED]);
  });

  test('without a driver nobody makes the volume: after ten minutes the scheduler says so, once', () => {
    const cluster = clusterWith(aClass('fast', HOSTED, waiting), aClaim('a', ofFast), aPodWith('p', ['a']));
    expect(reasons(cluster, 'p')).toEqual([
      'running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded',
    ]);
    const failed = cluster.journal.find(({ event }) => event?.reason === 'FailedScheduling');
    expect(failed?.t).toBeGreaterThanOrEqual(600_000);
    expect(failed?.volume).toMatchObject({ kind: 'bind', claim: key.claim('a'), failed: true });
    expect(nodeOf(cluster, 'p')).toBeUndefined();
    apply(cluster, aDriver(HOSTED), aClass('fast', HOSTED, waiting), aClaim('a', ofFast), aPodWith('p', ['a']));
    expect(nodeOf(cluster, 'p')).toBeDefined();
  });

  test('a claim that is deleted while its pod waits for it fails the binding', () => {
    const objects = [aClass('fast', HOSTED, waiting), aClaim('a', ofFast), aPodWith('p', ['a'])];
    const cluster = clusterWith(objects[0] as KubeObject);
    cluster.apply(objects);
    while (!codes(cluster.journal, 'cluster.scheduler.').includes('selectedNode')) cluster.step();
    cluster.act({ type: 'delete-claim', claim: key.claim('a') });
    cluster.settle();
    expect(nodeOf(cluster, 'p')).toBeUndefined();
    expect(reasons(cluster, 'p').length).toBeGreaterThan(0);
    expect(causeless(cluster)).toEqual([]);
  });
});

test('Immediate may bind a volume where the pod cannot go', () => {
  const cluster = clusterWith(
    aVolume('v', inZone('zone-b')),
    aClaim('a', { storageClassName: '' }),
    aPodWith('p', ['a'], { nodeSelector: { 'kubernetes.io/hostname': 'worker-1' } }),
  );
  expect(claimNamed(cluster, 'a')?.status.phase).toBe('Bound');
  expect(reasons(cluster, 'p').at(-1)).toBe(
    "0/3 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s)",
  );
});

test.each([
  ['its node affinity', inZone('zone-b'), {}, ['spec', 'nodeAffinity']],
  ['the label of its zone', {}, { 'topology.kubernetes.io/zone': 'zone-b' }, ['metadata', 'labels']],
])(
  'a volume out of reach by %s: the claim and the volume are named, and the stage that waits',
  (_, spec, labels, field) => {
    const cluster = clusterWith(
      aVolume('v', spec, { labels }),
      aClaim('a', { storageClassName: '' }),
      aPodWith('p', ['a'], { nodeSelector: { 'kubernetes.io/hostname': 'worker-1' } }),
    );
    const failed = cluster.journal.findLast(({ event }) => event?.reason === 'FailedScheduling');
    expect(failed?.volume).toEqual({
      kind: 'publish',
      pod: key.pod('p'),
      claim: key.claim('a'),
      volume: key.volume('v'),
      failed: true,
    });
    expect(failed?.why).toEqual({
      code: 'cluster.scheduler.outOfReach',
      params: { pod: 'p', claim: 'a', volume: 'v', where: 'topology.kubernetes.io/zone in (zone-b)' },
    });
    expect(failed?.cause).toMatchObject({ object: key.volume('v') });
    expect(failed?.cause.field.slice(0, 2)).toEqual(field);
  },
);

test('a claim that is not there is part of the story: the pod asks for it in vain', () => {
  const cluster = clusterWith(aPodWith('p', ['a']));
  const failed = cluster.journal.findLast(({ event }) => event?.reason === 'FailedScheduling');
  expect(failed?.volume).toEqual({ kind: 'bind', pod: key.pod('p'), claim: key.claim('a'), failed: true });
});

describe('ReadWriteOncePod', () => {
  const exclusive = { accessModes: ['ReadWriteOncePod'], storageClassName: '' };
  const objects = [aVolume('v', { accessModes: ['ReadWriteOncePod'] }), aClaim('a', exclusive)];

  test('a second pod waits wherever it might go, until the first has gone', () => {
    const cluster = clusterWith(...objects, aPodWith('one', ['a']));
    apply(cluster, ...objects, aPodWith('one', ['a']), aPodWith('two', ['a']));
    expect(events(cluster.journal, key.pod('two')).at(-1)).toBe(
      `FailedScheduling: ${workers('node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode')}. no new claims to deallocate, preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.`,
    );
    cluster.act({ type: 'delete-pod', pod: key.pod('one') });
    cluster.settle();
    expect(cluster.get<Pod>(key.pod('two'))?.status.phase).toBe('Running');
  });
});

describe('disks that pods name themselves', () => {
  const disk = (name: string, readOnly: boolean) =>
    aPodWith(name, [], {
      volumes: [{ name: 'disk', gcePersistentDisk: { pdName: 'shared', readOnly } }],
      nodeSelector: { 'kubernetes.io/hostname': 'worker-1' },
    });

  test.each([
    ['are for one pod of a node', false, 'node(s) had no available disk'],
    ['may be shared by readers', true, undefined],
  ])('%s', (_, readOnly, reason) => {
    const cluster = clusterWith(disk('one', readOnly));
    apply(cluster, disk('one', readOnly), disk('two', readOnly));
    const said = reasons(cluster, 'two').join();
    if (reason === undefined) expect(said).toBe('');
    else expect(said).toContain(`1 ${reason}`);
  });
});

test('a node holds as many volumes of a driver as its CSINode says', () => {
  const node = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSINode',
    metadata: { name: 'worker-1' },
    spec: { drivers: [{ name: HOSTED, nodeID: 'worker-1', allocatable: { count: 1 } }] },
  } as unknown as KubeObject;
  const csi = (name: string) => aVolume(name, { nfs: undefined, csi: { driver: HOSTED, volumeHandle: name } });
  const there = { nodeSelector: { 'kubernetes.io/hostname': 'worker-1' } };
  const both = [
    node,
    csi('v1'),
    csi('v2'),
    aClaim('a', { storageClassName: '' }),
    aClaim('b', { storageClassName: '' }),
  ];
  const cluster = clusterWith(...both, aPodWith('one', ['a'], there));
  apply(cluster, ...both, aPodWith('one', ['a'], there), aPodWith('two', ['b'], there));
  expect(nodeOf(cluster, 'one')).toBe('worker-1');
  expect(reasons(cluster, 'two').at(-1)).toContain('1 node(s) exceed max volume count');
  expect(cluster.get(objectKey('CSINode', undefined, 'worker-1'))).toBeDefined();
});
