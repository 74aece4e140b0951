import { describe, expect, test } from 'vitest';
import type { PersistentVolume } from '../../api/storage.js';
import type { Cluster } from '../../cluster/cluster.js';
import { readDisk } from '../disks/disks.js';
import {
  aClaim,
  aClass,
  aDriver,
  aPodWith,
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

const growing = { allowVolumeExpansion: true };

function expand(cluster: Cluster, storage: string): readonly string[] {
  const { refusals } = cluster.act({ type: 'expand-claim', claim: key.claim('data'), storage });
  expect(cluster.settle().quiet).toBe(true);
  return refusals.map((one) => one.message);
}

describe('a claim that asks for more', () => {
  test('of a mounted volume grows while the pod runs', () => {
    const claim = aClaim('data', { storageClassName: 'fast' });
    const cluster = clusterWith(aDriver(HOSTED), aClass('fast', HOSTED, growing), claim, aPodWith('app', ['data']));
    const { length } = cluster.journal;
    expect(expand(cluster, '2Gi')).toEqual([]);
    const steps = cluster.journal.slice(length);
    const volume = volumeOf(cluster, 'data')?.metadata.name ?? '';
    expect(events(steps, key.claim('data'))).toEqual([
      'ExternalExpanding: waiting for an external controller to expand this PVC',
      `Resizing: External resizer is resizing volume ${volume}`,
      'FileSystemResizeRequired: Require file system resize of volume on node',
      expect.stringMatching(
        `^FileSystemResizeSuccessful: MountVolume.NodeExpandVolume succeeded for volume "${volume}" worker-[12]$`,
      ),
    ]);
    expect(claimNamed(cluster, 'data')?.status).toEqual({
      phase: 'Bound',
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: '2Gi' },
      allocatedResources: { storage: '2Gi' },
    });
  });

  test('of a volume that no pod has mounted waits for one to end it', () => {
    const claim = aClaim('data', { storageClassName: 'fast' });
    const cluster = clusterWith(aDriver(HOSTED), aClass('fast', HOSTED, growing), claim);
    expand(cluster, '2Gi');
    expect(claimNamed(cluster, 'data')?.status).toMatchObject({
      capacity: { storage: '1Gi' },
      allocatedResourceStatuses: { storage: 'NodeResizePending' },
      conditions: [{ type: 'FileSystemResizePending', status: 'True' }],
    });
    expect(volumeOf(cluster, 'data')?.spec.capacity).toEqual({ storage: '2Gi' });
    expect(readDisk(cluster, `${HOSTED}/${volumeOf(cluster, 'data')?.metadata.name}`)?.bytes).toBe(2 * 1024 ** 3);
    cluster.apply([aDriver(HOSTED), aClass('fast', HOSTED, growing), claim, aPodWith('app', ['data'])]);
    cluster.settle();
    expect(claimNamed(cluster, 'data')?.status.capacity).toEqual({ storage: '2Gi' });
  });

  test('of a block volume has it as soon as the disk has', () => {
    const cluster = clusterWith(
      aDriver(HOSTED),
      aClass('fast', HOSTED, growing),
      aClaim('data', { storageClassName: 'fast', volumeMode: 'Block' }),
    );
    expand(cluster, '2Gi');
    expect(codes(cluster.journal, 'storage.resize.')).toEqual(['waiting', 'asked', 'grown', 'done']);
    expect(claimNamed(cluster, 'data')?.status.capacity).toEqual({ storage: '2Gi' });
    expect(claimNamed(cluster, 'data')?.status.conditions).toBeUndefined();
  });

  test('gets whole gibibytes where a cloud sells only those', () => {
    const cluster = clusterWith(
      aDriver(PD),
      aClass('fast', PD, growing),
      aClaim('data', { storageClassName: 'fast', storage: '100Mi', volumeMode: 'Block' }),
    );
    expect(claimNamed(cluster, 'data')?.status.capacity).toEqual({ storage: '1Gi' });
    expand(cluster, '1500Mi');
    expect(claimNamed(cluster, 'data')?.status).toMatchObject({
      capacity: { storage: '2Gi' },
      allocatedResources: { storage: '1500Mi' },
    });
  });

  const notAllowed =
    'persistentvolumeclaims "data" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
  test.each([
    ['its class does not allow it', [aClass('fast', HOSTED), aClaim('data', { storageClassName: 'fast' })], notAllowed],
    ['it has no class', [aVolume('disk'), aClaim('data', { storageClassName: '' })], notAllowed],
    [
      'it has no volume yet',
      [
        aClass('slow', HOSTED, { ...growing, volumeBindingMode: 'WaitForFirstConsumer' }),
        aClaim('data', { storageClassName: 'slow' }),
      ],
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    ],
  ])('is refused when %s', (_, objects, message) => {
    const cluster = clusterWith(aDriver(HOSTED), ...objects);
    expect(expand(cluster, '2Gi')).toEqual([expect.stringContaining(message)]);
    expect(codes(cluster.journal, 'storage.resize.')).toEqual([]);
  });

  test.each([
    [
      'of a CSI driver is told to wait, which is nothing to be warned of',
      { csi: { driver: HOSTED, volumeHandle: 'disk' } },
      'waiting for an external controller to expand this PVC',
      undefined,
    ],
    [
      'of a redirected plugin is told which one, and the claim is marked for the driver’s resizer',
      { gcePersistentDisk: { pdName: 'disk' } },
      'CSI migration enabled for kubernetes.io/gce-pd; waiting for external resizer to expand the pvc',
      PD,
    ],
  ])('%s', (_, source, message, marked) => {
    const cluster = clusterWith(
      aDriver(HOSTED),
      aClass('manual', 'kubernetes.io/no-provisioner', growing),
      aVolume('disk', { storageClassName: 'manual', nfs: undefined, ...source }),
      aClaim('data', { storageClassName: 'manual' }),
    );
    expand(cluster, '2Gi');
    const told = cluster.journal.find(({ event }) => event?.reason === 'ExternalExpanding');
    expect(told?.event).toMatchObject({ type: 'Normal', message });
    const { annotations } = claimNamed(cluster, 'data')?.metadata ?? {};
    expect(annotations?.['volume.kubernetes.io/storage-resizer']).toBe(marked);
    expect(codes(cluster.journal, 'storage.resize.')).toEqual(['waiting', 'asked', 'grown', 'nodePending']);
  });

  test('of a volume that no driver serves is only told to wait', () => {
    const cluster = clusterWith(
      aClass('manual', 'kubernetes.io/no-provisioner', growing),
      aVolume('disk', { storageClassName: 'manual' }),
      aClaim('data', { storageClassName: 'manual' }),
    );
    expand(cluster, '2Gi');
    expect(codes(cluster.journal, 'storage.resize.')).toEqual(['waiting']);
    expect(cluster.get<PersistentVolume>(key.volume('disk'))?.spec.capacity).toEqual({ storage: '1Gi' });
  });

  test('comes back to what it was with the journal', () => {
    const cluster = clusterWith(
      aDriver(HOSTED),
      aClass('fast', HOSTED, growing),
      aClaim('data', { storageClassName: 'fast' }),
    );
    const { at } = cluster;
    expand(cluster, '2Gi');
    cluster.seek(at);
    expect(readDisk(cluster, `${HOSTED}/${volumeOf(cluster, 'data')?.metadata.name}`)?.bytes).toBe(1024 ** 3);
    expect(volumeOf(cluster, 'data')?.spec.capacity).toEqual({ storage: '1Gi' });
  });
});
