import { keyOf } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolumeClaim } from '../../api/storage.js';
import type { PodVolume } from '../../api/volume.js';
import { hasEnded } from '../../cluster/conditions.js';
import type { Context } from '../../cluster/controller.js';
import type { VolumeNeeds } from '../../cluster/volume-plugins.js';
import { fieldOf, usersOf, type PodClaim } from './pod-claims.js';

const ONE_POD = 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';
const DISK_TAKEN = 'node(s) had no available disk';

/**
 * A claim of mode ReadWriteOncePod is for one pod of the whole cluster; a disk that pods name themselves is not mounted twice on a node
 * unless both only read. Models `pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go`.
 */
export function volumeRestrictions(context: Context, pod: Pod, claims: readonly PodClaim[]): VolumeNeeds['filter'] {
  const exclusive = claims
    .map((claim) => ({ claim, object: context.get<PersistentVolumeClaim>(claim.key) }))
    .find(
      ({ claim, object }) =>
        object?.spec.accessModes?.includes('ReadWriteOncePod') && usersOf(context, claim, pod).length > 0,
    )?.object;
  const disks = (pod.spec.volumes ?? []).flatMap((volume, index) => (hasDisk(volume) ? [{ volume, index }] : []));
  return (node) => {
    if (exclusive) {
      const mark = { kind: 'publish', pod: keyOf(pod), claim: keyOf(exclusive), failed: true } as const;
      return { reasons: [ONE_POD], resolvable: true, cause: fieldOf(exclusive, 'spec', 'accessModes'), volume: mark };
    }
    if (disks.length === 0) return undefined;
    const others = context.find('pod-node', node.metadata.name).flatMap((key) => context.get<Pod>(key) ?? []);
    const taken = others.filter((one) => !hasEnded(one)).flatMap((one) => one.spec.volumes ?? []);
    const conflict = disks.find(({ volume }) => taken.some((other) => conflicts(volume, other)));
    if (!conflict) return undefined;
    const cause = { object: keyOf(pod), field: ['spec', 'volumes', conflict.index] };
    return { reasons: [DISK_TAKEN], resolvable: true, cause };
  };
}

/** Whether the volume is a disk that the plug-in knows to be taken by one node or pod at a time (`needsRestrictionsCheck`). */
export function hasDisk({ gcePersistentDisk, awsElasticBlockStore, iscsi, rbd }: PodVolume): boolean {
  return (gcePersistentDisk ?? awsElasticBlockStore ?? iscsi ?? rbd) !== undefined;
}

/** `isVolumeConflict`. */
function conflicts(one: PodVolume, other: PodVolume): boolean {
  const [disk, disk2] = [one.gcePersistentDisk, other.gcePersistentDisk];
  if (disk && disk2 && disk.pdName === disk2.pdName) return !onlyRead(disk, disk2);
  const [ebs, ebs2] = [one.awsElasticBlockStore, other.awsElasticBlockStore];
  if (ebs && ebs2 && ebs.volumeID === ebs2.volumeID) return true;
  if (one.iscsi && other.iscsi) return one.iscsi.iqn === other.iscsi.iqn && !onlyRead(one.iscsi, other.iscsi);
  const [image, image2] = [one.rbd, other.rbd];
  if (!image || !image2) return false;
  const shared = image.monitors.some((monitor) => image2.monitors.includes(monitor));
  const same = shared && image.image === image2.image && (image.pool ?? 'rbd') === (image2.pool ?? 'rbd');
  return same && !onlyRead(image, image2);
}

function onlyRead(...disks: readonly { readonly readOnly?: boolean }[]): boolean {
  return disks.every(({ readOnly }) => readOnly === true);
}
