import type { Cause } from '../../api/cause.js';
import { keyOf, objectKey } from '../../api/key.js';
import type { PersistentVolume, VolumeAttachment } from '../../api/storage.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { hasFinalizer, withFinalizer, withoutFinalizer } from '../../cluster/finalizers.js';
import { seededBelow } from '../../cluster/seeded.js';
import { diskIdOf } from '../disks/disk-of.js';
import { removeDisk } from '../disks/disks.js';
import { csiDriverOf } from '../drivers.js';
import { ANNOTATION, annotationOf } from '../matching/annotations.js';
import { PROVISIONER_FINALIZER } from './provisioned-volume.js';
import { reclaimMark } from './reclaim-mark.js';
import { why } from './why-provision.js';

/** How long DeleteVolume takes. */
const DELETE_MS = [1000, 2000] as const;

const memoryOf = (volume: PersistentVolume, what: string) => `external-provisioner/${what}/${volume.metadata.uid}`;

/**
 * The driver that answers for a volume: the one that provisioned it, else the one it names (`isProvisionerForVolume` of
 * sig-storage-lib-external-provisioner). In-tree volumes that an admin made have none here: the binder's own plug-ins see to them.
 */
export function provisionerOf(volume: PersistentVolume): string | undefined {
  const made = annotationOf(volume, ANNOTATION.provisionedBy);
  return made === undefined ? volume.spec.csi?.driver : csiDriverOf(made);
}

/**
 * The next thing the provisioner does about a volume: holds on to one that is to be deleted with its claim, and when it is Released deletes
 * the disk, then the object, also when somebody deleted the object first. Models `syncVolume`, `handleProtectionFinalizer`, `shouldDelete`
 * and `deleteVolumeOperation` of sig-storage-lib-external-provisioner's `controller/controller.go`.
 */
export function reclaimProvisioned(context: Context, volume: PersistentVolume): Deed | undefined {
  const driver = provisionerOf(volume);
  if (driver === undefined || !context.get(objectKey('CSIDriver', undefined, driver))) return undefined;
  return hold(volume) ?? (shouldDelete(volume) ? deleteDisk(context, volume, driver) : undefined);
}

function hold(volume: PersistentVolume): Deed | undefined {
  const { name, deletionTimestamp } = volume.metadata;
  const policy = volume.spec.persistentVolumeReclaimPolicy;
  const held = hasFinalizer(volume, PROVISIONER_FINALIZER);
  if (policy === 'Delete' && !held && deletionTimestamp === undefined && volume.status.phase === 'Bound') {
    return {
      cause: policyOf(volume),
      why: why('storage.provision.guarded', { volume: name }),
      writes: [{ verb: 'update', object: withFinalizer(volume, PROVISIONER_FINALIZER) }],
    };
  }
  if (policy === 'Delete' || !held) return undefined;
  return {
    cause: policyOf(volume),
    why: why('storage.provision.unguarded', { volume: name, policy }),
    writes: [{ verb: 'update', object: withoutFinalizer(volume, PROVISIONER_FINALIZER) }],
  };
}

function shouldDelete(volume: PersistentVolume): boolean {
  const { deletionTimestamp } = volume.metadata;
  if (deletionTimestamp !== undefined && !hasFinalizer(volume, PROVISIONER_FINALIZER)) return false;
  return volume.status.phase === 'Released' && volume.spec.persistentVolumeReclaimPolicy === 'Delete';
}

function deleteDisk(context: Context, volume: PersistentVolume, driver: string): Deed | undefined {
  const { name, uid = '' } = volume.metadata;
  if (context.recall(memoryOf(volume, 'deleted')) === true) {
    return {
      cause: { object: keyOf(volume), field: ['metadata', 'finalizers'] },
      why: why('storage.provision.released', { volume: name }),
      writes: [{ verb: 'update', object: withoutFinalizer(volume, PROVISIONER_FINALIZER) }],
    };
  }
  const attached = attachmentOf(context, volume);
  if (attached) return stillAttached(context, volume, attached);
  const due = context.recall<number>(memoryOf(volume, 'deleting'));
  if (due === undefined) {
    const [from, to] = DELETE_MS;
    const takes = from + 100 * seededBelow(context.settings.seed, `DeleteVolume ${uid}`, (to - from) / 100 + 1);
    context.remember(memoryOf(volume, 'deleting'), context.now + takes);
    return {
      cause: policyOf(volume),
      why: why('storage.provision.deleting', { volume: name, driver }),
      volume: reclaimMark(volume),
      pause: takes,
    };
  }
  if (context.now < due) {
    context.again(keyOf(volume), due);
    return undefined;
  }
  context.remember(memoryOf(volume, 'deleting'), undefined);
  context.remember(memoryOf(volume, 'deleted'), true);
  const disk = diskIdOf(volume);
  const lost = disk === undefined ? [] : removeDisk(context, disk);
  return {
    cause: policyOf(volume),
    why: why('storage.provision.deleted', { volume: name, driver, files: lost.length }),
    writes: [{ verb: 'delete', key: keyOf(volume) }],
    volume: reclaimMark(volume, lost),
  };
}

function attachmentOf(context: Context, volume: PersistentVolume): VolumeAttachment | undefined {
  const [first] = context.find('attachment-volume', volume.metadata.name);
  return first && context.get<VolumeAttachment>(first);
}

/** `canDeleteVolume` of external-provisioner: a disk in use is not deleted. The detachment wakes it again. */
function stillAttached(context: Context, volume: PersistentVolume, attachment: VolumeAttachment): Deed | undefined {
  const { name } = volume.metadata;
  const node = attachment.spec.nodeName;
  if (context.recall(memoryOf(volume, 'attached')) === node) return undefined;
  context.remember(memoryOf(volume, 'attached'), node);
  return {
    cause: { object: keyOf(attachment), field: ['spec', 'nodeName'] },
    why: why('storage.provision.stillAttached', { volume: name, node }),
    event: {
      type: 'Warning',
      reason: 'VolumeFailedDelete',
      message: `persistentvolume ${name} is still attached to node ${node}`,
      object: keyOf(volume),
    },
    volume: { ...reclaimMark(volume), attachment: keyOf(attachment), node, failed: true },
    pause: Infinity,
  };
}

function policyOf(volume: PersistentVolume): Cause {
  return { object: keyOf(volume), field: ['spec', 'persistentVolumeReclaimPolicy'] };
}
