import type { Cause } from '../../api/cause.js';
import { keyOf, objectKey, parseKey, type ObjectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import { existingField } from '../../cluster/changed-field.js';
import { hasEnded } from '../../cluster/conditions.js';
import type { Context } from '../../cluster/controller.js';
import type { VolumeRejection } from '../../cluster/volume-plugins.js';
import { why } from '../../cluster/why.js';
import { ANNOTATION, annotationOf } from '../matching/annotations.js';
import { volumeNamed } from '../matching/claim-and-volume.js';

/** A volume of a pod that is a claim, or is to have one. */
export interface PodClaim {
  /** Where it stands among the pod's volumes. */
  readonly index: number;
  readonly name: string;
  readonly key: ObjectKey;
  /** A generic ephemeral volume: the claim must be the pod's own. */
  readonly ephemeral: boolean;
}

/** The claims of a pod in the order of its volumes. */
export function podClaims(pod: Pod): readonly PodClaim[] {
  const { name, namespace } = pod.metadata;
  return (pod.spec.volumes ?? []).flatMap((volume, index) => {
    const claim = volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral ? `${name}-${volume.name}` : undefined);
    if (claim === undefined) return [];
    const key = objectKey('PersistentVolumeClaim', namespace, claim);
    return [{ index, name: claim, key, ephemeral: volume.ephemeral !== undefined }];
  });
}

/** The field of the pod that asks for a claim. */
export function askedBy(pod: Pod, { index, ephemeral }: PodClaim): Cause {
  const field = ['spec', 'volumes', index];
  return {
    object: keyOf(pod),
    field: [...field, ...(ephemeral ? ['ephemeral'] : ['persistentVolumeClaim', 'claimName'])],
  };
}

/** A field of a claim, a volume or a class, or what is around it where it is not written. */
export function fieldOf(
  object: PersistentVolumeClaim | PersistentVolume,
  ...field: readonly (string | number)[]
): Cause {
  return { object: keyOf(object), field: existingField(object, field) };
}

/** Whether both sides agree for good: a volume is named and binding was completed (`isPVCFullyBound`). */
export function isFullyBound(claim: PersistentVolumeClaim): boolean {
  return Boolean(claim.spec.volumeName) && annotationOf(claim, ANNOTATION.bindCompleted) !== undefined;
}

/** The volume a claim names, if there is one of this name. */
export function volumeOf(context: Context, claim: PersistentVolumeClaim): PersistentVolume | undefined {
  return claim.spec.volumeName ? volumeNamed(context, claim.spec.volumeName) : undefined;
}

/** Pods that use a claim and have a node; those that have ended do not count, those on their way out do. */
export function usersOf(context: Context, claim: PodClaim, pod: Pod): readonly Pod[] {
  return context.find('pod-claim', `${pod.metadata.namespace}/${claim.name}`).flatMap((key) => {
    const other = context.get<Pod>(key);
    return other?.spec.nodeName !== undefined && !hasEnded(other) && key !== keyOf(pod) ? [other] : [];
  });
}

/** A plug-in's `UnschedulableAndUnresolvable`: evicting other pods would not help. */
export function unresolvable(reason: string, cause: Cause, volume?: VolumeRejection['volume']): VolumeRejection {
  return { reasons: [reason], resolvable: false, cause, ...(volume ? { volume } : {}) };
}

/** The same for a claim that gives the pod no volume, so that binding cannot be done. */
export function withoutVolume(
  reason: string,
  cause: Cause,
  code: 'claimMissing' | 'claimUnbound' | 'noneToBind',
  { pod, claim }: { readonly pod: Pod; readonly claim: ObjectKey },
): VolumeRejection {
  return {
    ...unresolvable(reason, cause, { kind: 'bind', pod: keyOf(pod), claim, failed: true }),
    why: why(`cluster.scheduler.${code}`, { pod: pod.metadata.name, claim: parseKey(claim).name }),
  };
}

/** The same for a bound volume that is not within reach of a node: the pod cannot have it mounted there. `where` says from where it can be. */
export function outOfReach(reason: string, cause: Cause, { pod, claim, volume, where }: Reach): VolumeRejection {
  return {
    ...unresolvable(reason, cause, {
      kind: 'publish',
      pod: keyOf(pod),
      claim: keyOf(claim),
      volume: keyOf(volume),
      failed: true,
    }),
    why: why('cluster.scheduler.outOfReach', {
      pod: pod.metadata.name,
      claim: claim.metadata.name,
      volume: volume.metadata.name,
      where,
    }),
  };
}

interface Reach {
  readonly pod: Pod;
  readonly claim: PersistentVolumeClaim;
  readonly volume: PersistentVolume;
  readonly where: string;
}
