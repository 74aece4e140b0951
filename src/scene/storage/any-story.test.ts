import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCluster, volumeStory, type Action, type KubeObject, type ObjectKey } from '../../core/index.js';
import { faultsOf } from '../testing/faults.js';
import { buildStorageTimeline } from '../timeline/storage.js';
import { buildStorageScene } from './build.js';

/** Manifests as a learner writes them; admission completes them. */
function manifest(apiVersion: string, kind: string, name: string, rest: object): KubeObject {
  const namespaced = !['PersistentVolume', 'StorageClass', 'CSIDriver'].includes(kind);
  return { apiVersion, kind, metadata: { name, ...(namespaced && { namespace: 'default' }) }, ...rest } as KubeObject;
}

const NAMES = ['a', 'b', 'mongodb-data-of-the-first-replica'] as const;
const name = fc.constantFrom(...NAMES);
const className = fc.constantFrom('', 'fast', 'slow', undefined);

const source = fc.oneof(
  name.map((claimName) => ({ persistentVolumeClaim: { claimName } })),
  fc.constantFrom(
    { emptyDir: {} },
    { emptyDir: { medium: 'Memory' } },
    { hostPath: { path: '/var/log/everything/that/happened', type: 'DirectoryOrCreate' } },
    { nfs: { server: 'files.example.com', path: '/exports/www' } },
    { gcePersistentDisk: { pdName: 'disk' } },
  ),
);

const pod = fc.record({ name, sources: fc.array(source, { maxLength: 3 }) }).map(({ name: own, sources }) =>
  manifest('v1', 'Pod', `pod-${own}`, {
    spec: {
      containers: [
        {
          name: 'app',
          image: 'nginx:1.27',
          volumeMounts: sources.map((_, index) => ({ name: `v${index}`, mountPath: `/data/${index}` })),
        },
      ],
      volumes: sources.map((one, index) => ({ name: `v${index}`, ...one })),
    },
  }),
);

const claim = fc.record({ name, storageClassName: className }).map(({ name: own, storageClassName }) =>
  manifest('v1', 'PersistentVolumeClaim', own, {
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
      ...(storageClassName !== undefined && { storageClassName }),
    },
  }),
);

const volume = fc
  .record({
    name,
    storageClassName: className,
    policy: fc.constantFrom('Retain', 'Delete', 'Recycle'),
    nfs: fc.boolean(),
  })
  .map(({ name: own, storageClassName = '', policy, nfs }) =>
    manifest('v1', 'PersistentVolume', `volume-${own}`, {
      spec: {
        accessModes: ['ReadWriteOnce', 'ReadWriteMany'],
        capacity: { storage: '5Gi' },
        persistentVolumeReclaimPolicy: policy,
        storageClassName,
        ...(nfs
          ? { nfs: { server: 'nfs.example.com', path: `/exports/${own}` } }
          : { csi: { driver: 'pd.csi.storage.gke.io', volumeHandle: `projects/p/zones/zone-a/disks/${own}` } }),
      },
    }),
  );

const storageClass = fc.constantFrom('Immediate', 'WaitForFirstConsumer').map((volumeBindingMode) =>
  manifest('storage.k8s.io/v1', 'StorageClass', volumeBindingMode === 'Immediate' ? 'fast' : 'slow', {
    provisioner: 'pd.csi.storage.gke.io',
    volumeBindingMode,
  }),
);

const objects = fc.array(fc.oneof(pod, pod, claim, claim, volume, storageClass), { maxLength: 9 });

const key = (kind: string, own: string): ObjectKey => `${kind}/default/${own}` as ObjectKey;
const action: fc.Arbitrary<Action> = fc.oneof(
  name.map((own) => ({ type: 'delete-pod' as const, pod: key('Pod', `pod-${own}`) })),
  name.map((own) => ({ type: 'delete-claim' as const, claim: key('PersistentVolumeClaim', own) })),
  name.map((own) => ({ type: 'clear-claim-ref' as const, volume: `PersistentVolume//volume-${own}` as ObjectKey })),
  fc
    .record({ own: name, path: fc.constantFrom('/data/0/users.txt', '/data/1/a', '/tmp/scratch') })
    .map(({ own, path }) => ({
      type: 'write-file' as const,
      pod: key('Pod', `pod-${own}`),
      container: 'app',
      path,
      text: 'text',
    })),
  fc.constantFrom('worker-1', 'worker-2').map((node) => ({ type: 'fail-node' as const, node })),
);

const lives = fc.record({
  manifests: fc.array(objects, { minLength: 1, maxLength: 2 }),
  actions: fc.array(action, { maxLength: 4 }),
});

/** A life of a cluster: manifests, what a person does, other manifests. */
function live({ manifests, actions }: { manifests: readonly (readonly KubeObject[])[]; actions: readonly Action[] }) {
  const cluster = createCluster();
  const unique = (list: readonly KubeObject[]) => [
    ...new Map(list.map((one) => [`${one.kind} ${one.metadata.name}`, one])).values(),
  ];
  manifests.forEach((list, index) => {
    cluster.apply(unique(list));
    cluster.settle();
    if (index > 0) return;
    for (const one of actions) {
      cluster.act(one);
      cluster.settle();
    }
  });
  return cluster;
}

describe.each(['wide', 'compact'] as const)('a %s Storage scene of any story', (profile) => {
  it('is without fault at every stop, keeps its places, and its timeline is one and the same', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const cluster = live(life);
        const { journal } = cluster;
        const story = volumeStory(journal);
        const places = new Map<string, string>();
        let told: unknown;
        for (const at of [0, ...story.map(({ step }) => step), journal.length]) {
          cluster.seek(at);
          const scene = buildStorageScene(cluster, story, { profile, journal, at });
          expect([at, ...faultsOf(scene)]).toEqual([at]);
          for (const { id, kind, box } of scene.nodes) {
            if (kind === 'pod' || id.startsWith('mount:')) continue;
            const place = JSON.stringify(box);
            expect([at, id, place]).toEqual([at, id, places.get(id) ?? place]);
            places.set(id, place);
          }
          const timeline = buildStorageTimeline(scene, story);
          told ??= timeline;
          expect(timeline).toEqual(told);
        }
      }),
      { numRuns: 40, seed: 11 },
    );
  });
});
