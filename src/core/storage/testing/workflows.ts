import type { KubeObject } from '../../api/meta.js';
import type { Cluster } from '../../cluster/cluster.js';
import { DEFAULT_SETTINGS } from '../../cluster/settings.js';
import type { Action, ClusterSettings } from '../../cluster/types.js';
import { objectKey } from '../../api/key.js';
import { aClaim, aClass, aPodWith, aVolume, byDefault, key, PD } from './manifests.js';

/** One of the ways a volume goes, from manifests to what a person does with it. Each part is run until the cluster is quiet. */
export interface Workflow {
  readonly name: string;
  readonly settings?: ClusterSettings;
  readonly parts: readonly (readonly KubeObject[] | Action)[];
}

/** Runs a workflow on a booted cluster. Throws what the API server refused. */
export function run(cluster: Cluster, { parts }: Workflow): void {
  for (const part of parts) {
    const { refusals } = 'type' in part ? cluster.act(part) : cluster.apply(part);
    if (refusals[0]) throw new Error(refusals[0].message);
    cluster.settle();
  }
}

const DISK = { csi: { driver: PD, volumeHandle: 'projects/p/zones/zone-a/disks/mongodb' }, nfs: undefined };
const BY_HAND = { storageClassName: '' };
const ONE_ZONE: ClusterSettings = {
  ...DEFAULT_SETTINGS,
  nodes: DEFAULT_SETTINGS.nodes.map((node) => ({ ...node, zone: 'zone-a' })),
};

const write = (pod: string, path: string, text: string): Action => ({
  type: 'write-file',
  pod: key.pod(pod),
  container: 'app',
  path,
  text,
});
const endOf = (pod: string, claim: string): readonly Action[] => [
  { type: 'delete-pod', pod: key.pod(pod) },
  { type: 'delete-claim', claim: key.claim(claim) },
];

const staticOnes = [
  aVolume('mongodb-pv', { ...BY_HAND, ...DISK, persistentVolumeReclaimPolicy: 'Retain' }),
  aClaim('mongodb', BY_HAND),
  aPodWith('mongodb', ['mongodb']),
];

function deploymentOf(claim: string, replicas: number): KubeObject {
  const labels = { app: 'web' };
  const spread = { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...(aPodWith('web', [claim]) as unknown as { spec: object }).spec,
          topologySpreadConstraints: [{ ...spread, labelSelector: { matchLabels: labels } }],
        },
      },
    },
  } as unknown as KubeObject;
}

function statefulSet(claimClass: string, retention?: object): KubeObject {
  const labels = { app: 'db' };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'default' },
    spec: {
      replicas: 2,
      serviceName: 'db',
      selector: { matchLabels: labels },
      ...(retention ? { persistentVolumeClaimRetentionPolicy: retention } : {}),
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: 'app', image: 'postgres', volumeMounts: [{ name: 'data', mountPath: '/data/data' }] }],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            storageClassName: claimClass,
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    },
  } as unknown as KubeObject;
}

const localDisk = aVolume('ssd', {
  storageClassName: 'local-ssd',
  persistentVolumeReclaimPolicy: 'Retain',
  nfs: undefined,
  local: { path: '/mnt/disks/ssd' },
  nodeAffinity: {
    required: {
      nodeSelectorTerms: [
        { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['worker-2'] }] },
      ],
    },
  },
});
const waiting = aClass('fast', PD, { volumeBindingMode: 'WaitForFirstConsumer' });
const db = objectKey('StatefulSet', 'default', 'db');
const downAndUp: readonly Action[] = [
  write('db-1', '/data/data/who', 'db-1'),
  { type: 'scale', workload: db, replicas: 1 },
  { type: 'scale', workload: db, replicas: 2 },
];

export const WORKFLOWS: readonly Workflow[] = [
  {
    name: 'static',
    parts: [staticOnes, write('mongodb', '/data/mongodb/users', 'alice'), ...endOf('mongodb', 'mongodb')],
  },
  {
    name: 'dynamic, Immediate',
    parts: [
      [aClass('fast', PD), aClaim('data', { storageClassName: 'fast' }), aPodWith('app', ['data'])],
      ...endOf('app', 'data'),
    ],
  },
  {
    name: 'dynamic, WaitForFirstConsumer',
    parts: [
      [waiting, aClaim('data', { storageClassName: 'fast' })],
      [waiting, aClaim('data', { storageClassName: 'fast' }), aPodWith('app', ['data'])],
    ],
  },
  {
    name: 'reclaim under Recycle',
    parts: [
      [
        aVolume('share', { ...BY_HAND, persistentVolumeReclaimPolicy: 'Recycle' }),
        aClaim('data', BY_HAND),
        aPodWith('app', ['data']),
      ],
      write('app', '/data/data/old', 'to be wiped'),
      ...endOf('app', 'data'),
    ],
  },
  {
    name: 'Released to reuse by clearing claimRef',
    parts: [
      staticOnes,
      write('mongodb', '/data/mongodb/users', 'alice'),
      ...endOf('mongodb', 'mongodb'),
      [...staticOnes, aClaim('next', BY_HAND), aPodWith('next', ['next'])],
      { type: 'clear-claim-ref', volume: key.volume('mongodb-pv') },
    ],
  },
  {
    name: 'multi-attach',
    settings: ONE_ZONE,
    parts: [[waiting, aClaim('data', { storageClassName: 'fast' }), deploymentOf('data', 2)]],
  },
  {
    name: 'a local volume and a dead node',
    parts: [
      [
        aClass('local-ssd', 'kubernetes.io/no-provisioner', { volumeBindingMode: 'WaitForFirstConsumer' }),
        localDisk,
        statefulSetOfOne(),
      ],
      write('db-0', '/data/data/rows', 'some'),
      { type: 'fail-node', node: 'worker-2' },
      { type: 'out-of-service', node: 'worker-2', on: true },
      { type: 'out-of-service', node: 'worker-2', on: false },
      { type: 'heal-node', node: 'worker-2' },
    ],
  },
  { name: 'StatefulSet down and up, whenScaled Retain', parts: [[waiting, statefulSet('fast')], ...downAndUp] },
  {
    name: 'StatefulSet down and up, whenScaled Delete',
    parts: [[waiting, statefulSet('fast', { whenScaled: 'Delete', whenDeleted: 'Retain' })], ...downAndUp],
  },
  {
    name: 'retroactive default class',
    parts: [
      [aClaim('undecided'), aClaim('none-please', BY_HAND)],
      [aClaim('undecided'), aClaim('none-please', BY_HAND), aClass('standard', PD, {}, byDefault)],
    ],
  },
];

function statefulSetOfOne(): KubeObject {
  const set = statefulSet('local-ssd') as unknown as { spec: object };
  return { ...set, spec: { ...set.spec, replicas: 1 } } as unknown as KubeObject;
}
