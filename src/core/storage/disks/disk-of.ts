import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import { quantityOf, wholeValue } from '../../api/quantity.js';
import type { PersistentVolume } from '../../api/storage.js';
import type { PodVolume, VolumeSource } from '../../api/volume.js';
import { driverFacts, migrated, ZONE_LABEL, type CsiIdentity } from '../drivers.js';
import type { Disk } from '../types.js';

/** What a source says about the disk behind it, before the disk is there. */
export type DiskSpec = Omit<Disk, 'files'>;

/** The node's own directory of a pod's volume: `pkg/kubelet/kubelet_getters.go`, with the plugin's name escaped as there. */
function podVolumeDir(uid: string, plugin: string, name: string): string {
  return `/var/lib/kubelet/pods/${uid}/volumes/kubernetes.io~${plugin}/${name}`;
}

/**
 * The disk of a PersistentVolume. `node` is where it is used or would be: a hostPath volume is another directory on every node, so without
 * a node it has none.
 */
export function diskOfVolume(volume: PersistentVolume, node?: Node): DiskSpec | undefined {
  const { spec } = volume;
  const bytes = bytesOf(spec.capacity?.['storage']);
  if (spec.local) {
    const on = node?.metadata.name ?? nodeOfAffinity(volume);
    if (on === undefined) return undefined;
    return { ...directory(on, spec.local.path), kind: 'local', driver: 'kubernetes.io/local-volume' };
  }
  const identity = csiIdentityOf(volume);
  if (identity) return { ...csiDisk(identity, zoneOfAffinity(volume)), ...bytes };
  const disk = inTreeDisk(spec, node?.metadata.name);
  return disk && { ...disk, ...(disk.kind === 'host-path' ? {} : bytes) };
}

/** The id alone; see {@link diskOfVolume}. A provisioned volume always has one. */
export function diskIdOf(volume: PersistentVolume, node?: Node): string | undefined {
  return diskOfVolume(volume, node)?.id;
}

/** The disk of a volume that a pod names itself, on a node; undefined for claims, which stand for a PersistentVolume. */
export function diskOfPodVolume(pod: Pod, volume: PodVolume, node: Node): DiskSpec | undefined {
  const on = node.metadata.name;
  const uid = pod.metadata.uid ?? '';
  const own = (plugin: string) => ({ id: `${on}:${podVolumeDir(uid, plugin, volume.name)}`, place: { node: on } });
  if (volume.persistentVolumeClaim || volume.ephemeral) return undefined;
  if (volume.emptyDir) {
    const { medium, sizeLimit } = volume.emptyDir;
    const kind = medium === undefined || medium === '' ? 'empty-dir' : 'tmpfs';
    return { ...own('empty-dir'), kind, driver: 'kubernetes.io/empty-dir', ...bytesOf(sizeLimit) };
  }
  for (const [field, plugin] of FROM_THE_API) {
    if (volume[field]) return { ...own(plugin), kind: 'api', driver: `kubernetes.io/${plugin}` };
  }
  if (volume.gitRepo) return { ...own('git-repo'), kind: 'empty-dir', driver: 'kubernetes.io/git-repo' };
  if (volume.csi) {
    // An inline volume is made for the pod and goes with it; its handle is a hash of the pod (`makeVolumeHandle` of pkg/volume/csi).
    return { ...own('csi'), kind: 'empty-dir', driver: volume.csi.driver };
  }
  const identity = migrated(volume);
  return identity ? csiDisk(identity) : inTreeDisk(volume, on);
}

const FROM_THE_API = [
  ['configMap', 'configmap'],
  ['secret', 'secret'],
  ['projected', 'projected'],
  ['downwardAPI', 'downward-api'],
  ['image', 'image'],
] as const;

/** A PersistentVolume as its CSI driver knows it; undefined for volumes that no CSI driver looks after. */
export function csiIdentityOf(volume: PersistentVolume): CsiIdentity | undefined {
  const { csi } = volume.spec;
  return csi ? { driver: csi.driver, handle: csi.volumeHandle } : migrated(volume.spec, volume.metadata.labels);
}

/** The disk that a CSI driver knows by a handle. One that does not say its zone is taken to be within reach of every node. */
export function csiDisk({ driver, handle }: CsiIdentity, zone?: string): DiskSpec {
  const facts = driverFacts(driver);
  const id = `${facts.short}/${facts.short === driver ? handle : lastPart(handle)}`;
  if (facts.kind === 'network-share') return { id, kind: facts.kind, driver, place: { server: facts.short } };
  return { id, kind: facts.kind, driver, place: zone === undefined ? { everywhere: true } : { zone } };
}

/** `projects/p/zones/z/disks/mongodb` → `mongodb`; `aws://zone/vol-1` → `vol-1`; `##share#` → `share`. */
function lastPart(handle: string): string {
  return handle.split(/[/#]/).findLast((part) => part !== '') ?? handle;
}

function directory(node: string, path: string): Pick<DiskSpec, 'id' | 'place'> {
  return { id: `${node}:${path}`, place: { node } };
}

/** Plugins that mount without a CSI driver: those alive, and those that were removed and are played as they were meant. */
function inTreeDisk(source: VolumeSource, node: string | undefined): DiskSpec | undefined {
  const share = (plugin: string, server: string, path: string): DiskSpec => ({
    id: `${plugin}/${server}:${path}`,
    kind: 'network-share',
    driver: `kubernetes.io/${plugin}`,
    place: { server },
  });
  const block = (plugin: string, server: string, name: string): DiskSpec => ({
    id: `${plugin}/${server}/${name}`,
    kind: 'network-disk',
    driver: `kubernetes.io/${plugin}`,
    place: { server },
  });
  if (source.hostPath) {
    if (node === undefined) return undefined;
    return { ...directory(node, source.hostPath.path), kind: 'host-path', driver: 'kubernetes.io/host-path' };
  }
  const { nfs, iscsi, fc, cephfs, glusterfs, rbd, quobyte, scaleIO, storageos, flocker, flexVolume } = source;
  if (nfs) return share('nfs', nfs.server, nfs.path);
  if (iscsi) return block('iscsi', iscsi.targetPortal, `${iscsi.iqn}/lun-${iscsi.lun}`);
  if (fc) return block('fc', 'fc', [...(fc.targetWWNs ?? []), ...(fc.wwids ?? []), `lun-${fc.lun ?? 0}`].join('/'));
  if (cephfs) return share('cephfs', cephfs.monitors.join(','), cephfs.path ?? '/');
  if (glusterfs) return share('glusterfs', glusterfs.endpoints, glusterfs.path);
  if (rbd) return block('rbd', rbd.monitors.join(','), `${rbd.pool ?? 'rbd'}/${rbd.image}`);
  if (quobyte) return share('quobyte', quobyte.registry, quobyte.volume);
  if (scaleIO) return block('scaleio', scaleIO.system, scaleIO.volumeName ?? '');
  if (storageos) return block('storageos', 'storageos', storageos.volumeName ?? '');
  if (flocker) return block('flocker', 'flocker', flocker.datasetUUID ?? flocker.datasetName ?? '');
  if (flexVolume) return block('flexvolume', flexVolume.driver, JSON.stringify(flexVolume.options ?? {}));
  if (source.portworxVolume) return block('portworx-volume', 'portworx', source.portworxVolume.volumeID);
  if (source.photonPersistentDisk) return block('photon-pd', 'photon', source.photonPersistentDisk.pdID);
  return undefined;
}

function bytesOf(quantity: string | undefined): { readonly bytes?: number } {
  if (quantity === undefined) return {};
  return { bytes: Number(wholeValue(quantityOf(quantity))) };
}

/** The one node a volume's affinity names by its hostname, as local volumes do. */
function nodeOfAffinity(volume: PersistentVolume): string | undefined {
  return affinityValue(volume, (key) => key === 'kubernetes.io/hostname' || key === 'metadata.name');
}

/** The zone a volume's affinity names, by whatever label its driver has for it. */
function zoneOfAffinity(volume: PersistentVolume): string | undefined {
  return (
    affinityValue(volume, (key) => key.endsWith('/zone') || key.endsWith('/k8s-zone')) ??
    volume.metadata.labels?.[ZONE_LABEL]
  );
}

function affinityValue(volume: PersistentVolume, wanted: (key: string) => boolean): string | undefined {
  for (const term of volume.spec.nodeAffinity?.required?.nodeSelectorTerms ?? []) {
    for (const { key, operator, values } of [...(term.matchExpressions ?? []), ...(term.matchFields ?? [])]) {
      if (operator === 'In' && wanted(key)) return values?.[0];
    }
  }
  return undefined;
}
