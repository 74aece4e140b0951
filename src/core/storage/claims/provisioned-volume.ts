import { formatQuantity, quantityOf, wholeValue } from '../../api/quantity.js';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/storage.js';
import { seededBelow, seededNumber } from '../../cluster/seeded.js';
import { driverFacts, isBroughtByCloud } from '../drivers.js';
import { ANNOTATION } from '../matching/annotations.js';
import { className } from '../matching/claim-and-volume.js';
import { affinityOf, type Place } from './topology.js';

/** Kept on a provisioned volume until its disk is deleted, also when the object is deleted first (KEP-2644, GA in Kubernetes 1.33). */
export const PROVISIONER_FINALIZER = 'external-provisioner.volume.kubernetes.io/finalizer';

/** `getProvisionedVolumeNameForClaim` of sig-storage-lib-external-provisioner. */
export function volumeNameFor(claim: PersistentVolumeClaim): string {
  return `pvc-${claim.metadata.uid}`;
}

/** What a claim asks for, in bytes. */
function requestedBytes(claim: PersistentVolumeClaim): bigint {
  return wholeValue(quantityOf(claim.spec.resources?.requests?.['storage']));
}

const GIB = 1024n ** 3n;

/** What the driver makes of so many bytes: clouds sell whole GiB (`BytesToGbRoundUp` of the PD driver, `RoundUpGiB` of the EBS one). */
export function sizeFor(driver: string, bytes: bigint): string {
  const rounded = isBroughtByCloud(driver) ? ((bytes + GIB - 1n) / GIB) * GIB : bytes;
  return formatQuantity({ nano: rounded * 1_000_000_000n, format: 'BinarySI' });
}

export function sizeOfClaim(driver: string, claim: PersistentVolumeClaim): string {
  return sizeFor(driver, requestedBytes(claim));
}

/**
 * The object that stands for a new disk: bound to the claim from its side already, of the class's policy and mount options, to be reached
 * from where the disk is. Models `Provision` of `pkg/controller/controller.go` of external-provisioner and `provisionClaimOperation` of
 * sig-storage-lib-external-provisioner.
 */
export function provisionedVolume(
  driver: string,
  found: StorageClass,
  claim: PersistentVolumeClaim,
  place: Place,
  seed: number,
): PersistentVolume {
  const { name, namespace, uid = '', resourceVersion } = claim.metadata;
  const { accessModes, volumeMode } = claim.spec;
  const required = affinityOf(place);
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: volumeNameFor(claim),
      annotations: {
        [ANNOTATION.provisionedBy]: driver,
        'volume.kubernetes.io/provisioner-deletion-secret-name': '',
        'volume.kubernetes.io/provisioner-deletion-secret-namespace': '',
      },
      finalizers: [PROVISIONER_FINALIZER],
    },
    spec: {
      ...(accessModes ? { accessModes } : {}),
      capacity: { storage: sizeOfClaim(driver, claim) },
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        name,
        uid,
        ...(namespace === undefined ? {} : { namespace }),
        ...(resourceVersion === undefined ? {} : { resourceVersion }),
      },
      csi: {
        driver,
        volumeHandle: handleOf(driver, claim, place, seed),
        ...fileSystem(driver, found, claim),
        volumeAttributes: { 'storage.kubernetes.io/csiProvisionerIdentity': identity(driver, seed) },
      },
      ...(found.mountOptions ? { mountOptions: found.mountOptions } : {}),
      ...(required ? { nodeAffinity: { required } } : {}),
      persistentVolumeReclaimPolicy: found.reclaimPolicy,
      storageClassName: className(claim),
      ...(volumeMode ? { volumeMode } : {}),
    },
    status: { phase: 'Pending' },
  };
}

/** The driver's own name of the disk, in the form its cloud gives it. */
function handleOf(driver: string, claim: PersistentVolumeClaim, place: Place, seed: number): string {
  const name = volumeNameFor(claim);
  if (driver === 'pd.csi.storage.gke.io') return `projects/UNSPECIFIED/zones/${place.value ?? ''}/disks/${name}`;
  if (driver !== 'ebs.csi.aws.com') return name;
  const hex = [0, 1].map((i) => seededNumber(seed, `${i} ${name}`).toString(16).padStart(8, '0')).join('');
  return `vol-0${hex}`;
}

/** `fstype` of the class, else what drivers are deployed with (`--default-fstype=ext4`). Block volumes and shares have none. */
function fileSystem(driver: string, found: StorageClass, claim: PersistentVolumeClaim): { readonly fsType?: string } {
  if (claim.spec.volumeMode === 'Block' || driverFacts(driver).kind === 'network-share') return {};
  const asked = Object.entries(found.parameters ?? {}).find(
    ([key]) => key === 'csi.storage.k8s.io/fstype' || key.toLowerCase() === 'fstype',
  );
  return { fsType: asked?.[1] ?? 'ext4' };
}

/** Which instance of the provisioner made it: the time it began, a number and the driver. The clock shows zero at 2026-01-01. */
function identity(driver: string, seed: number): string {
  return `1767225600000-${seededBelow(seed, driver, 10_000)}-${driver}`;
}
