import type {
  CSIDriver,
  Disk,
  Mount,
  Node,
  ObjectKey,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodVolume,
  StorageClass,
  VolumeAttachment,
  VolumeFile,
} from '../../core/index.js';
import { aNode, aPod, type PodParts } from './objects.js';

/** Finished storage objects for tests: no controller runs, so every status is written by hand. */
export const GCE = 'pd.csi.storage.gke.io';

function inZone(node: Node, zone: string): Node {
  const labels = { ...node.metadata.labels, 'topology.kubernetes.io/zone': zone };
  return { ...node, metadata: { ...node.metadata, labels } };
}

/** A control plane and two workers in two zones. */
export function threeNodes(): Node[] {
  return [
    inZone(aNode('control-plane', 0, { controlPlane: true }), 'zone-a'),
    inZone(aNode('worker-1', 1), 'zone-a'),
    inZone(aNode('worker-2', 2), 'zone-b'),
  ];
}

export function aVolume(
  name: string,
  parts: Partial<PersistentVolume['spec']> & { phase?: PersistentVolume['status']['phase']; by?: string } = {},
): PersistentVolume {
  const { phase = 'Available', by, ...spec } = parts;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name,
      uid: `uid-${name}`,
      ...(by !== undefined && { annotations: { 'pv.kubernetes.io/provisioned-by': by } }),
    },
    spec: {
      capacity: { storage: '10Gi' },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      ...(spec.nfs || spec.local || spec.hostPath || spec.csi ? {} : { gcePersistentDisk: { pdName: name } }),
      ...spec,
    },
    status: { phase },
  };
}

export function aClaim(
  name: string,
  parts: Partial<PersistentVolumeClaim['spec']> & {
    phase?: PersistentVolumeClaim['status']['phase'];
    namespace?: string;
  } = {},
): PersistentVolumeClaim {
  const { phase = 'Pending', namespace = 'default', ...spec } = parts;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace, uid: `uid-${namespace}-${name}` },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '8Gi' } }, ...spec },
    status: { phase },
  };
}

export function aClass(name: string, parts: Partial<StorageClass> = {}): StorageClass {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, uid: `uid-${name}` },
    provisioner: GCE,
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
    ...parts,
  };
}

export function aDriver(name = GCE): CSIDriver {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSIDriver',
    metadata: { name, uid: `uid-${name}` },
    spec: { attachRequired: true },
  };
}

export function anAttachment(volume: string, node: string, attached: boolean): VolumeAttachment {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: { name: `csi-${node}-${volume}`, uid: `uid-${node}-${volume}` },
    spec: { attacher: GCE, nodeName: node, source: { persistentVolumeName: volume } },
    status: { attached },
  };
}

export interface StoringPodParts extends PodParts {
  /** By the name of each volume: its source, and where it is mounted. */
  readonly volumes: Readonly<Record<string, readonly [path: string, source: Omit<PodVolume, 'name'>]>>;
}

export function aStoringPod(name: string, node: string | undefined, { volumes, ...parts }: StoringPodParts): Pod {
  const pod = aPod(name, node, parts);
  const entries = Object.entries(volumes);
  return {
    ...pod,
    metadata: { ...pod.metadata, uid: `uid-${name}-${node ?? ''}` },
    spec: {
      ...pod.spec,
      containers: pod.spec.containers.map((container) => ({
        ...container,
        volumeMounts: entries.map(([volume, [mountPath]]) => ({ name: volume, mountPath })),
      })),
      volumes: entries.map(([volume, [, source]]) => ({ name: volume, ...source })),
    },
  };
}

export function claimed(claimName: string): Omit<PodVolume, 'name'> {
  return { persistentVolumeClaim: { claimName } };
}

export function aFile(path: string, by: string, t: number): VolumeFile {
  return { id: `${path}@${t}`, path, text: 'text', bytes: 4, by: by as ObjectKey, t };
}

/** Memory entries: a disk, a mount, a staging. */
export function diskMemory(disk: Disk): Record<string, unknown> {
  return { [`disk/${disk.id}`]: disk };
}

export function mountMemory(pod: Pod, name: string, disk: string): Record<string, unknown> {
  const node = pod.spec.nodeName ?? '';
  const uid = pod.metadata.uid ?? '';
  const mount: Mount = { pod: `Pod/default/${pod.metadata.name}` as ObjectKey, uid, node, name, disk, readOnly: false };
  return { [`mount/${node}/${uid}/${name}`]: mount };
}

export function stageMemory(node: string, disk: string): Record<string, unknown> {
  return { [`stage/${node}/${disk}`]: { node, disk } };
}
