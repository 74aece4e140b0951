import type { KubeObject } from '../../api/meta.js';
import type { SurvivalKind } from '../types.js';

/** Where the file of the experiment is: the container, the path it sees, and what it is. */
export const CONTAINER = 'app';
export const FILE = '/data/note.txt';
export const TEXT = 'remember me';
/** The label of the workload's pods. */
export const APP = 'survivor';

type Fields = Readonly<Record<string, unknown>>;

function object(apiVersion: string, kind: string, metadata: Fields, rest: Fields): KubeObject {
  // Admission completes what a manifest leaves open; the cast says so.
  return { apiVersion, kind, metadata, ...rest } as unknown as KubeObject;
}

function template(volumes: readonly Fields[]): Fields {
  const volumeMounts = [{ name: 'data', mountPath: '/data' }];
  return {
    metadata: { labels: { app: APP } },
    spec: { containers: [{ name: CONTAINER, image: 'busybox:1.37', volumeMounts }], volumes },
  };
}

/** One pod of a Deployment with this volume. */
function deployment(volume: Fields): KubeObject {
  return object(
    'apps/v1',
    'Deployment',
    { name: APP, namespace: 'default' },
    {
      spec: {
        replicas: 1,
        strategy: { type: 'Recreate' },
        selector: { matchLabels: { app: APP } },
        template: template([{ name: 'data', ...volume }]),
      },
    },
  );
}

const CLAIM = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const OF_CLAIM: Fields = { persistentVolumeClaim: { claimName: APP } };

function claim(storageClassName: string): KubeObject {
  return object(
    'v1',
    'PersistentVolumeClaim',
    { name: APP, namespace: 'default' },
    { spec: { ...CLAIM, storageClassName } },
  );
}

function storageClass(reclaimPolicy: 'Retain' | 'Delete'): KubeObject {
  return object(
    'storage.k8s.io/v1',
    'StorageClass',
    { name: 'standard' },
    { provisioner: 'pd.csi.storage.gke.io', reclaimPolicy, volumeBindingMode: 'WaitForFirstConsumer' },
  );
}

function localVolume(node: string): readonly KubeObject[] {
  const values = [node];
  const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'In', values }];
  const spec = {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteOnce'],
    persistentVolumeReclaimPolicy: 'Retain',
    storageClassName: 'local',
    local: { path: '/mnt/disks/ssd1' },
    nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } },
  };
  return [
    object(
      'storage.k8s.io/v1',
      'StorageClass',
      { name: 'local' },
      { provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'WaitForFirstConsumer' },
    ),
    object('v1', 'PersistentVolume', { name: 'local-1' }, { spec }),
    claim('local'),
    deployment(OF_CLAIM),
  ];
}

function statefulSet(): KubeObject {
  const claimTemplate = { metadata: { name: 'data' }, spec: { ...CLAIM, storageClassName: 'standard' } };
  return object(
    'apps/v1',
    'StatefulSet',
    { name: APP, namespace: 'default' },
    {
      spec: {
        serviceName: APP,
        replicas: 1,
        selector: { matchLabels: { app: APP } },
        template: template([]),
        volumeClaimTemplates: [claimTemplate],
      },
    },
  );
}

/** The manifests of an experiment: one pod of a workload, with one volume of this kind. `node` is where a local volume is. */
export function manifestsOf(kind: SurvivalKind, node: string): readonly KubeObject[] {
  switch (kind) {
    case 'emptyDir':
      return [deployment({ emptyDir: {} })];
    case 'emptyDirMemory':
      return [deployment({ emptyDir: { medium: 'Memory' } })];
    case 'hostPath':
      return [deployment({ hostPath: { path: '/srv/data', type: 'DirectoryOrCreate' } })];
    case 'configMap':
      return [
        object('v1', 'ConfigMap', { name: APP, namespace: 'default' }, { data: { 'note.txt': TEXT } }),
        deployment({ configMap: { name: APP } }),
      ];
    case 'ephemeral':
      return [
        storageClass('Delete'),
        deployment({ ephemeral: { volumeClaimTemplate: { spec: { ...CLAIM, storageClassName: 'standard' } } } }),
      ];
    case 'local':
      return localVolume(node);
    case 'networkDiskRetain':
      return [storageClass('Retain'), claim('standard'), deployment(OF_CLAIM)];
    case 'networkDiskDelete':
      return [storageClass('Delete'), claim('standard'), deployment(OF_CLAIM)];
    case 'nfs':
      return [deployment({ nfs: { server: 'nfs.example.com', path: '/exports/data' } })];
    case 'gcePersistentDisk':
      return [deployment({ gcePersistentDisk: { pdName: 'my-data-disk', fsType: 'ext4' } })];
    case 'statefulSet':
      return [storageClass('Delete'), statefulSet()];
  }
}
