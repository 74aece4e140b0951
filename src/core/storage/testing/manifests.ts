import { objectKey, type ObjectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import type { Cluster } from '../../cluster/cluster.js';
import { DEFAULT_SETTINGS } from '../../cluster/settings.js';
import type { ClusterSettings, Step } from '../../cluster/types.js';
import { createCluster } from '../../create-cluster.js';

type Fields = Readonly<Record<string, unknown>>;

/** Manifests as a learner writes them: nothing defaulted. The cast says that admission completes them. */
function manifest(apiVersion: string, kind: string, metadata: Fields, rest: Fields): KubeObject {
  return { apiVersion, kind, metadata, ...rest } as unknown as KubeObject;
}

/** A driver of ours with zones, and one that nothing is known of. */
export const PD = 'pd.csi.storage.gke.io';
export const HOSTED = 'csi.example.com';

/** Stands for the installation of a CSI driver. */
export function aDriver(name: string, spec: Fields = {}): KubeObject {
  return manifest('storage.k8s.io/v1', 'CSIDriver', { name }, { spec });
}

export function aClass(name: string, provisioner: string, fields: Fields = {}, metadata: Fields = {}): KubeObject {
  return manifest('storage.k8s.io/v1', 'StorageClass', { name, ...metadata }, { provisioner, ...fields });
}

/** The metadata of a default class. */
export const byDefault: Fields = { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } };

export function aClaim(name: string, spec: Fields = {}, metadata: Fields = {}): KubeObject {
  const { storage = '1Gi', ...others } = spec;
  return manifest(
    'v1',
    'PersistentVolumeClaim',
    { name, namespace: 'default', ...metadata },
    { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...others } },
  );
}

/** A volume of an admin's making: a directory of a disk server unless `spec` says otherwise. */
export function aVolume(name: string, spec: Fields = {}, metadata: Fields = {}): KubeObject {
  const { storage = '1Gi', ...others } = spec;
  const source = { nfs: { server: 'nfs.example.com', path: `/exports/${name}` } };
  return manifest(
    'v1',
    'PersistentVolume',
    { name, ...metadata },
    { spec: { accessModes: ['ReadWriteOnce'], capacity: { storage }, ...source, ...others } },
  );
}

/** A pod that sees these claims at `/data/<claim>`. */
export function aPodWith(
  name: string,
  claims: readonly string[],
  spec: Fields = {},
  metadata: Fields = {},
): KubeObject {
  const volumes = claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } }));
  const volumeMounts = claims.map((claim) => ({ name: claim, mountPath: `/data/${claim}` }));
  const containers = [{ name: 'app', image: 'nginx:1.27', volumeMounts }];
  return manifest('v1', 'Pod', { name, namespace: 'default', ...metadata }, { spec: { containers, volumes, ...spec } });
}

export const key = {
  claim: (name: string, namespace = 'default'): ObjectKey => objectKey('PersistentVolumeClaim', namespace, name),
  volume: (name: string): ObjectKey => objectKey('PersistentVolume', undefined, name),
  class: (name: string): ObjectKey => objectKey('StorageClass', undefined, name),
  pod: (name: string, namespace = 'default'): ObjectKey => objectKey('Pod', namespace, name),
};

/** A booted cluster with everything in it, these manifests applied and settled. */
export function clusterWith(...objects: readonly KubeObject[]): Cluster {
  return clusterOf(DEFAULT_SETTINGS, ...objects);
}

export function clusterOf(settings: ClusterSettings, ...objects: readonly KubeObject[]): Cluster {
  const cluster = createCluster(settings);
  apply(cluster, ...objects);
  return cluster;
}

/** Applies and settles. Gives why the API server refused something, and fails a cluster that never comes to rest. */
export function apply(cluster: Cluster, ...objects: readonly KubeObject[]): readonly string[] {
  const { refusals } = cluster.apply(objects);
  if (!cluster.settle().quiet) throw new Error('the cluster never comes to rest');
  return refusals.map((one) => one.message);
}

export function claimNamed(cluster: Cluster, name: string): PersistentVolumeClaim | undefined {
  return cluster.get<PersistentVolumeClaim>(key.claim(name));
}

/** The volume a claim is bound to. */
export function volumeOf(cluster: Cluster, claim: string): PersistentVolume | undefined {
  const name = claimNamed(cluster, claim)?.spec.volumeName;
  return name === undefined ? undefined : cluster.get<PersistentVolume>(key.volume(name));
}

/** The Events of the journal about an object (or all), as `kubectl describe` would list them: reason and message. */
export function events(steps: readonly Step[], about?: ObjectKey): readonly string[] {
  return steps.flatMap(({ event }) =>
    event && (about === undefined || event.object === about) ? [`${event.reason}: ${event.message}`] : [],
  );
}

/** The codes of the steps whose code begins so, in order. */
export function codes(steps: readonly Step[], prefix: string): readonly string[] {
  return steps.flatMap(({ why }) => (why.code.startsWith(prefix) ? [why.code.slice(prefix.length)] : []));
}
