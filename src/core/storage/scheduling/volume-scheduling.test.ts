import { describe, expect, test } from 'vitest';
import { objectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
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
  events,
  HOSTED,
  key,
} from '../testing/manifests.js';
import { aLocal, inZone, local, nodeOf, ofFast, ofLocal, onNode, reasons, waiting } from '../testing/placing.js';

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

// pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go: isVolumeConflict.
describe('disks that pods name themselves, on one node', () => {
  const gce = (pdName: string, readOnly = false) => ({ gcePersistentDisk: { pdName, readOnly } });
  const ebs = (volumeID: string, readOnly = false) => ({ awsElasticBlockStore: { volumeID, readOnly } });
  const iscsi = (iqn: string, readOnly = false) => ({
    iscsi: { targetPortal: '192.0.2.1:3260', iqn, lun: 0, readOnly },
  });
  const rbd = (monitors: readonly string[], image: string, more: object = {}) => ({
    rbd: { monitors, image, ...more },
  });
  const pod = (name: string, source: object) =>
    aPodWith(name, [], {
      volumes: [{ name: 'disk', ...source }],
      nodeSelector: { 'kubernetes.io/hostname': 'worker-1' },
    });

  test.each<[string, object, object, boolean]>([
    ['a GCE disk is for one pod', gce('a'), gce('a'), false],
    ['a GCE disk is for one pod when one of two writes', gce('a', true), gce('a'), false],
    ['a GCE disk may be shared by readers', gce('a', true), gce('a', true), true],
    ['two GCE disks are two', gce('a'), gce('b'), true],
    ['an EBS volume is for one pod', ebs('vol-a'), ebs('vol-a'), false],
    ['an EBS volume is for one pod even of readers', ebs('vol-a', true), ebs('vol-a', true), false],
    ['two EBS volumes are two', ebs('vol-a'), ebs('vol-b'), true],
    ['an iSCSI target is for one pod', iscsi('iqn.2026-01.example:b'), iscsi('iqn.2026-01.example:b'), false],
    [
      'an iSCSI target is for one pod when one of two writes',
      iscsi('iqn.2026-01.example:b'),
      iscsi('iqn.2026-01.example:b', true),
      false,
    ],
    [
      'an iSCSI target may be shared by readers',
      iscsi('iqn.2026-01.example:b', true),
      iscsi('iqn.2026-01.example:b', true),
      true,
    ],
    ['two iSCSI targets are two', iscsi('iqn.2026-01.example:b'), iscsi('iqn.2026-01.example:c'), true],
    ['an RBD image is for one pod', rbd(['m1', 'm2'], 'i'), rbd(['m2'], 'i', { pool: 'rbd' }), false],
    [
      'an RBD image may be shared by readers',
      rbd(['m1'], 'i', { readOnly: true }),
      rbd(['m1'], 'i', { readOnly: true }),
      true,
    ],
    ['images of two RBD pools are two', rbd(['m1'], 'i'), rbd(['m1'], 'i', { pool: 'other' }), true],
    ['images of two Ceph clusters are two', rbd(['m1'], 'i'), rbd(['m2'], 'i'), true],
    ['two RBD images are two', rbd(['m1'], 'i'), rbd(['m1'], 'j'), true],
    ['disks of two kinds are two', gce('a'), ebs('a'), true],
  ])('%s', (_, first, second, both) => {
    const cluster = clusterWith(pod('one', first));
    apply(cluster, pod('one', first), pod('two', second));
    expect(nodeOf(cluster, 'one')).toBe('worker-1');
    const said = reasons(cluster, 'two').flatMap((text) => /\d node\(s\) had no available disk/.exec(text) ?? []);
    expect(said).toEqual(both ? [] : ['1 node(s) had no available disk']);
    expect(nodeOf(cluster, 'two')).toBe(both ? 'worker-1' : undefined);
  });
});

// pkg/scheduler/framework/plugins/volumezone/volume_zone.go.
describe('a volume with the label of a zone', () => {
  const volume = (zone: string) => aVolume('v', {}, { labels: { 'topology.kubernetes.io/zone': zone } });
  const bound = (zone: string) => [volume(zone), aClaim('a', { storageClassName: '' }), aPodWith('p', ['a'])];

  test('that names several may be used in each of them', () => {
    expect(nodeOf(clusterWith(...bound('zone-z__zone-b')), 'p')).toBe('worker-2');
  });

  test('may be used on a node that knows of no zones', () => {
    const bare = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'bare' } } as unknown as KubeObject;
    expect(nodeOf(clusterWith(bare, ...bound('zone-z')), 'p')).toBe('bare');
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
