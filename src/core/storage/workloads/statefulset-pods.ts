import type { Cause } from '../../api/cause.js';
import { keyOf, objectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { ControllerRevision, StatefulSet } from '../../api/workload.js';
import { admit } from '../../cluster/admission.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { mostOf, quotaExceeded } from '../../cluster/limits.js';
import type { ClusterEvent } from '../../cluster/types.js';
import { why } from '../../cluster/why.js';
import { claimsFor, identityLabels, newPod, ordinalOf, podName, startOf } from './identity.js';

/** What the controller said last of a pod that it could not make; it says the same only once, and tries again when something changes. */
const failureMemory = (set: StatefulSet) => `statefulset-failure/${set.metadata.uid}`;

/** Whether the last attempt of a set failed, so that a change elsewhere may help it. */
export function hasFailed(context: Pick<Context, 'recall'>, set: StatefulSet): boolean {
  return context.recall(failureMemory(set)) !== undefined;
}

/**
 * The next thing on the way to a pod: the first of its claims that is missing, then the pod itself. Gives `failed` where a claim is on
 * its way out or the API server refuses. Models `CreateStatefulPod` and `createPersistentVolumeClaims` of
 * `pkg/controller/statefulset/stateful_pod_control.go`.
 */
export function createPod(
  context: Context,
  set: StatefulSet,
  ordinal: number,
  revision: ControllerRevision,
): Deed | 'failed' {
  const claims = createClaims(context, set, ordinal);
  if (claims) return claims;
  const name = podName(set, ordinal);
  const cause: Cause = { object: keyOf(set), field: ['spec', 'replicas'] };
  if (context.list('Pod').length >= mostOf('Pod')) {
    return failed(context, set, cause, name, quotaExceeded('pods', name, mostOf('Pod')));
  }
  const admitted = admit(context, newPod(set, revision.data.spec.template, ordinal, revision.metadata.name), undefined);
  if ('refusal' in admitted) return failed(context, set, cause, name, admitted.refusal.message);
  context.remember(failureMemory(set), undefined);
  return {
    cause,
    why: why('cluster.statefulset.created', {
      statefulSet: set.metadata.name,
      pod: name,
      order: orderOf(set, ordinal),
      claims: set.spec.volumeClaimTemplates?.length ?? 0,
    }),
    writes: [{ verb: 'create', object: admitted.object }],
    event: podEvent(set, 'create', name),
  };
}

/** What the pod had to wait for. */
function orderOf(set: StatefulSet, ordinal: number): 'parallel' | 'first' | 'next' {
  if (set.spec.podManagementPolicy === 'Parallel') return 'parallel';
  return ordinal === startOf(set) ? 'first' : 'next';
}

/** The first missing claim of an ordinal; `failed` where one is being deleted or refused; undefined when all are there. */
export function createClaims(context: Context, set: StatefulSet, ordinal: number): Deed | 'failed' | undefined {
  const pod = podName(set, ordinal);
  const statefulSet = set.metadata.name;
  for (const { template, object } of claimsFor(set, ordinal)) {
    const { name } = object.metadata;
    const cause: Cause = { object: keyOf(set), field: ['spec', 'volumeClaimTemplates', template] };
    const live = context.get(keyOf(object));
    if (live?.metadata.deletionTimestamp !== undefined) {
      return failed(context, set, cause, pod, `pvc ${name} is being deleted`);
    }
    if (live) continue;
    const admitted = admit(context, object, undefined);
    if ('refusal' in admitted) {
      const error = `failed to create PVC ${name}: ${admitted.refusal.message}`;
      return failed(context, set, cause, pod, error);
    }
    return {
      cause,
      why: why('cluster.statefulset.claim', { statefulSet, claim: name, pod }),
      writes: [{ verb: 'create', object: admitted.object }],
      event: {
        type: 'Normal',
        reason: 'SuccessfulCreate',
        message: `create Claim ${name} Pod ${pod} in StatefulSet ${statefulSet} success`,
        object: keyOf(set),
      },
    };
  }
  return undefined;
}

function failed(context: Context, set: StatefulSet, cause: Cause, pod: string, error: string): Deed | 'failed' {
  if (context.recall(failureMemory(set)) === error) return 'failed';
  context.remember(failureMemory(set), error);
  return {
    cause,
    why: why('cluster.statefulset.refused', { statefulSet: set.metadata.name, pod }),
    event: {
      type: 'Warning',
      reason: 'FailedCreate',
      message: `create Pod ${pod} in StatefulSet ${set.metadata.name} failed error: ${error}`,
      object: keyOf(set),
    },
  };
}

/** Why a pod of the set is deleted: to scale down, to take the new template, or because it ended. */
export type DeleteReason = 'scaledDown' | 'updated' | 'ended';

export function deletePod(set: StatefulSet, pod: Pod, reason: DeleteReason): Deed {
  const { name } = pod.metadata;
  const key = keyOf(set);
  const statefulSet = set.metadata.name;
  return {
    cause: {
      object: reason === 'ended' ? keyOf(pod) : key,
      field: { scaledDown: ['spec', 'replicas'], updated: ['spec', 'template'], ended: ['status', 'phase'] }[reason],
    },
    why: why(`cluster.statefulset.${reason}`, { statefulSet, pod: name, replicas: set.spec.replicas }),
    writes: [{ verb: 'delete', key: objectKey('Pod', pod.metadata.namespace, name) }],
    event: podEvent(set, 'delete', name),
  };
}

/** Gives a pod back the labels that say which one it is (`UpdateStatefulPod`). */
export function identify(set: StatefulSet, pod: Pod): Deed | undefined {
  const { name, labels } = pod.metadata;
  const wanted = identityLabels(name, ordinalOf(set, name));
  if (Object.entries(wanted).every(([key, value]) => labels?.[key] === value)) return undefined;
  return {
    cause: { object: keyOf(pod), field: ['metadata', 'name'] },
    why: why('cluster.statefulset.identified', { statefulSet: set.metadata.name, pod: name }),
    writes: [
      { verb: 'update', object: { ...pod, metadata: { ...pod.metadata, labels: { ...labels, ...wanted } } } as Pod },
    ],
    event: podEvent(set, 'update', name),
  };
}

/** `recordPodEvent`: `create Pod web-0 in StatefulSet web successful`. */
function podEvent(set: StatefulSet, verb: 'create' | 'update' | 'delete', pod: string): ClusterEvent {
  const reason = { create: 'SuccessfulCreate', update: 'SuccessfulUpdate', delete: 'SuccessfulDelete' }[verb];
  const message = `${verb} Pod ${pod} in StatefulSet ${set.metadata.name} successful`;
  return { type: 'Normal', reason, message, object: keyOf(set) };
}
