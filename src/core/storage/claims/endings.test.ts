import { describe, expect, test } from 'vitest';
import { objectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import {
  aClaim,
  aClass,
  aDriver,
  aPodWith,
  apply,
  clusterWith,
  events,
  HOSTED,
  key,
  volumeOf,
} from '../testing/manifests.js';

const installed = [aDriver(HOSTED), aClass('fast', HOSTED)];
const fast = { storageClassName: 'fast' };
const shop: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const inShop = { namespace: 'shop' };

function aStatefulSet(metadata: Record<string, unknown> = {}): KubeObject {
  const container = { name: 'app', image: 'nginx:1.27', volumeMounts: [{ name: 'www', mountPath: '/www' }] };
  const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...fast };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'default', ...metadata },
    spec: {
      replicas: 2,
      serviceName: 'web',
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } },
      volumeClaimTemplates: [{ metadata: { name: 'www' }, spec: claim }],
    },
  } as unknown as KubeObject;
}

describe('a namespace that is deleted', () => {
  test('takes pods, claims and what was provisioned for them along, and nothing is left', () => {
    const content = [aClaim('data', fast, inShop), aPodWith('app', ['data'], {}, inShop), aStatefulSet(inShop)];
    const cluster = clusterWith(...installed, shop, ...content);
    expect(cluster.list('PersistentVolumeClaim', 'shop')).toHaveLength(3);
    cluster.act({ type: 'delete-object', object: objectKey('Namespace', undefined, 'shop') });
    expect(cluster.settle().quiet).toBe(true);
    const left = cluster.keys().filter((one) => one.includes('/shop') || one.startsWith('PersistentVolume'));
    expect(left).toEqual([]);
    expect(cluster.recalled('disk/').filter((memory) => cluster.recall(memory) !== undefined)).toEqual([]);
  });

  test('is kept by a claim that somebody holds with a finalizer, until they let go', () => {
    const held = aClaim('data', fast, { ...inShop, finalizers: ['example.com/backup'] });
    const cluster = clusterWith(...installed, shop, held);
    apply(cluster, ...installed);
    expect(cluster.get(objectKey('Namespace', undefined, 'shop'))).toMatchObject({ status: { phase: 'Terminating' } });
    const claim = cluster.get(objectKey('PersistentVolumeClaim', 'shop', 'data'));
    expect(claim?.metadata.finalizers).toEqual(['example.com/backup']);
  });
});

describe('a StatefulSet that is deleted', () => {
  const web = objectKey('StatefulSet', 'default', 'web');
  const pods = (cluster: ReturnType<typeof clusterWith>) => cluster.list<Pod>('Pod', 'default');

  test('takes its pods along and leaves its claims, bound as they are', () => {
    const cluster = clusterWith(...installed, aStatefulSet());
    cluster.act({ type: 'delete-object', object: web });
    expect(cluster.settle().quiet).toBe(true);
    expect(pods(cluster)).toEqual([]);
    expect(cluster.list('PersistentVolumeClaim')).toMatchObject([
      { status: { phase: 'Bound' } },
      { status: { phase: 'Bound' } },
    ]);
  });

  test('leaves its pods as well when they are orphaned, and takes them back when it returns', () => {
    const cluster = clusterWith(...installed, aStatefulSet());
    const uids = pods(cluster).map((pod) => pod.metadata.uid);
    cluster.act({ type: 'delete-object', object: web, orphan: true });
    expect(cluster.settle().quiet).toBe(true);
    expect(cluster.get(web)).toBeUndefined();
    expect(pods(cluster).map((pod) => [pod.metadata.uid, pod.metadata.ownerReferences])).toEqual(
      uids.map((uid) => [uid, undefined]),
    );
    apply(cluster, ...installed, aStatefulSet({ labels: { back: 'yes' } }));
    expect(pods(cluster).map((pod) => pod.metadata.uid)).toEqual(uids);
    expect(pods(cluster)[0]?.metadata.ownerReferences?.[0]?.name).toBe('web');
  });
});

test('a disk that is attached to a dead node is deleted when it is detached, and not before', () => {
  const data = aClaim('data', fast);
  const cluster = clusterWith(...installed, data, aPodWith('app', ['data']));
  const node = cluster.get<Pod>(key.pod('app'))?.spec.nodeName ?? '';
  const volume = volumeOf(cluster, 'data')?.metadata.name ?? '';
  cluster.act({ type: 'fail-node', node });
  cluster.act({ type: 'delete-claim', claim: key.claim('data') });
  cluster.act({ type: 'delete-pod', pod: key.pod('app'), force: true });
  expect(cluster.settle().quiet).toBe(true);
  expect(events(cluster.journal, key.volume(volume))).toEqual([
    `VolumeFailedDelete: persistentvolume ${volume} is still attached to node ${node}`,
  ]);
  const [said, gone] = ['storage.provision.stillAttached', 'storage.provision.deleted'].map(
    (code) => cluster.journal.find((step) => step.why.code === code)?.t ?? NaN,
  ) as [number, number];
  expect(gone - said).toBeGreaterThan(6 * 60_000);
  expect(cluster.get(key.volume(volume))).toBeUndefined();
});

test('a generic ephemeral volume goes with its pod, disk and all', () => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...fast };
  const volumes = [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { spec } } }];
  const cluster = clusterWith(...installed, aPodWith('app', [], { volumes }));
  expect(volumeOf(cluster, 'app-scratch')?.status.phase).toBe('Bound');
  cluster.act({ type: 'delete-pod', pod: key.pod('app') });
  expect(cluster.settle().quiet).toBe(true);
  expect(cluster.keys().filter((one) => one.startsWith('PersistentVolume'))).toEqual([]);
  expect(cluster.recalled('disk/').filter((memory) => cluster.recall(memory) !== undefined)).toEqual([]);
});
