import { keyOf, objectKey } from '../../api/key.js';
import type { PersistentVolume } from '../../api/storage.js';
import type { VolumeFile, VolumeMark } from '../../cluster/types.js';
import { diskIdOf } from '../disks/disk-of.js';

/** What the player draws of a volume that is given back. */
export function reclaimMark(volume: PersistentVolume, lost: readonly VolumeFile[] = []): VolumeMark {
  const { claimRef, storageClassName } = volume.spec;
  const disk = diskIdOf(volume);
  return {
    kind: 'reclaim',
    volume: keyOf(volume),
    ...(claimRef?.name === undefined
      ? {}
      : { claim: objectKey('PersistentVolumeClaim', claimRef.namespace, claimRef.name) }),
    ...(storageClassName ? { class: objectKey('StorageClass', undefined, storageClassName) } : {}),
    ...(disk === undefined ? {} : { disk }),
    ...(lost.length > 0 ? { lost } : {}),
  };
}
