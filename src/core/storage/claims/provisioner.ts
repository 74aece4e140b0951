import { parseKey, type ObjectKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { PersistentVolume, PersistentVolumeClaim, VolumeAttachment } from '../../api/storage.js';
import { objectKey } from '../../api/key.js';
import type { Context, Controller, Wake } from '../../cluster/controller.js';
import { csiDriverOf } from '../drivers.js';
import { ANNOTATION, annotationOf } from '../matching/annotations.js';
import { isClaimKey, provisionClaim, refusedClaims } from './provision-claim.js';
import { provisionerOf, reclaimProvisioned } from './reclaim-provisioned.js';

/**
 * The external-provisioner that stands beside the controller of every installed CSI driver: makes a volume for a claim that asks for one, and
 * deletes it when its claim is gone and its policy says so. A driver is installed when its CSIDriver object exists; without it nothing
 * happens here. Models kubernetes-csi/external-provisioner on sig-storage-lib-external-provisioner.
 */
export const provisioner: Controller = {
  name: 'external-provisioner',
  watches: {
    PersistentVolumeClaim({ key, before, after }, wake) {
      const [was, is] = [before as PersistentVolumeClaim | undefined, after as PersistentVolumeClaim | undefined];
      if (!is || is.spec.volumeName || !askedOf(is)) return;
      if (was?.metadata.annotations !== is.metadata.annotations || was?.spec !== is.spec) wake(key);
    },
    PersistentVolume({ key, before, after }, wake) {
      const [was, is] = [before as PersistentVolume | undefined, after as PersistentVolume | undefined];
      if (is && provisionerOf(is) !== undefined && was !== is) wake(key);
    },
    StorageClass({ key }, wake, context) {
      for (const claim of context.find('claim-class', parseKey(key).name)) wake(claim);
    },
    CSIDriver({ key, before }, wake, context) {
      if (!before) wakeDriver(parseKey(key).name, wake, context);
    },
    CSINode({ after }, wake, context) {
      if (after) for (const claim of refusedClaims(context)) wake(claim);
    },
    Node({ before, after }, wake, context) {
      const [was, is] = [before as Node | undefined, after as Node | undefined];
      if (is && was?.metadata.labels !== is.metadata.labels) for (const claim of refusedClaims(context)) wake(claim);
    },
    VolumeAttachment({ before, after }, wake) {
      const volume = after ? undefined : (before as VolumeAttachment).spec.source.persistentVolumeName;
      if (volume !== undefined) wake(objectKey('PersistentVolume', undefined, volume));
    },
  },
  reconcile(key, context) {
    if (isClaimKey(key)) return provisionClaim(context, key as ObjectKey);
    const volume = context.get<PersistentVolume>(key as ObjectKey);
    return volume && reclaimProvisioned(context, volume);
  },
};

/** The driver a claim asks for a volume; undefined when it asks nobody. */
function askedOf(claim: PersistentVolumeClaim): string | undefined {
  const asked =
    annotationOf(claim, ANNOTATION.storageProvisioner) ?? annotationOf(claim, ANNOTATION.betaStorageProvisioner);
  return asked === undefined ? undefined : csiDriverOf(asked);
}

/** What waited for a driver that has come. */
function wakeDriver(driver: string, wake: Wake, context: Context): void {
  for (const claim of context.list<PersistentVolumeClaim>('PersistentVolumeClaim')) {
    const { namespace, name } = claim.metadata;
    if (!claim.spec.volumeName && askedOf(claim) === driver) wake(objectKey('PersistentVolumeClaim', namespace, name));
  }
  for (const volume of context.list<PersistentVolume>('PersistentVolume')) {
    if (provisionerOf(volume) === driver) wake(objectKey('PersistentVolume', undefined, volume.metadata.name));
  }
}
