import { objectKey } from '../../api/key.js';
import { quantityOf } from '../../api/quantity.js';
import type { ClaimSpec, PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/storage.js';
import { classOf } from '../../cluster/indexes.js';
import type { ClusterView } from '../../cluster/types.js';
import { capacityOf, modeOf } from '../../cluster/volume-offers.js';
import { ANNOTATION, annotationOf } from './annotations.js';

/** Models `staging/src/k8s.io/component-helpers/storage/volume/{helpers,pv_helpers}.go`: what of a claim meets what of a volume. */

const requests = new WeakMap<ClaimSpec, bigint>();

/** What a claim asks for, in billionths of a byte. */
export function requestOf(claim: PersistentVolumeClaim): bigint {
  let request = requests.get(claim.spec);
  if (request === undefined) {
    request = quantityOf(claim.spec.resources?.requests?.['storage']).nano;
    requests.set(claim.spec, request);
  }
  return request;
}

/** The class as the binder compares it: none is the empty name (`GetPersistentVolumeClaimClass`, `GetPersistentVolumeClass`). */
export function className(object: PersistentVolumeClaim | PersistentVolume): string {
  return classOf(object) ?? '';
}

export function storageClassOf(view: Pick<ClusterView, 'get'>, name: string): StorageClass | undefined {
  return name === '' ? undefined : view.get<StorageClass>(objectKey('StorageClass', undefined, name));
}

/** Whether binding waits for a pod (`IsDelayBindingMode`): the class exists and says so. */
export function isDelayBinding(view: Pick<ClusterView, 'get'>, claim: PersistentVolumeClaim): boolean {
  return storageClassOf(view, className(claim))?.volumeBindingMode === 'WaitForFirstConsumer';
}

/** Whether the scheduler has chosen a node for a claim that waited for one (`IsDelayBindingProvisioning`). */
export function isDelayBindingProvisioning(claim: PersistentVolumeClaim): boolean {
  return annotationOf(claim, ANNOTATION.selectedNode) !== undefined;
}

/** Whether a volume is bound or pre-bound to this very claim: by name, and by uid where it has one (`IsVolumeBoundToClaim`). */
export function isVolumeBoundToClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const { claimRef } = volume.spec;
  if (claimRef === undefined) return false;
  if (claimRef.name !== claim.metadata.name || claimRef.namespace !== claim.metadata.namespace) return false;
  return !claimRef.uid || claimRef.uid === claim.metadata.uid;
}

/**
 * The volume with this claim in its claimRef, the first half of a binding (`GetBindVolumeToClaim`): the same object when it says so
 * already. The controller signs a reference that it made itself; one that a person wrote only gets its uid.
 */
export function withClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const { claimRef } = volume.spec;
  const mine = isVolumeBoundToClaim(volume, claim);
  const complete = mine && claimRef?.uid === claim.metadata.uid;
  const signed = mine || annotationOf(volume, ANNOTATION.boundByController) !== undefined;
  if (complete && signed) return volume;
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  return {
    ...volume,
    metadata: signed ? volume.metadata : annotated(volume.metadata, { [ANNOTATION.boundByController]: 'yes' }),
    spec: complete
      ? volume.spec
      : {
          ...volume.spec,
          claimRef: {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            name,
            ...(namespace === undefined ? {} : { namespace }),
            ...(uid === undefined ? {} : { uid }),
            ...(resourceVersion === undefined ? {} : { resourceVersion }),
          },
        },
  };
}

export function annotated<M extends { readonly annotations?: Readonly<Record<string, string>> }>(
  metadata: M,
  more: Readonly<Record<string, string>>,
): M {
  return { ...metadata, annotations: { ...metadata.annotations, ...more } };
}

/** Every access mode the claim asks for is one of the volume's (`CheckAccessModes`). */
export function hasAccessModes(claim: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  return (claim.spec.accessModes ?? []).every((mode) => volume.spec.accessModes?.includes(mode));
}

export function sameVolumeMode(claim: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  return modeOf(claim.spec) === modeOf(volume.spec);
}

export function isLargeEnough(claim: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  return capacityOf(volume) >= requestOf(claim);
}

/** VolumeAttributesClass (GA 1.34): none is the empty name. */
export function sameAttributesClass(claim: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  return (claim.spec.volumeAttributesClassName ?? '') === (volume.spec.volumeAttributesClassName ?? '');
}

/**
 * Why a volume that a claim names cannot be its own, in the controller's words; undefined when it can. Selector, node affinity and phase
 * are not asked. Models `checkVolumeSatisfyClaim` of `pkg/controller/volume/persistentvolume/pv_controller.go`.
 */
export function mismatch(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  if (volume.metadata.deletionTimestamp !== undefined)
    return `the volume is marked for deletion "${volume.metadata.name}"`;
  if (!isLargeEnough(claim, volume)) return 'requested PV is too small';
  if (className(volume) !== className(claim)) return 'storageClassName does not match';
  if (!sameAttributesClass(claim, volume)) return 'volumeAttributesClassName does not match';
  if (!sameVolumeMode(claim, volume)) return 'incompatible volumeMode';
  return hasAccessModes(claim, volume) ? undefined : 'incompatible accessMode';
}

/** `namespace/name` of a claim: how the index `volume-claim` knows it. */
export function claimTerm(claim: PersistentVolumeClaim): string {
  return `${claim.metadata.namespace}/${claim.metadata.name}`;
}

/** The claim a volume's claimRef names, by name alone. */
export function claimNamedBy(
  view: Pick<ClusterView, 'get'>,
  volume: PersistentVolume,
): PersistentVolumeClaim | undefined {
  const { claimRef } = volume.spec;
  if (claimRef?.name === undefined) return undefined;
  return view.get<PersistentVolumeClaim>(objectKey('PersistentVolumeClaim', claimRef.namespace, claimRef.name));
}

export function volumeNamed(view: Pick<ClusterView, 'get'>, name: string): PersistentVolume | undefined {
  return view.get<PersistentVolume>(objectKey('PersistentVolume', undefined, name));
}
