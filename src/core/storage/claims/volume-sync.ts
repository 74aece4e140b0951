import { keyOf } from '../../api/key.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { ANNOTATION, annotationOf } from '../matching/annotations.js';
import { claimNamedBy, claimTerm, sameVolumeMode } from '../matching/claim-and-volume.js';
import { causeIn } from '../matching/claim-decision.js';
import { bindMark, unbound } from './binder-bind.js';
import { sayOnce } from './binder-said.js';
import { reclaimMark } from './reclaim-mark.js';
import { reclaim } from './reclaim.js';
import type { ReclaimPlugins } from './reclaim-plugins.js';
import { inPhase } from './volume-phase.js';
import { why } from './why-binder.js';

/** The next thing to do about a volume (`syncVolume` of `pkg/controller/volume/persistentvolume/pv_controller.go`). */
export function syncVolume(context: Context, volume: PersistentVolume, plugins: ReclaimPlugins): Deed | undefined {
  const { claimRef } = volume.spec;
  if (claimRef === undefined || !claimRef.uid) return makeAvailable(context, volume);
  const named = claimNamedBy(context, volume);
  const claim = named?.metadata.uid === claimRef.uid ? named : undefined;
  if (!claim) return release(context, volume) ?? reclaim(context, volume, plugins);
  const { volumeName } = claim.spec;
  if (!volumeName) return waitForClaim(context, volume, claim);
  if (volumeName === volume.metadata.name) return confirm(context, volume, claim);
  return giveUp(context, volume, claim, plugins);
}

/** Nobody has it; or it is reserved for a claim that is yet to take it. */
function makeAvailable(context: Context, volume: PersistentVolume): Deed | undefined {
  const available = inPhase(context, volume, 'Available');
  if (available === volume) return undefined;
  const { claimRef } = volume.spec;
  const { name } = volume.metadata;
  return {
    cause: causeIn(volume, claimRef ? ['spec', 'claimRef'] : ['spec']),
    why: claimRef
      ? why('storage.binder.reserved', { volume: name, claim: `${claimRef.namespace}/${claimRef.name}` })
      : why('storage.binder.available', { volume: name }),
    writes: [{ verb: 'update', object: available }],
  };
}

/** The claim is gone, or another one has its name: the volume is Released, whatever becomes of it. A failure stays to be seen. */
function release(context: Context, volume: PersistentVolume): Deed | undefined {
  if (volume.status.phase === 'Failed') return undefined;
  const released = inPhase(context, volume, 'Released');
  if (released === volume) return undefined;
  return {
    cause: causeIn(volume, ['spec', 'claimRef']),
    why: why('storage.binder.released', {
      volume: volume.metadata.name,
      claim: claimName(volume),
      policy: volume.spec.persistentVolumeReclaimPolicy,
    }),
    writes: [{ verb: 'update', object: released }],
    volume: reclaimMark(volume),
  };
}

/** The volume points at a claim that does not point back: the claim's own sync goes on, unless it never can. */
function waitForClaim(context: Context, volume: PersistentVolume, claim: PersistentVolumeClaim): Deed | undefined {
  if (sameVolumeMode(claim, volume)) {
    context.again(keyOf(claim), context.now);
    return undefined;
  }
  const [name, asked] = [volume.metadata.name, claim.metadata.name];
  const deed = {
    cause: causeIn(volume, ['spec', 'volumeMode']),
    why: why('storage.binder.modeMismatch', { volume: name, claim: asked }),
    volume: { ...bindMark(claim, volume), failed: true },
  };
  const event = { type: 'Warning', reason: 'VolumeMismatch' } as const;
  const toVolume = `Cannot bind PersistentVolume to requested PersistentVolumeClaim ${JSON.stringify(asked)} due to incompatible volumeMode.`;
  const toClaim = `Cannot bind PersistentVolume ${JSON.stringify(name)} to requested PersistentVolumeClaim due to incompatible volumeMode.`;
  return (
    sayOnce(context, volume.metadata.uid, { ...deed, event: { ...event, message: toVolume, object: keyOf(volume) } }) ??
    sayOnce(context, `${claim.metadata.uid}/mode`, {
      ...deed,
      event: { ...event, message: toClaim, object: keyOf(claim) },
    })
  );
}

/** Both point at each other: the phase says so. */
function confirm(context: Context, volume: PersistentVolume, claim: PersistentVolumeClaim): Deed | undefined {
  const bound = inPhase(context, volume, 'Bound');
  if (bound === volume) return undefined;
  return {
    cause: causeIn(volume, ['spec', 'claimRef']),
    why: why('storage.binder.volumeBound', { volume: volume.metadata.name, claim: claim.metadata.name }),
    writes: [{ verb: 'update', object: bound }],
    volume: bindMark(claim, volume),
  };
}

/**
 * The claim has another volume. One that was provisioned for it is of no use to anyone and goes as its policy says; any other is free again:
 * what the controller signed it takes back, what a person reserved stays reserved.
 */
function giveUp(
  context: Context,
  volume: PersistentVolume,
  claim: PersistentVolumeClaim,
  plugins: ReclaimPlugins,
): Deed | undefined {
  const { name } = volume.metadata;
  const provisioned = annotationOf(volume, ANNOTATION.provisionedBy) !== undefined;
  if (provisioned && volume.spec.persistentVolumeReclaimPolicy === 'Delete') {
    if (volume.status.phase === 'Released' || volume.status.phase === 'Failed')
      return reclaim(context, volume, plugins);
    const params = { volume: name, claim: claimTerm(claim), other: claim.spec.volumeName ?? '' };
    return {
      cause: causeIn(claim, ['spec', 'volumeName']),
      why: why('storage.binder.superfluous', params),
      writes: [{ verb: 'update', object: inPhase(context, volume, 'Released') }],
      volume: reclaimMark(volume),
    };
  }
  const signed = annotationOf(volume, ANNOTATION.boundByController) !== undefined;
  const params = { volume: name, claim: claimTerm(claim) };
  return {
    cause: causeIn(claim, ['spec', 'volumeName']),
    why: signed ? why('storage.binder.unbound', params) : why('storage.binder.uidCleared', params),
    writes: [{ verb: 'update', object: unbound(volume) }],
  };
}

function claimName(volume: PersistentVolume): string {
  const { claimRef } = volume.spec;
  return `${claimRef?.namespace}/${claimRef?.name}`;
}
