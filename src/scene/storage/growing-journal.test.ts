import { expect, it } from 'vitest';
import { createCluster, volumeStory, type KubeObject, type ObjectKey } from '../../core/index.js';
import type { Scene } from '../types.js';
import { buildStorageScene } from './build.js';

const labels = { app: 'web' };
const SET = [
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    provisioner: 'pd.csi.storage.gke.io',
    volumeBindingMode: 'WaitForFirstConsumer',
  },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      serviceName: 'web',
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: 'app', image: 'nginx', volumeMounts: [{ name: 'www', mountPath: '/www' }] }],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'www' },
          spec: {
            storageClassName: 'fast',
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    },
  },
] as unknown as readonly KubeObject[];
const WEB = 'StatefulSet/default/web' as ObjectKey;

it('a scene that follows another shows what a fresh one shows, also where a pod comes back under its old name', () => {
  const cluster = createCluster();
  let previous: Scene | undefined;
  const look = (): void => {
    const { journal, at } = cluster;
    const story = volumeStory(journal);
    const fresh = buildStorageScene(cluster, story, { journal, at });
    previous = buildStorageScene(cluster, story, { journal, at, ...(previous && { previous }) });
    expect(previous).toEqual(fresh);
  };
  cluster.apply(SET);
  cluster.settle();
  look();
  for (const replicas of [1, 2, 0, 2]) {
    cluster.act({ type: 'scale', workload: WEB, replicas });
    cluster.settle();
    look();
  }
  expect(previous?.nodes.filter(({ kind, absent }) => kind === 'pod' && absent !== true)).toHaveLength(2);
});
