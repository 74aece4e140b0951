import { describe, expect, test } from 'vitest';
import type { Pod } from '../../api/pod.js';
import {
  aClaim,
  aClass,
  aDriver,
  aPodWith,
  aVolume,
  apply,
  byDefault,
  claimNamed,
  clusterWith,
  codes,
  HOSTED,
  key,
} from '../testing/manifests.js';

const disk = aVolume('disk');
const data = aClaim('data', { storageClassName: '' });

describe('a claim that is deleted', () => {
  test('goes at once when no pod uses it', () => {
    const cluster = clusterWith(disk, data);
    expect(claimNamed(cluster, 'data')?.metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
    apply(cluster, disk);
    expect(claimNamed(cluster, 'data')).toBeUndefined();
    expect(codes(cluster.journal, 'storage.protection.')).toEqual(['claimFreed']);
  });

  test('stays while a pod uses it, says which, and goes with the pod', () => {
    const cluster = clusterWith(disk, data, aPodWith('app', ['data']));
    const { length } = cluster.journal;
    cluster.act({ type: 'delete-claim', claim: key.claim('data') });
    cluster.settle();
    expect(claimNamed(cluster, 'data')?.metadata.deletionTimestamp).toBeDefined();
    expect(cluster.get<Pod>(key.pod('app'))?.status.phase).toBe('Running');
    const kept = cluster.journal.slice(length).filter((step) => step.by === 'pvc-protection-controller');
    expect(kept.map(({ why, cause }) => [why.params, cause.object, cause.field.join('.')])).toEqual([
      [{ claim: 'data', pod: 'app' }, key.pod('app'), 'spec.volumes.0.persistentVolumeClaim.claimName'],
    ]);
    cluster.act({ type: 'delete-pod', pod: key.pod('app') });
    cluster.settle();
    expect(claimNamed(cluster, 'data')).toBeUndefined();
  });

  test('waits for every pod that uses it', () => {
    const cluster = clusterWith(disk, data, aPodWith('a', ['data']), aPodWith('b', ['data']));
    cluster.act({ type: 'delete-claim', claim: key.claim('data') });
    cluster.settle();
    for (const name of ['a', 'b']) {
      expect(claimNamed(cluster, 'data')).toBeDefined();
      cluster.act({ type: 'delete-pod', pod: key.pod(name) });
      cluster.settle();
    }
    expect(claimNamed(cluster, 'data')).toBeUndefined();
    expect(codes(cluster.journal, 'storage.protection.')).toEqual(['claimKept', 'claimKept', 'claimFreed']);
  });

  test('is not held by a pod that no node was found for', () => {
    const pod = aPodWith('app', ['data'], { nodeSelector: { no: 'where' } });
    const cluster = clusterWith(disk, data, pod);
    cluster.act({ type: 'delete-claim', claim: key.claim('data') });
    cluster.settle();
    expect(claimNamed(cluster, 'data')).toBeUndefined();
  });
});

describe('a volume that is deleted', () => {
  test('goes at once when no claim is bound to it', () => {
    const cluster = clusterWith(disk);
    apply(cluster);
    expect(cluster.list('PersistentVolume')).toEqual([]);
  });

  test('stays while its claim does', () => {
    const cluster = clusterWith(disk, data);
    apply(cluster, data);
    expect(cluster.get(key.volume('disk'))?.metadata.deletionTimestamp).toBeDefined();
    expect(claimNamed(cluster, 'data')?.status.phase).toBe('Bound');
    apply(cluster);
    expect(cluster.list('PersistentVolume')).toEqual([]);
    expect(codes(cluster.journal, 'storage.protection.')).toEqual(['volumeKept', 'claimFreed', 'volumeFreed']);
  });
});

test('a manifest that is applied again leaves the protection alone', () => {
  const cluster = clusterWith(disk, data);
  apply(cluster, disk, aClaim('data', { storageClassName: '' }, { labels: { app: 'shop' } }));
  expect(claimNamed(cluster, 'data')).toMatchObject({
    metadata: { labels: { app: 'shop' }, finalizers: ['kubernetes.io/pvc-protection'] },
    spec: { volumeName: 'disk' },
    status: { phase: 'Bound', capacity: { storage: '1Gi' } },
  });
});

describe('a claim without a class', () => {
  const named = (spec: object) => {
    const cluster = clusterWith(
      aDriver(HOSTED),
      aClass('plain', HOSTED),
      aClass('standard', HOSTED, {}, byDefault),
      aClaim('data', spec as Record<string, unknown>),
    );
    return claimNamed(cluster, 'data')?.spec.storageClassName;
  };
  test.each([
    ['gets the default one when it is created', {}, 'standard'],
    ['gets none when it says that it wants none', { storageClassName: '' }, ''],
    ['keeps the one it names', { storageClassName: 'plain' }, 'plain'],
  ])('%s', (_, spec, expected) => {
    expect(named(spec)).toBe(expected);
  });

  test('gets the newest of two defaults, and the first by name of two that are as new', () => {
    const [old, b, a] = ['old', 'new-b', 'new-a'].map((name) => aClass(name, HOSTED, {}, byDefault));
    if (!old || !a || !b) throw new Error('three classes');
    // Objects carry whole seconds: a pod that starts lets some pass.
    const first = [old, aClaim('first'), aPodWith('slow', [])];
    const cluster = clusterWith(...first);
    apply(cluster, ...first, b, a, aClaim('second'));
    expect(['first', 'second'].map((name) => claimNamed(cluster, name)?.spec.storageClassName)).toEqual([
      'old',
      'new-a',
    ]);
  });

  test('keeps the class that it was given when its manifest is applied again', () => {
    const classes = [aDriver(HOSTED), aClass('standard', HOSTED, {}, byDefault)];
    const cluster = clusterWith(...classes, aClaim('data'));
    expect(apply(cluster, ...classes, aClaim('data', {}, { labels: { app: 'shop' } }))).toEqual([]);
    expect(claimNamed(cluster, 'data')?.spec.storageClassName).toBe('standard');
  });
});
