import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { objectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Node } from '../../api/node.js';
import type { CSINode, PersistentVolume, VolumeAttachment } from '../../api/storage.js';
import type { Cluster } from '../../cluster/cluster.js';
import { causeless } from '../testing/causes.js';
import {
  aClaim,
  aDriver,
  apply,
  aPodWith,
  aVolume,
  clusterWith,
  codes,
  events,
  HOSTED,
  key,
} from '../testing/manifests.js';
import { after, aPodOf, attachments, nodeKey, phaseOf, podNamed } from '../testing/pods.js';

/** `maxWaitForUnmountDuration` of the real controller. */
const SIX_MINUTES_MS = 360_000;
const HANDLE = 'disk-1';
const attachmentOn = (node: string) =>
  objectKey(
    'VolumeAttachment',
    undefined,
    `csi-${createHash('sha256').update(`${HANDLE}${HOSTED}${node}`).digest('hex')}`,
  );

/** A disk of an installed driver, its claim, and one pod on each of these nodes. */
function disk(accessMode: string, driver: object = {}): readonly KubeObject[] {
  const csi = { driver: HOSTED, volumeHandle: HANDLE };
  const fields = { storageClassName: '', accessModes: [accessMode] };
  return [aDriver(HOSTED, { ...driver }), aVolume('disk', { ...fields, csi, nfs: undefined }), aClaim('data', fields)];
}

const on = (node: string): KubeObject => aPodWith(`on-${node}`, ['data'], { nodeName: node });

describe('attaching', () => {
  const cluster = clusterWith(...disk('ReadWriteOnce'), on('worker-1'));

  test('goes through a VolumeAttachment named after handle, driver and node, then its attacher, then the Event', () => {
    expect(codes(cluster.journal, 'storage.attach.')).toEqual([
      'registered', 'registered', 'registered', 'wanted', 'taken', 'attached', 'succeeded',
    ]); // prettier-ignore
    expect(cluster.get<VolumeAttachment>(attachmentOn('worker-1'))).toMatchObject({
      metadata: { finalizers: ['external-attacher/csi-example-com'] },
      spec: { attacher: HOSTED, nodeName: 'worker-1', source: { persistentVolumeName: 'disk' } },
      status: { attached: true },
    });
    expect(events(cluster.journal, key.pod('on-worker-1'))).toContain(
      'SuccessfulAttachVolume: AttachVolume.Attach succeeded for volume "disk" ',
    );
  });

  test('holds the volume with a finalizer while it lasts', () => {
    const volume = cluster.get<PersistentVolume>(key.volume('disk'));
    expect(volume?.metadata.finalizers).toContain('external-attacher/csi-example-com');
  });

  test('every step has a cause that exists', () => {
    expect(causeless(cluster)).toEqual([]);
  });

  test('is over before the volume is mounted, and that before the sandbox', () => {
    const at = (code: string) => cluster.journal.findIndex(({ why }) => why.code === code);
    const way = [
      'storage.attach.attached',
      'storage.mount.staged',
      'storage.mount.published',
      'cluster.kubelet.address',
    ];
    expect(way.map(at)).toEqual(way.map(at).toSorted((a, b) => a - b));
  });

  test('is undone the other way round when the pod goes', () => {
    const again = clusterWith(...disk('ReadWriteOnce'), on('worker-1'));
    const steps = after(again, () => again.apply(disk('ReadWriteOnce')));
    expect([...codes(steps, 'storage.mount.'), ...codes(steps, 'storage.attach.')]).toEqual([
      'unpublished',
      'unstaged',
      'detachWanted',
      'detached',
    ]);
    expect(attachments(again)).toEqual([]);
    expect(causeless(again)).toEqual([]);
  });

  test('a second pod on the same node shares the attachment and the staging, and is told nothing', () => {
    const again = clusterWith(...disk('ReadWriteOnce'), on('worker-1'));
    const second = aPodWith('second', ['data'], { nodeName: 'worker-1' });
    const steps = after(again, () => again.apply([...disk('ReadWriteOnce'), on('worker-1'), second]));
    expect(codes(steps, 'storage.')).toEqual(['mount.published']);
    expect(phaseOf(again, 'second')).toBe('Running');
    const gone = after(again, () => again.apply([...disk('ReadWriteOnce'), second]));
    expect(codes(gone, 'storage.')).toEqual(['mount.unpublished']);
  });

  test('attachRequired: false leaves it out', () => {
    const without = clusterWith(...disk('ReadWriteOnce', { attachRequired: false }), on('worker-1'));
    expect(attachments(without)).toEqual([]);
    expect(phaseOf(without, 'on-worker-1')).toBe('Running');
  });

  test('of a driver that is not installed never comes about, and after two minutes is said', () => {
    const [, ...objects] = disk('ReadWriteOnce');
    const waiting = clusterWith(...objects, on('worker-1'));
    expect(attachments(waiting)).toEqual(['worker-1: waiting']);
    const failure = waiting.journal.find(({ event }) => event?.reason === 'FailedAttachVolume');
    expect(failure?.event?.message).toBe(
      'AttachVolume.Attach failed for volume "disk" : timed out waiting for external-attacher of csi.example.com CSI driver to attach volume disk-1',
    );
    const asked = waiting.journal.find(({ why }) => why.code === 'storage.attach.wanted');
    expect((failure?.t ?? 0) - (asked?.t ?? 0)).toBe(120_000);
    apply(waiting, ...disk('ReadWriteOnce'), on('worker-1'));
    expect(phaseOf(waiting, 'on-worker-1')).toBe('Running');
  });
});

describe('a volume for one node at a time', () => {
  function contended(): Cluster {
    const cluster = clusterWith(...disk('ReadWriteOnce'), on('worker-1'));
    apply(cluster, ...disk('ReadWriteOnce'), on('worker-1'), on('worker-2'));
    return cluster;
  }

  test('is refused to the second, once, with the pod that has it', () => {
    const cluster = contended();
    expect(attachments(cluster)).toEqual(['worker-1: attached']);
    expect(events(cluster.journal, key.pod('on-worker-2')).filter((line) => line.startsWith('FailedAttach'))).toEqual([
      'FailedAttachVolume: Multi-Attach error for volume "disk" Volume is already used by pod(s) on-worker-1',
    ]);
    expect(phaseOf(cluster, 'on-worker-2')).toBe('Pending');
    expect(causeless(cluster)).toEqual([]);
  });

  test('goes to it when the first lets go', () => {
    const cluster = contended();
    apply(cluster, ...disk('ReadWriteOnce'), on('worker-2'));
    expect(attachments(cluster)).toEqual(['worker-2: attached']);
    expect(phaseOf(cluster, 'on-worker-2')).toBe('Running');
  });

  test('has no pod to name when the first is gone and the volume is not detached yet', () => {
    const cluster = clusterWith(...disk('ReadWriteOnce'), on('worker-1'));
    cluster.act({ type: 'fail-node', node: 'worker-1' });
    cluster.act({ type: 'delete-pod', pod: key.pod('on-worker-1'), force: true });
    cluster.apply([...disk('ReadWriteOnce'), on('worker-2')]);
    cluster.settle();
    expect(events(cluster.journal, key.pod('on-worker-2'))).toContain(
      'FailedAttachVolume: Multi-Attach error for volume "disk" Volume is already exclusively attached to one node and can\'t be attached to another',
    );
  });

  test.each(['ReadWriteMany', 'ReadOnlyMany'])('%s is not', (mode) => {
    const cluster = clusterWith(...disk(mode), on('worker-1'), on('worker-2'));
    expect(attachments(cluster)).toEqual(['worker-1: attached', 'worker-2: attached']);
  });

  test('a disk that two pods name themselves is refused by its driver', () => {
    const pd = { name: 'data', gcePersistentDisk: { pdName: 'shared' } };
    const cluster = clusterWith(
      aPodOf('a', [pd], { nodeName: 'worker-1' }),
      aPodOf('b', [pd], { nodeName: 'worker-2' }),
    );
    expect(attachments(cluster)).toHaveLength(2);
    expect(attachments(cluster).filter((line) => line.endsWith('attached'))).toHaveLength(1);
    const [failure] = cluster.journal.flatMap(({ event }) =>
      event?.reason === 'FailedAttachVolume' ? [event.message] : [],
    );
    expect(failure).toMatch(
      /^AttachVolume\.Attach failed for volume "data" : rpc error: code = FailedPrecondition desc = volume projects\/UNSPECIFIED\/zones\/UNSPECIFIED\/disks\/shared is already published to node worker-[12]$/,
    );
    expect(causeless(cluster)).toEqual([]);
  });
});

describe('a node that is cut off', () => {
  function abandoned(): Cluster {
    const cluster = clusterWith(...disk('ReadWriteOnce'), on('worker-1'));
    cluster.act({ type: 'fail-node', node: 'worker-1' });
    return cluster;
  }

  test('keeps the volume as long as its pod is only Terminating', () => {
    const cluster = abandoned();
    cluster.settle();
    expect(podNamed(cluster, 'on-worker-1')?.metadata.deletionTimestamp).toBeDefined();
    expect(attachments(cluster)).toEqual(['worker-1: attached']);
  });

  test('loses it six minutes after its pod was deleted by force', () => {
    const cluster = abandoned();
    const at = cluster.clock;
    cluster.act({ type: 'delete-pod', pod: key.pod('on-worker-1'), force: true });
    cluster.settle();
    const forced = cluster.journal.find(({ why }) => why.code === 'storage.attach.forced');
    expect(forced).toMatchObject({ by: 'attachdetach-controller', cause: { object: nodeKey('worker-1') } });
    expect((forced?.t ?? 0) - at).toBeGreaterThanOrEqual(SIX_MINUTES_MS);
    expect((forced?.t ?? 0) - at).toBeLessThan(SIX_MINUTES_MS + 1000);
    expect(attachments(cluster)).toEqual([]);
    expect(causeless(cluster)).toEqual([]);
  });

  test('loses it as soon as its pod is gone when a person says that it is out of service', () => {
    const cluster = abandoned();
    cluster.settle();
    cluster.act({ type: 'out-of-service', node: 'worker-1', on: true });
    cluster.settle();
    const removed = cluster.journal.findLast(({ changes }) =>
      changes.some((one) => one.key === key.pod('on-worker-1') && !one.after),
    );
    const step = cluster.journal.find(({ why }) => why.code === 'storage.attach.outOfService');
    expect(step?.cause).toMatchObject({ object: nodeKey('worker-1'), field: ['spec', 'taints', expect.any(Number)] });
    expect((step?.t ?? 0) - (removed?.t ?? 0)).toBeLessThan(100);
    expect(attachments(cluster)).toEqual([]);
  });

  test('that is healthy again unmounts first', () => {
    const cluster = abandoned();
    cluster.settle();
    const steps = after(cluster, () => cluster.act({ type: 'heal-node', node: 'worker-1' }));
    expect(codes(steps, 'storage.')).toEqual([
      'mount.unpublished',
      'mount.unstaged',
      'attach.detachWanted',
      'attach.detached',
    ]);
  });
});

test('a disk of another zone is refused by its driver', () => {
  const zone = { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['zone-b'] };
  const nodeAffinity = { required: { nodeSelectorTerms: [{ matchExpressions: [zone] }] } };
  const csi = { driver: HOSTED, volumeHandle: HANDLE };
  const fields = { storageClassName: '' };
  const cluster = clusterWith(
    aDriver(HOSTED),
    aVolume('disk', { ...fields, csi, nfs: undefined, nodeAffinity }),
    aClaim('data', fields),
    on('worker-1'),
  );
  expect(attachments(cluster)).toEqual(['worker-1: waiting']);
  expect(events(cluster.journal, key.pod('on-worker-1'))).toContain(
    'FailedAttachVolume: AttachVolume.Attach failed for volume "disk" : rpc error: code = InvalidArgument desc = volume disk-1 is in zone zone-b, node worker-1 is in zone zone-a',
  );
  expect(causeless(cluster)).toEqual([]);
});

test('a VolumeAttachment that is deleted by hand is made again while a pod needs it', () => {
  const cluster = clusterWith(...disk('ReadWriteOnce'), on('worker-1'));
  const steps = after(cluster, () => cluster.act({ type: 'detach', attachment: attachmentOn('worker-1') }));
  expect(codes(steps, 'storage.attach.')).toEqual(['detached', 'wanted', 'taken', 'attached', 'succeeded']);
  expect(attachments(cluster)).toEqual(['worker-1: attached']);
});

test('a volume that is deleted while it is attached keeps its attacher’s finalizer until it is detached', () => {
  const cluster = clusterWith(...disk('ReadWriteOnce'), on('worker-1'));
  const [driver] = disk('ReadWriteOnce');
  apply(cluster, driver as KubeObject);
  expect(cluster.get(key.volume('disk'))).toBeUndefined();
  const order = codes(cluster.journal, 'storage.attach.');
  expect(order.indexOf('detached')).toBeLessThan(order.indexOf('volumeReleased'));
});

test('a volume that is being deleted is attached to no node any more, and its attacher holds nothing', () => {
  const cluster = clusterWith(...disk('ReadWriteOnce'));
  cluster.act({ type: 'delete-volume', volume: key.volume('disk') });
  cluster.settle();
  apply(cluster, ...disk('ReadWriteOnce'), on('worker-1'));
  expect(cluster.get(key.volume('disk'))?.metadata).toMatchObject({
    deletionTimestamp: expect.any(String),
    finalizers: ['kubernetes.io/pv-protection'],
  });
  expect(events(cluster.journal, key.pod('on-worker-1'))).toContain(
    'FailedAttachVolume: AttachVolume.Attach failed for volume "disk" : PersistentVolume "disk" is marked for deletion',
  );
  const attachment = cluster.get<VolumeAttachment>(attachmentOn('worker-1'));
  expect(attachment?.metadata.finalizers).toBeUndefined();
  expect(causeless(cluster)).toEqual([]);
});

test('a driver that is uninstalled together with its volumes still lets them go', () => {
  const cluster = clusterWith(...disk('ReadWriteOnce'), on('worker-1'));
  apply(cluster);
  expect(attachments(cluster)).toEqual([]);
  expect(cluster.get(key.volume('disk'))).toBeUndefined();
});

describe('drivers', () => {
  const [driver, other] = ['pd.csi.storage.gke.io', 'nfs.example.com'];

  test.each([
    ['a volume of a pod', aPodOf('p', [{ name: 'd', gcePersistentDisk: { pdName: 'x' } }]), 'Pod/default/p', ['spec', 'volumes', 0, 'gcePersistentDisk']],
    ['a PersistentVolume', aVolume('v', { nfs: undefined, gcePersistentDisk: { pdName: 'x' } }), 'PersistentVolume//v', ['spec', 'gcePersistentDisk']],
    ['a PersistentVolume of CSI', aVolume('v', { nfs: undefined, csi: { driver, volumeHandle: 'x' } }), 'PersistentVolume//v', ['spec', 'csi', 'driver']],
  ])('of a cloud are brought by %s that names them', (_, object, cause, field) => {
    const cluster = clusterWith(object);
    const step = cluster.journal.find(({ why }) => why.code === 'storage.attach.driverBrought');
    expect(step).toMatchObject({ by: 'addon-manager', cause: { object: cause, field } });
    expect(cluster.get(objectKey('CSIDriver', undefined, driver))).toMatchObject({ spec: { attachRequired: true } });
  }); // prettier-ignore

  test('of anybody else are not', () => {
    const cluster = clusterWith(aVolume('v', { nfs: undefined, csi: { driver: other, volumeHandle: 'x' } }));
    expect(cluster.list('CSIDriver')).toEqual([]);
    expect(cluster.list('CSINode')).toEqual([]);
  });

  test('register with every kubelet, with the topology they know', () => {
    const cluster = clusterWith(aDriver(driver));
    expect(cluster.list<CSINode>('CSINode').map(({ metadata, spec }) => [metadata.name, spec.drivers])).toEqual(
      ['control-plane', 'worker-1', 'worker-2'].map((node) => [
        node,
        [{ name: driver, nodeID: node, topologyKeys: ['topology.gke.io/zone'] }],
      ]),
    );
    expect(cluster.get<Node>(nodeKey('worker-2'))?.metadata.labels?.['topology.gke.io/zone']).toBe('zone-b');
    apply(cluster);
    expect(cluster.list<CSINode>('CSINode').flatMap(({ spec }) => spec.drivers)).toEqual([]);
  });
});
