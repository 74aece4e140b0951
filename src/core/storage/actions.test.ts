import { describe, expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import type { PersistentVolume } from '../api/storage.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Action } from '../cluster/types.js';
import { causeless } from './testing/causes.js';
import {
  aClaim,
  aClass,
  aDriver,
  aPodWith,
  aVolume,
  claimNamed,
  clusterWith,
  HOSTED,
  key,
} from './testing/manifests.js';

function refusals(cluster: Cluster, action: Action): readonly string[] {
  return cluster.act(action).refusals.map(({ message }) => message);
}

const ofNone = { storageClassName: '' };

describe('what is not there is refused by name', () => {
  test.each<[Action, string]>([
    [{ type: 'delete-claim', claim: key.claim('x') }, 'persistentvolumeclaims "x" not found'],
    [{ type: 'delete-volume', volume: key.volume('x') }, 'persistentvolumes "x" not found'],
    [{ type: 'clear-claim-ref', volume: key.volume('x') }, 'persistentvolumes "x" not found'],
    [{ type: 'expand-claim', claim: key.claim('x'), storage: '2Gi' }, 'persistentvolumeclaims "x" not found'],
    [
      { type: 'detach', attachment: objectKey('VolumeAttachment', undefined, 'x') },
      'volumeattachments.storage.k8s.io "x" not found',
    ],
    [{ type: 'out-of-service', node: 'x', on: true }, 'nodes "x" not found'],
    [
      { type: 'scale', workload: objectKey('StatefulSet', 'default', 'x'), replicas: 1 },
      'statefulsets.apps "x" not found',
    ],
    [{ type: 'delete-object', object: objectKey('StatefulSet', 'default', 'x') }, 'statefulsets.apps "x" not found'],
    [
      { type: 'delete-object', object: objectKey('Namespace', undefined, 'default') },
      'namespaces "default" is forbidden: this namespace may not be deleted',
    ],
  ])('%j', (action, message) => {
    const cluster = clusterWith();
    expect(refusals(cluster, action)).toEqual([message]);
    expect(cluster.journal).toEqual([]);
  });
});

describe('claimRef', () => {
  const released = () => {
    const cluster = clusterWith(aVolume('v'), aClaim('a', ofNone));
    cluster.act({ type: 'delete-claim', claim: key.claim('a') });
    cluster.settle();
    return cluster;
  };
  const phase = (cluster: Cluster) => cluster.get<PersistentVolume>(key.volume('v'))?.status.phase;

  test('taken from a Released volume lets it be found again', () => {
    const cluster = released();
    expect(phase(cluster)).toBe('Released');
    expect(refusals(cluster, { type: 'clear-claim-ref', volume: key.volume('v') })).toEqual([]);
    cluster.settle();
    expect(phase(cluster)).toBe('Available');
    expect(cluster.get<PersistentVolume>(key.volume('v'))?.spec).not.toHaveProperty('claimRef');
    cluster.apply([aVolume('v'), aClaim('b', ofNone)]);
    cluster.settle();
    expect(claimNamed(cluster, 'b')?.spec.volumeName).toBe('v');
    expect(causeless(cluster)).toEqual([]);
  });

  test('that is not there cannot be removed', () => {
    expect(refusals(clusterWith(aVolume('v')), { type: 'clear-claim-ref', volume: key.volume('v') })).toEqual([
      'The request is invalid: the server rejected our request due to an error in our request',
    ]);
  });
});

describe('growing', () => {
  const grow = (cluster: Cluster, storage: string) =>
    refusals(cluster, { type: 'expand-claim', claim: key.claim('a'), storage });
  const dynamic = (allowVolumeExpansion: boolean) =>
    clusterWith(
      aDriver(HOSTED),
      aClass('fast', HOSTED, { allowVolumeExpansion }),
      aClaim('a', { storageClassName: 'fast' }),
    );

  test('needs a class that allows it', () => {
    expect(grow(dynamic(false), '2Gi').join()).toMatch(
      /^persistentvolumeclaims "a" is forbidden: only dynamically provisioned pvc can be resized/,
    );
    expect(grow(dynamic(true), '2Gi')).toEqual([]);
  });

  test('never means less, and needs a quantity', () => {
    const cluster = dynamic(true);
    expect(grow(cluster, '512Mi').join()).toContain('field can not be less than');
    expect(grow(cluster, 'much').join()).toContain('quantities must match the regular expression');
    expect(claimNamed(cluster, 'a')?.spec.resources?.requests).toEqual({ storage: '1Gi' });
  });
});

test('a claim in use is Terminating until its pod has gone', () => {
  const cluster = clusterWith(aVolume('v'), aClaim('a', ofNone), aPodWith('p', ['a']));
  cluster.act({ type: 'delete-claim', claim: key.claim('a') });
  cluster.settle();
  expect(claimNamed(cluster, 'a')?.metadata.deletionTimestamp).toBeDefined();
  cluster.act({ type: 'delete-pod', pod: key.pod('p') });
  cluster.settle();
  expect(claimNamed(cluster, 'a')).toBeUndefined();
});
