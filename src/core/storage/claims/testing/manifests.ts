import { objectKey, type ObjectKey } from '../../../api/key.js';
import type { KubeObject } from '../../../api/meta.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../api/storage.js';
import type { Cluster } from '../../../cluster/cluster.js';
import type { Step } from '../../../cluster/types.js';

type Fields = Readonly<Record<string, unknown>>;

interface VolumeFields extends Fields {
  readonly size?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
}

/** A volume as an administrator writes it: 1Gi, ReadWriteOnce, an nfs share, no class, Retain; fields of the spec go over that. */
export function aVolume(name: string, { size = '1Gi', labels, annotations, ...spec }: VolumeFields = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) },
    spec: {
      capacity: { storage: size },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      ...(hasSource(spec) ? {} : { nfs: { server: 'nfs.example', path: `/${name}` } }),
      ...spec,
    },
  } as KubeObject;
}

function hasSource(spec: Fields): boolean {
  return ['nfs', 'hostPath', 'local', 'csi', 'iscsi', 'gcePersistentDisk'].some((source) => spec[source] !== undefined);
}

/** A claim of `default`: 1Gi, ReadWriteOnce, and no class, so that nothing is provisioned for it. */
export function aClaim(name: string, { size = '1Gi', annotations, ...spec }: VolumeFields = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default', ...(annotations ? { annotations } : {}) },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: '',
      resources: { requests: { storage: size } },
      ...spec,
    },
  } as KubeObject;
}

export function aClass(name: string, fields: Fields = {}, isDefault = false): KubeObject {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, ...(isDefault ? { annotations } : {}) },
    provisioner: 'kubernetes.io/no-provisioner',
    ...fields,
  } as KubeObject;
}

/** A claim without `storageClassName`: a default class may still be given to it. */
export function aClaimWithoutClass(name: string): KubeObject {
  const claim = aClaim(name) as PersistentVolumeClaim;
  const { storageClassName: _, ...spec } = claim.spec;
  return { ...claim, spec } as KubeObject;
}

/** A pod that mounts a claim at /data. */
export function aPodWith(name: string, claimName: string, spec: Fields = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: name } },
    spec: {
      containers: [{ name: 'app', image: 'nginx:1.27', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
      ...spec,
    },
  } as unknown as KubeObject;
}

export const key = {
  claim: (name: string): ObjectKey => objectKey('PersistentVolumeClaim', 'default', name),
  volume: (name: string): ObjectKey => objectKey('PersistentVolume', undefined, name),
};

export function claim(cluster: Cluster, name: string): PersistentVolumeClaim {
  const found = cluster.get<PersistentVolumeClaim>(key.claim(name));
  if (!found) throw new Error(`no claim ${name}`);
  return found;
}

export function volume(cluster: Cluster, name: string): PersistentVolume {
  const found = cluster.get<PersistentVolume>(key.volume(name));
  if (!found) throw new Error(`no volume ${name}`);
  return found;
}

/** What kubectl would show of both: `claim/db Bound pv-1`, `pv/pv-1 Bound default/db`. */
export function states(cluster: Cluster): readonly string[] {
  const claims = cluster.list<PersistentVolumeClaim>('PersistentVolumeClaim').map(({ metadata, spec, status }) => {
    return ['claim/' + metadata.name, status.phase, spec.volumeName].filter(Boolean).join(' ');
  });
  const volumes = cluster.list<PersistentVolume>('PersistentVolume').map(({ metadata, spec, status }) => {
    const { claimRef } = spec;
    return ['pv/' + metadata.name, status.phase, claimRef && `${claimRef.namespace}/${claimRef.name}`]
      .filter(Boolean)
      .join(' ');
  });
  return [...claims, ...volumes];
}

/** What the controller did since a moment: its reasons and Events. */
export function story(journal: readonly Step[], from = 0): readonly string[] {
  return journal
    .slice(from)
    .filter(({ by }) => by === 'persistentvolume-controller')
    .map(({ why, event }) => {
      const code = why.code.replace('storage.binder.', '');
      return event ? `${code} · ${event.type} ${event.reason}: ${event.message}` : code;
    });
}
