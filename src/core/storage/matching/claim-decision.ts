import type { Cause } from '../../api/cause.js';
import { keyOf, objectKey } from '../../api/key.js';
import type { Message } from '../../api/message.js';
import type { FieldPath } from '../../api/field-path.js';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/storage.js';
import { existingField } from '../../cluster/changed-field.js';
import { classOf } from '../../cluster/indexes.js';
import type { ClusterEvent, ClusterView } from '../../cluster/types.js';
import { why, type BindReason } from '../claims/why-binder.js';
import { csiDriverOf, isBroughtByCloud } from '../drivers.js';
import { ANNOTATION, annotationOf } from './annotations.js';
import {
  className,
  isDelayBinding,
  isDelayBindingProvisioning,
  isVolumeBoundToClaim,
  mismatch,
  storageClassOf,
  volumeNamed,
} from './claim-and-volume.js';

/** What a decision about a claim looks at besides the claim: the same questions to an index or to plain lists. */
export interface Surroundings extends Pick<ClusterView, 'get'> {
  bestMatch(claim: PersistentVolumeClaim, delayBinding: boolean): PersistentVolume | undefined;
  /** The class that claims without one are given; undefined when no class is the default. */
  defaultClass(): StorageClass | undefined;
  /** Names of pods that use the claim and have no node yet. */
  unscheduledPods(claim: PersistentVolumeClaim): readonly string[];
}

/** A claim stays as it is, and its Event says so. */
export interface Waiting {
  readonly is: 'waiting';
  /** Undefined: the controller says nothing. */
  readonly event: ClusterEvent | undefined;
  /** The status stays what it is; otherwise it says Pending and nothing more. */
  readonly keepsStatus?: boolean;
  readonly why: Message;
  readonly cause: Cause;
}

/** What the controller makes of a claim at one moment. */
export type ClaimDecision =
  | { readonly is: 'bind'; readonly volume: PersistentVolume; readonly reason: BindReason }
  | { readonly is: 'given-class'; readonly class: StorageClass }
  /** Someone outside the controller is to make a volume. */
  | {
      readonly is: 'external';
      readonly class: StorageClass;
      readonly provisioner: string;
      readonly event: ClusterEvent;
      readonly why: Message;
      readonly cause: Cause;
    }
  | Waiting
  | { readonly is: 'lost'; readonly event: ClusterEvent; readonly why: Message; readonly cause: Cause };

/**
 * Decides about a claim and does nothing: what `syncClaim` of `pkg/controller/volume/persistentvolume/pv_controller.go` would do now.
 * The controller carries it out, the board shows it.
 */
export function decideClaim(around: Surroundings, claim: PersistentVolumeClaim): ClaimDecision {
  if (annotationOf(claim, ANNOTATION.bindCompleted) !== undefined) return decideBound(around, claim);
  return claim.spec.volumeName ? decideNamed(around, claim, claim.spec.volumeName) : decideFree(around, claim);
}

/** A claim that takes what it gets (`syncUnboundClaim` without a volumeName). */
function decideFree(around: Surroundings, claim: PersistentVolumeClaim): ClaimDecision {
  const name = claim.metadata.name;
  const delay = isDelayBinding(around, claim);
  const volume = around.bestMatch(claim, delay);
  if (volume) return { is: 'bind', volume, reason: volume.spec.claimRef ? 'reserved' : 'smallest' };
  if (classOf(claim) === undefined) {
    const given = around.defaultClass();
    if (given) return { is: 'given-class', class: given };
  }
  if (delay && !isDelayBindingProvisioning(claim)) return waitForConsumer(around, claim);
  if (className(claim) !== '') return decideProvisioning(around, claim);
  return {
    is: 'waiting',
    event: eventOf(claim, 'Normal', 'FailedBinding', NO_VOLUME),
    why: why('storage.binder.noVolume', { claim: name }),
    cause: causeIn(claim, ['spec', claim.spec.storageClassName === undefined ? 'resources' : 'storageClassName']),
  };
}

const NO_VOLUME = 'no persistent volumes available for this claim and no storage class is set';

/** `emitEventForUnboundDelayBindingClaim`. */
function waitForConsumer(around: Surroundings, claim: PersistentVolumeClaim): Waiting {
  const pods = around.unscheduledPods(claim);
  const params = { claim: claim.metadata.name, class: className(claim) };
  const cause = { object: classKey(className(claim)), field: ['volumeBindingMode'] };
  if (pods.length === 0) {
    const message = 'waiting for first consumer to be created before binding';
    const event = eventOf(claim, 'Normal', 'WaitForFirstConsumer', message);
    return { is: 'waiting', event, why: why('storage.binder.waitsForConsumer', params), cause };
  }
  const message = `waiting for pod${pods.length > 1 ? 's' : ''} ${pods.join(',')} to be scheduled`;
  return {
    is: 'waiting',
    event: eventOf(claim, 'Normal', 'WaitForPodScheduled', message),
    why: why('storage.binder.waitsForPods', { ...params, pods: pods.join(', ') }),
    cause,
  };
}

/**
 * `provisionClaim` with `findProvisionablePlugin`: CSI drivers and other external provisioners are asked by an annotation. No plugin that
 * the controller still carries can make volumes itself, so an in-tree name that was not redirected fails.
 */
function decideProvisioning(around: Surroundings, claim: PersistentVolumeClaim): ClaimDecision {
  const wanted = className(claim);
  const found = storageClassOf(around, wanted);
  const params = { claim: claim.metadata.name, class: wanted };
  if (!found) {
    return {
      is: 'waiting',
      event: eventOf(
        claim,
        'Warning',
        'ProvisioningFailed',
        `storageclass.storage.k8s.io ${JSON.stringify(wanted)} not found`,
      ),
      keepsStatus: true,
      why: why('storage.binder.noClass', params),
      cause: causeIn(claim, ['spec', 'storageClassName']),
    };
  }
  const cause: Cause = { object: classKey(wanted), field: ['provisioner'] };
  const provisioner = csiDriverOf(found.provisioner);
  if (provisioner.startsWith('kubernetes.io/')) {
    return {
      is: 'waiting',
      event: eventOf(claim, 'Warning', 'ProvisioningFailed', `no volume plugin matched name: ${provisioner}`),
      keepsStatus: true,
      why: why('storage.binder.noProvisioner', { ...params, provisioner }),
      cause,
    };
  }
  const message =
    `Waiting for a volume to be created either by the external provisioner '${provisioner}' ` +
    'or manually by the system administrator. If volume creation is delayed, please verify that ' +
    'the provisioner is running and correctly registered.';
  return {
    is: 'external',
    class: found,
    provisioner,
    event: eventOf(claim, 'Normal', 'ExternalProvisioning', message),
    why: why('storage.binder.external', { ...params, provisioner }),
    cause,
  };
}

/** A claim that names its volume (`syncUnboundClaim` with a volumeName). */
function decideNamed(around: Surroundings, claim: PersistentVolumeClaim, name: string): ClaimDecision {
  const params = { claim: claim.metadata.name, volume: name };
  const cause = causeIn(claim, ['spec', 'volumeName']);
  const volume = volumeNamed(around, name);
  if (!volume) {
    return { is: 'waiting', event: undefined, why: why('storage.binder.noSuchVolume', params), cause };
  }
  const { claimRef } = volume.spec;
  if (claimRef === undefined) {
    const reason = mismatch(volume, claim);
    if (reason === undefined) return { is: 'bind', volume, reason: 'named' };
    const message = `Cannot bind to requested volume ${JSON.stringify(name)}: ${reason}`;
    const event = eventOf(claim, 'Warning', 'VolumeMismatch', message);
    return { is: 'waiting', event, why: why('storage.binder.mismatch', { ...params, reason }), cause };
  }
  if (isVolumeBoundToClaim(volume, claim)) return { is: 'bind', volume, reason: 'named' };
  return {
    is: 'waiting',
    event: eventOf(
      claim,
      'Warning',
      'FailedBinding',
      `volume ${JSON.stringify(name)} already bound to a different claim.`,
    ),
    // The controller thought it had bound it: that is an error, and nothing is written.
    keepsStatus: annotationOf(claim, ANNOTATION.boundByController) !== undefined,
    why: why('storage.binder.takenByOther', { ...params, other: `${claimRef.namespace}/${claimRef.name}` }),
    cause: { object: keyOf(volume), field: ['spec', 'claimRef'] },
  };
}

/** A claim whose binding was finished once (`syncBoundClaim`): it is repaired, or it has lost its volume for good. */
function decideBound(around: Surroundings, claim: PersistentVolumeClaim): ClaimDecision {
  const name = claim.spec.volumeName;
  const lost = (reason: string, message: string, because: Message, cause: Cause): ClaimDecision => ({
    is: 'lost',
    event: eventOf(claim, 'Warning', reason, message),
    why: because,
    cause,
  });
  if (!name) {
    return lost(
      'ClaimLost',
      'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!',
      why('storage.binder.lostName', { claim: claim.metadata.name }),
      causeIn(claim, ['spec', 'volumeName']),
    );
  }
  const params = { claim: claim.metadata.name, volume: name };
  const volume = volumeNamed(around, name);
  if (!volume) {
    return lost(
      'ClaimLost',
      'Bound claim has lost its PersistentVolume. Data on the volume is lost!',
      why('storage.binder.lostVolume', params),
      causeIn(claim, ['spec', 'volumeName']),
    );
  }
  const { claimRef } = volume.spec;
  if (claimRef === undefined || claimRef.uid === claim.metadata.uid) return { is: 'bind', volume, reason: 'named' };
  return lost(
    'ClaimMisbound',
    'Two claims are bound to the same volume, this one is bound incorrectly',
    why('storage.binder.misbound', { ...params, other: `${claimRef.namespace}/${claimRef.name}` }),
    { object: keyOf(volume), field: ['spec', 'claimRef'] },
  );
}

/** Whether anything is there to answer the provisioner's name: a CSI driver is installed when its object is. */
export function isProvisionerThere(view: Pick<ClusterView, 'get'>, provisioner: string): boolean {
  return isBroughtByCloud(provisioner) || view.get(objectKey('CSIDriver', undefined, provisioner)) !== undefined;
}

function classKey(name: string) {
  return objectKey('StorageClass', undefined, name);
}

/** The nearest field of a claim that exists. */
export function causeIn(object: PersistentVolumeClaim | PersistentVolume, path: FieldPath): Cause {
  return { object: keyOf(object), field: existingField(object, path) };
}

function eventOf(
  claim: PersistentVolumeClaim,
  type: ClusterEvent['type'],
  reason: string,
  message: string,
): ClusterEvent {
  return { type, reason, message, object: keyOf(claim) };
}
