import { keyOf, objectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolumeClaim, StorageClass } from '../../api/storage.js';
import { hasEnded } from '../../cluster/conditions.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { ANNOTATION, annotationOf } from '../matching/annotations.js';
import { annotated, claimTerm } from '../matching/claim-and-volume.js';
import {
  causeIn,
  decideClaim,
  isProvisionerThere,
  type ClaimDecision,
  type Surroundings,
  type Waiting,
} from '../matching/claim-decision.js';
import { defaultAnnotation, defaultClassOf } from '../../cluster/storage-admission.js';
import { findVolumeForController } from '../matching/volume-shelf.js';
import { bind, bindMark } from './binder-bind.js';
import { forgetSaid, sayOnce } from './binder-said.js';
import { withClaimStatus } from './claim-status.js';
import { why } from './why-binder.js';

/** The next thing to do about a claim (`syncClaim` of `pkg/controller/volume/persistentvolume/pv_controller.go`). */
export function syncClaim(context: Context, claim: PersistentVolumeClaim): Deed | undefined {
  const decision = decideClaim(surroundings(context), claim);
  switch (decision.is) {
    case 'bind': {
      const deed = bind(context, decision.volume, claim, decision.reason);
      if (deed) forgetSaid(context, claim.metadata.uid);
      return deed;
    }
    case 'given-class':
      return giveClass(claim, decision.class);
    case 'external':
      return askProvisioner(context, claim, decision);
    case 'waiting':
      return wait(context, claim, decision);
    case 'lost':
      return lose(claim, decision);
  }
}

/** The same questions that the board asks of plain lists, answered by the indexes. */
function surroundings(context: Context): Surroundings {
  return {
    get: (key) => context.get(key),
    bestMatch: (claim, delayBinding) => findVolumeForController(context, claim, delayBinding),
    defaultClass: () => defaultClassOf(context.list<StorageClass>('StorageClass')),
    unscheduledPods: (claim) =>
      unscheduledPods(context.find('pod-claim', claimTerm(claim)).map((key) => context.get<Pod>(key))),
  };
}

/** Names of those that still wait for a node (`findNonScheduledPodsByPVC`). */
function unscheduledPods(pods: readonly (Pod | undefined)[]): readonly string[] {
  return pods.flatMap((pod) => (pod && !hasEnded(pod) && pod.spec.nodeName === undefined ? [pod.metadata.name] : []));
}

/** `assignDefaultStorageClass`: a claim that was created before there was a default class gets it now (KEP-3333). */
function giveClass(claim: PersistentVolumeClaim, given: StorageClass): Deed {
  const { name } = given.metadata;
  return {
    cause: { object: keyOf(given), field: ['metadata', 'annotations', defaultAnnotation(given)] },
    why: why('storage.binder.defaultClass', { claim: claim.metadata.name, class: name }),
    writes: [
      {
        verb: 'update',
        object: { ...claim, spec: { ...claim.spec, storageClassName: name } } as PersistentVolumeClaim,
      },
    ],
  };
}

/** `provisionClaimOperationExternal`: the annotation is what the provisioner listens to. */
function askProvisioner(
  context: Context,
  claim: PersistentVolumeClaim,
  decision: Extract<ClaimDecision, { is: 'external' }>,
): Deed | undefined {
  const { event, cause, provisioner } = decision;
  const asked = annotationOf(claim, ANNOTATION.storageProvisioner) === provisioner;
  const deed: Deed = {
    cause,
    why: decision.why,
    event,
    volume: {
      kind: 'provision',
      claim: keyOf(claim),
      class: keyOf(decision.class),
      ...(isProvisionerThere(context, provisioner) ? {} : { failed: true }),
    },
  };
  if (asked) return sayOnce(context, claim.metadata.uid, { ...deed, pause: Infinity });
  const metadata = annotated(claim.metadata, {
    [ANNOTATION.betaStorageProvisioner]: provisioner,
    [ANNOTATION.storageProvisioner]: provisioner,
  });
  return sayOnce(context, claim.metadata.uid, {
    ...deed,
    writes: [{ verb: 'update', object: { ...claim, metadata } as PersistentVolumeClaim }],
  });
}

/** The claim stays Pending; the Event says why. */
function wait(
  context: Context,
  claim: PersistentVolumeClaim,
  { event, cause, keepsStatus, why: because }: Waiting,
): Deed | undefined {
  const failed = { ...bindMark(claim, undefined), failed: true };
  const said =
    event &&
    sayOnce(context, claim.metadata.uid, {
      cause,
      why: because,
      event,
      volume: event.reason === 'ProvisioningFailed' ? { ...failed, kind: 'provision' } : failed,
    });
  return said ?? (keepsStatus ? undefined : makePending(claim));
}

function makePending(claim: PersistentVolumeClaim): Deed | undefined {
  const pending = withClaimStatus(claim, 'Pending', undefined);
  if (pending === claim) return undefined;
  return {
    cause: causeIn(claim, ['spec']),
    why: why('storage.binder.pending', { claim: claim.metadata.name }),
    writes: [{ verb: 'update', object: pending }],
  };
}

/** Lost is where a claim stays, and is said once (`updateClaimStatusWithEvent`). */
function lose(claim: PersistentVolumeClaim, decision: Extract<ClaimDecision, { is: 'lost' }>): Deed | undefined {
  if (claim.status.phase === 'Lost') return undefined;
  return {
    cause: decision.cause,
    why: decision.why,
    event: decision.event,
    writes: [{ verb: 'update', object: withClaimStatus(claim, 'Lost', undefined) }],
    volume: { ...bindMark(claim, undefined), failed: true, ...lostVolume(claim) },
  };
}

function lostVolume(claim: PersistentVolumeClaim) {
  const name = claim.spec.volumeName;
  return name ? { volume: objectKey('PersistentVolume', undefined, name) } : {};
}
