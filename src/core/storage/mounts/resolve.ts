import { objectKey, type ObjectKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import type { PodVolume } from '../../api/volume.js';
import type { ClusterView } from '../../cluster/types.js';
import { csiIdentityOf, diskOfPodVolume, diskOfVolume, type DiskSpec } from '../disks/disk-of.js';
import { migrated, type CsiIdentity } from '../drivers.js';

/** A volume of a pod, followed to what is behind it. */
export interface ResolvedVolume {
  readonly volume: PodVolume;
  /** Its index among the pod's volumes. */
  readonly index: number;
  /** The field that is its source. */
  readonly source: string;
  /** What Kubernetes calls it in Events: the PersistentVolume's name, else the name in the pod. */
  readonly name: string;
  readonly claim?: PersistentVolumeClaim;
  readonly pv?: PersistentVolume;
  /** Set where a CSI driver attaches and mounts it. */
  readonly csi?: CsiIdentity;
  readonly disk: DiskSpec;
  readonly readOnly: boolean;
  readonly block: boolean;
}

/** Why a volume cannot be followed: the words of `desired_state_of_world_populator.go`. */
export interface Unresolved {
  readonly problem: string;
  readonly claim?: ObjectKey;
}

/** The field of a pod's volume that is its source: `emptyDir`, `persistentVolumeClaim`. */
export function sourceOf(volume: PodVolume): string {
  return Object.keys(volume).find((field) => field !== 'name') ?? 'emptyDir';
}

/** The key of the claim that a volume of a pod stands for; undefined where it stands for none. */
export function claimKeyOf(pod: Pod, volume: PodVolume): ObjectKey | undefined {
  const { name, namespace } = pod.metadata;
  if (volume.persistentVolumeClaim) {
    return objectKey('PersistentVolumeClaim', namespace, volume.persistentVolumeClaim.claimName);
  }
  return volume.ephemeral && objectKey('PersistentVolumeClaim', namespace, `${name}-${volume.name}`);
}

/**
 * Follows a volume of a pod to its disk on a node. Models `createVolumeSpec` and `getPVCExtractPV` of
 * `pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go`.
 */
export function resolveVolume(
  view: Pick<ClusterView, 'get'>,
  pod: Pod,
  index: number,
  node: Node,
): ResolvedVolume | Unresolved {
  const volume = pod.spec.volumes?.[index];
  if (!volume) return { problem: 'no such volume' };
  const claimKey = claimKeyOf(pod, volume);
  const base = { volume, index, source: sourceOf(volume) };
  if (claimKey === undefined) {
    const disk = diskOfPodVolume(pod, volume, node);
    if (!disk)
      return {
        problem: `failed to get Plugin from volumeSpec for volume "${volume.name}" err=no volume plugin matched`,
      };
    const csi = migrated(volume);
    return {
      ...base,
      name: volume.name,
      disk,
      ...(csi ? { csi } : {}),
      readOnly: isReadOnly(volume, disk),
      block: false,
    };
  }
  const found = boundVolume(view, claimKey);
  if ('problem' in found) return { ...found, claim: claimKey };
  const { claim, pv } = found;
  const disk = diskOfVolume(pv, node);
  if (!disk) return { problem: 'no volume plugin matched', claim: claimKey };
  const csi = csiIdentityOf(pv);
  return {
    ...base,
    name: pv.metadata.name,
    claim,
    pv,
    ...(csi ? { csi } : {}),
    disk,
    readOnly:
      volume.persistentVolumeClaim?.readOnly === true ||
      pv.spec.csi?.readOnly === true ||
      pv.spec.nfs?.readOnly === true,
    block: pv.spec.volumeMode === 'Block',
  };
}

function boundVolume(
  view: Pick<ClusterView, 'get'>,
  key: ObjectKey,
): { readonly claim: PersistentVolumeClaim; readonly pv: PersistentVolume } | Unresolved {
  const claim = view.get<PersistentVolumeClaim>(key);
  const [, namespace = '', name = ''] = key.split('/');
  const because = (reason: string) => ({ problem: `error processing PVC ${namespace}/${name}: ${reason}` });
  if (!claim) return because(`failed to fetch PVC from API server: persistentvolumeclaims "${name}" not found`);
  if (claim.metadata.deletionTimestamp !== undefined) return because('PVC is being deleted');
  if (claim.status?.phase !== 'Bound') return because('PVC is not bound');
  const { volumeName } = claim.spec;
  if (!volumeName) return because('PVC has empty pvc.Spec.VolumeName');
  const pv = view.get<PersistentVolume>(objectKey('PersistentVolume', undefined, volumeName));
  if (!pv)
    return because(`failed to fetch PV ${volumeName} from API server: persistentvolumes "${volumeName}" not found`);
  const { claimRef } = pv.spec;
  if (!claimRef) {
    return because(
      `found PV object ${volumeName} with nil pv.Spec.ClaimRef indicating it is not yet bound to the claim`,
    );
  }
  if (claimRef.uid !== claim.metadata.uid) {
    return because(
      `found PV object ${volumeName} with a pv.Spec.ClaimRef UID ${claimRef.uid ?? ''} that does not point to claim UID ${claim.metadata.uid ?? ''}`,
    );
  }
  return { claim, pv };
}

function isReadOnly(volume: PodVolume, disk: DiskSpec): boolean {
  return (
    disk.kind === 'api' ||
    volume.nfs?.readOnly === true ||
    volume.gcePersistentDisk?.readOnly === true ||
    volume.awsElasticBlockStore?.readOnly === true
  );
}
