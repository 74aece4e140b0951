import type {
  CSIDriver,
  CSINode,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
  VolumeAttachment,
} from '../storage.js';
import { fill, mapField, type Written } from './fill.js';
import { canonicalQuantities } from './quantities.js';
import { defaultClaimSpec, defaultVolumeSource } from './volume.js';

/** `SetDefaults_PersistentVolume` of pkg/apis/core/v1/defaults.go. */
export function defaultPersistentVolume(volume: Written<PersistentVolume>): Written<PersistentVolume> {
  const spec = fill(volume.spec ?? {}, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
  return {
    ...volume,
    spec: mapField(defaultVolumeSource(spec), 'capacity', canonicalQuantities),
    status: fill(volume.status ?? {}, { phase: 'Pending' }),
  };
}

/** `SetDefaults_PersistentVolumeClaim` and `…ClaimSpec`. The class is no default but admission's work. */
export function defaultClaim(claim: Written<PersistentVolumeClaim>): Written<PersistentVolumeClaim> {
  return {
    ...claim,
    spec: defaultClaimSpec(claim.spec ?? {}),
    status: mapField(fill(claim.status ?? {}, { phase: 'Pending' }), 'capacity', canonicalQuantities),
  };
}

/** `SetDefaults_StorageClass` of pkg/apis/storage/v1/defaults.go. */
export function defaultStorageClass(storageClass: Written<StorageClass>): Written<StorageClass> {
  return fill(storageClass, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });
}

/** `SetDefaults_CSIDriver`. */
export function defaultDriver(driver: Written<CSIDriver>): Written<CSIDriver> {
  const spec = fill((driver.spec ?? {}) as Record<string, unknown>, {
    attachRequired: true,
    podInfoOnMount: false,
    storageCapacity: false,
    fsGroupPolicy: 'ReadWriteOnceWithFSType',
    requiresRepublish: false,
    seLinuxMount: false,
  });
  const modes = driver.spec?.volumeLifecycleModes ?? [];
  return { ...driver, spec: modes.length > 0 ? spec : { ...spec, volumeLifecycleModes: ['Persistent'] } };
}

/** A VolumeAttachment has no defaults of its own; its status is not attached until the attacher says so. */
export function defaultAttachment(attachment: Written<VolumeAttachment>): Written<VolumeAttachment> {
  return { ...attachment, spec: attachment.spec ?? {}, status: { attached: false, ...attachment.status } };
}

export function defaultCsiNode(node: Written<CSINode>): Written<CSINode> {
  return { ...node, spec: { drivers: [], ...node.spec } };
}
