import { keyOf, objectKey } from '../../api/key.js';
import { formatQuantity, quantityOf } from '../../api/quantity.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import type { Context, Deed } from '../../cluster/controller.js';
import type { VolumeMark } from '../../cluster/types.js';
import { capacityOf } from '../../cluster/volume-offers.js';
import { diskIdOf } from '../disks/disk-of.js';
import { ANNOTATION, annotationOf } from '../matching/annotations.js';
import { annotated, className, requestOf, withClaim } from '../matching/claim-and-volume.js';
import { causeIn } from '../matching/claim-decision.js';
import { withClaimStatus } from './claim-status.js';
import { inPhase } from './volume-phase.js';
import { why, type BindReason } from './why-binder.js';

/**
 * The next write of a binding, in the order in which the controller makes them, so that whoever is interrupted can go on: the volume's
 * claimRef, the volume's phase, the claim's volumeName, the claim's status. Undefined when all four are done.
 * Models `bind` of `pkg/controller/volume/persistentvolume/pv_controller.go`.
 */
export function bind(
  context: Context,
  volume: PersistentVolume,
  claim: PersistentVolumeClaim,
  reason: BindReason,
): Deed | undefined {
  const names = { claim: claim.metadata.name, volume: volume.metadata.name };
  const sizes = {
    capacity: sizeOf(volume.spec.capacity?.['storage']),
    request: sizeOf(claim.spec.resources?.requests?.['storage']),
  };
  const mark = bindMark(claim, volume);

  const claimed = withClaim(volume, claim);
  if (claimed !== volume) {
    return {
      cause: becauseOf(volume, claim, reason),
      why: why('storage.binder.claimRef', { ...names, ...sizes, reason }),
      writes: [{ verb: 'update', object: claimed }],
      volume: mark,
    };
  }
  const bound = inPhase(context, volume, 'Bound');
  if (bound !== volume) {
    return {
      cause: causeIn(volume, ['spec', 'claimRef']),
      why: why('storage.binder.volumeBound', names),
      writes: [{ verb: 'update', object: bound }],
      volume: mark,
    };
  }
  const named = withVolume(claim, volume);
  if (named !== claim) {
    return {
      cause: causeIn(volume, ['spec', 'claimRef']),
      why: why('storage.binder.volumeName', names),
      writes: [{ verb: 'update', object: named }],
      volume: mark,
    };
  }
  const done = withClaimStatus(claim, 'Bound', volume);
  if (done === claim) return undefined;
  return {
    cause: causeIn(claim, ['spec', 'volumeName']),
    why: why('storage.binder.claimBound', {
      ...names,
      ...sizes,
      more: capacityOf(volume) > requestOf(claim) ? 'yes' : 'no',
    }),
    writes: [{ verb: 'update', object: done }],
    volume: mark,
  };
}

/** The field that chose this volume. */
function becauseOf(volume: PersistentVolume, claim: PersistentVolumeClaim, reason: BindReason) {
  if (reason === 'reserved') return causeIn(volume, ['spec', 'claimRef']);
  if (reason === 'named') return causeIn(claim, ['spec', 'volumeName']);
  if (claim.spec.selector) return causeIn(claim, ['spec', 'selector']);
  return causeIn(claim, ['spec', 'resources', 'requests', 'storage']);
}

/** The claim with its half of the binding (`bindClaimToVolume`). It is signed where the controller chose the volume. */
function withVolume(claim: PersistentVolumeClaim, volume: PersistentVolume): PersistentVolumeClaim {
  const { name } = volume.metadata;
  const chosen = claim.spec.volumeName !== name;
  const complete = annotationOf(claim, ANNOTATION.bindCompleted) !== undefined;
  if (!chosen && complete) return claim;
  const signed = annotationOf(claim, ANNOTATION.boundByController) !== undefined;
  return {
    ...claim,
    metadata: annotated(claim.metadata, {
      ...(complete ? {} : { [ANNOTATION.bindCompleted]: 'yes' }),
      ...(chosen && !signed ? { [ANNOTATION.boundByController]: 'yes' } : {}),
    }),
    spec: chosen ? { ...claim.spec, volumeName: name } : claim.spec,
  };
}

/**
 * Takes back a binding of a volume: a claimRef that the controller made goes, one that a person wrote loses only its uid and stays a
 * reservation (`unbindVolume`). The phase follows by itself.
 */
export function unbound(volume: PersistentVolume): PersistentVolume {
  const { claimRef, ...spec } = volume.spec;
  const { annotations, ...metadata } = volume.metadata;
  if (annotationOf(volume, ANNOTATION.boundByController) === undefined) {
    const { uid: _, ...reference } = claimRef ?? {};
    return { ...volume, spec: { ...volume.spec, claimRef: reference } };
  }
  const kept = Object.entries(annotations ?? {}).filter(([name]) => name !== ANNOTATION.boundByController);
  return {
    ...volume,
    metadata: { ...metadata, ...(kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) }) },
    spec,
  };
}

/** What the player draws of a binding. */
export function bindMark(claim: PersistentVolumeClaim, volume: PersistentVolume | undefined): VolumeMark {
  const name = className(claim);
  const disk = volume && diskIdOf(volume);
  return {
    kind: 'bind',
    claim: keyOf(claim),
    ...(volume ? { volume: keyOf(volume) } : {}),
    ...(name === '' ? {} : { class: objectKey('StorageClass', undefined, name) }),
    ...(disk === undefined ? {} : { disk }),
  };
}

function sizeOf(quantity: string | undefined): string {
  return formatQuantity(quantityOf(quantity));
}
