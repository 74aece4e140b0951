import type { Cause } from '../../api/cause.js';
import { keyOf, objectKey, type ObjectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolumeClaim } from '../../api/storage.js';
import { hasEnded } from '../../cluster/conditions.js';
import type { Context, Controller, Deed } from '../../cluster/controller.js';
import { hasFinalizer, withFinalizer, withoutFinalizer } from '../../cluster/finalizers.js';
import { claimsOf } from '../../cluster/indexes.js';
import { controllerOf } from '../../cluster/ownership.js';
import { CLAIM_PROTECTION } from '../../cluster/storage-admission.js';
import { why } from './why-provision.js';

/**
 * Keeps a claim that somebody deleted until no pod that has a node uses it any more. Models
 * `pkg/controller/volume/pvcprotection/pvc_protection_controller.go`; which pods still stand in the way is said here, once for each.
 */
export const claimProtection: Controller = {
  name: 'pvc-protection-controller',
  watches: {
    PersistentVolumeClaim({ key, after }, wake) {
      if (after && (isCandidate(after) || isUnprotected(after))) wake(key);
    },
    Pod({ before, after }, wake) {
      const [was, is] = [before as Pod | undefined, after as Pod | undefined];
      // A pod that has its node and goes on cannot free a claim.
      if (is && is.spec.nodeName !== undefined && !hasEnded(is) && !isShutDown(is)) return;
      const pod = (is ?? was) as Pod;
      for (const term of claimsOf(pod)) wake(claimKeyOf(term));
    },
  },
  reconcile(key, context) {
    const claim = context.get<PersistentVolumeClaim>(key as ObjectKey);
    if (!claim) return undefined;
    if (isUnprotected(claim)) {
      // Only of a claim that somebody freed by hand; admission adds it to a new one.
      return {
        cause: { object: keyOf(claim), field: ['metadata', 'name'] },
        why: why('storage.protection.claimGuarded', { claim: claim.metadata.name }),
        writes: [{ verb: 'update', object: withFinalizer(claim, CLAIM_PROTECTION) }],
      };
    }
    return isCandidate(claim) ? free(context, claim) : undefined;
  },
};

function free(context: Context, claim: PersistentVolumeClaim): Deed | undefined {
  const { name, uid } = claim.metadata;
  const memory = `pvc-protection/${uid}`;
  const user = userOf(context, claim);
  if (!user) {
    context.remember(memory, undefined);
    return {
      cause: { object: keyOf(claim), field: ['metadata', 'deletionTimestamp'] },
      why: why('storage.protection.claimFreed', { claim: name }),
      writes: [{ verb: 'update', object: withoutFinalizer(claim, CLAIM_PROTECTION) }],
    };
  }
  if (context.recall(memory) === user.pod.metadata.uid) return undefined;
  context.remember(memory, user.pod.metadata.uid);
  return {
    cause: user.cause,
    why: why('storage.protection.claimKept', { claim: name, pod: user.pod.metadata.name }),
    pause: Infinity,
  };
}

/** A pod that keeps a claim, and the field of it that names the claim (`podUsesPVC`). A pod without a node is not let to start with it. */
function userOf(
  context: Pick<Context, 'find' | 'get'>,
  claim: PersistentVolumeClaim,
): { readonly pod: Pod; readonly cause: Cause } | undefined {
  const { namespace, name } = claim.metadata;
  for (const key of context.find('pod-claim', `${namespace}/${name}`)) {
    const pod = context.get<Pod>(key);
    if (pod?.spec.nodeName === undefined) continue;
    const volumes = pod.spec.volumes ?? [];
    const named = volumes.findIndex((one) => one.persistentVolumeClaim?.claimName === name);
    if (named >= 0) {
      const field = ['spec', 'volumes', named, 'persistentVolumeClaim', 'claimName'];
      return { pod, cause: { object: key, field } };
    }
    const made = volumes.findIndex((one) => one.ephemeral && `${pod.metadata.name}-${one.name}` === name);
    const isOwner = controllerOf(claim)?.uid === pod.metadata.uid;
    if (made >= 0 && isOwner && !isShutDown(pod)) {
      return { pod, cause: { object: key, field: ['spec', 'volumes', made, 'ephemeral'] } };
    }
  }
  return undefined;
}

/** The kubelet is done with it, or nobody waited for the kubelet (`podIsShutDown`). */
function isShutDown(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined && pod.metadata.deletionGracePeriodSeconds === 0;
}

/** `IsDeletionCandidate` and `NeedToAddFinalizer` of `pkg/controller/volume/protectionutil/utils.go`. */
function isCandidate(claim: KubeObject): boolean {
  return claim.metadata.deletionTimestamp !== undefined && hasFinalizer(claim, CLAIM_PROTECTION);
}

function isUnprotected(claim: KubeObject): boolean {
  return claim.metadata.deletionTimestamp === undefined && !hasFinalizer(claim, CLAIM_PROTECTION);
}

function claimKeyOf(term: string): ObjectKey {
  const slash = term.indexOf('/');
  return objectKey('PersistentVolumeClaim', term.slice(0, slash), term.slice(slash + 1));
}
