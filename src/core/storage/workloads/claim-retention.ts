import { keyOf } from '../../api/key.js';
import type { ObjectMeta, OwnerReference } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolumeClaim } from '../../api/storage.js';
import type { StatefulSet } from '../../api/workload.js';
import { existingField } from '../../cluster/changed-field.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { deepEqual } from '../../cluster/deep.js';
import { objectKey } from '../../api/key.js';
import { controllerRef, withOwners } from '../../cluster/ownership.js';
import { why } from '../../cluster/why.js';
import { claimsFor, isWanted, ordinalOf } from './identity.js';

/** The claims of a pod that are there. */
function claimsOfPod(context: Context, set: StatefulSet, pod: string): PersistentVolumeClaim[] {
  return claimsFor(set, ordinalOf(set, pod)).flatMap(({ object }) => {
    const claim = context.get<PersistentVolumeClaim>(keyOf(object));
    return claim ? [claim] : [];
  });
}

/**
 * Whom a claim should belong to. With `whenDeleted: Delete` the StatefulSet, so that the garbage collector takes it when the set goes;
 * with `whenScaled: Delete` the pod, once it is one too many, so that the claim goes when the pod has gone.
 * Models `updateClaimOwnerRefForSetAndPod` of `pkg/controller/statefulset/stateful_set_utils.go`.
 */
function ownerWanted(set: StatefulSet, pod: Pod): 'set' | 'pod' | 'none' {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const condemned = !isWanted(set, ordinalOf(set, pod.metadata.name));
  if (whenScaled === 'Delete' && condemned) return 'pod';
  return whenDeleted === 'Delete' ? 'set' : 'none';
}

/** A reference to something of this name that is not this one, but one before it (`hasStaleOwnerRef`). */
function isStale(owner: OwnerReference, kind: string, { name, uid }: ObjectMeta): boolean {
  return owner.kind === kind && owner.name === name && owner.uid !== uid;
}

/**
 * Makes the owners of a pod's claims what the retention policy says, one claim a step. Claims that somebody else controls, or that an
 * earlier set or pod of this name owned, are left alone (`isClaimOwnerUpToDate`).
 */
export function retain(context: Context, set: StatefulSet, pod: Pod): Deed | undefined {
  const ours = new Set([set.metadata.uid, pod.metadata.uid]);
  for (const claim of claimsOfPod(context, set, pod.metadata.name)) {
    const owners = claim.metadata.ownerReferences ?? [];
    if (owners.some((one) => isStale(one, 'StatefulSet', set.metadata) || isStale(one, 'Pod', pod.metadata))) continue;
    const others = owners.filter((owner) => !ours.has(owner.uid));
    const foreign = others.some((owner) => owner.controller === true);
    const wanted = foreign ? 'none' : ownerWanted(set, pod);
    const owner = wanted === 'set' ? controllerRef(set) : wanted === 'pod' ? controllerRef(pod) : undefined;
    const ownerReferences = owner ? [...others, owner] : others;
    if (deepEqual(ownerReferences, owners)) continue;
    const names = { statefulSet: set.metadata.name, claim: claim.metadata.name, pod: pod.metadata.name };
    return {
      cause: { object: keyOf(set), field: policyField(set, wanted) },
      why: why(`cluster.statefulset.owner.${wanted}`, names),
      writes: [{ verb: 'update', object: withOwners(claim, ownerReferences) }],
    };
  }
  return undefined;
}

function policyField(set: StatefulSet, wanted: 'set' | 'pod' | 'none') {
  const policy = ['spec', 'persistentVolumeClaimRetentionPolicy'];
  return existingField(set, wanted === 'none' ? policy : [...policy, wanted === 'set' ? 'whenDeleted' : 'whenScaled']);
}

/**
 * Whether a claim still belongs to an earlier pod of this name, which was scaled away: until the garbage collector has taken it, no pod of
 * this ordinal is made (`PodClaimIsStale` of `pkg/controller/statefulset/stateful_pod_control.go`).
 */
export function hasStaleClaim(context: Context, set: StatefulSet, pod: string): boolean {
  if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return false;
  const live = context.get<Pod>(objectKey('Pod', set.metadata.namespace, pod));
  const metadata: ObjectMeta = { name: pod, uid: live?.metadata.uid ?? '' };
  return claimsOfPod(context, set, pod).some((claim) =>
    claim.metadata.ownerReferences?.some((owner) => isStale(owner, 'Pod', metadata)),
  );
}
