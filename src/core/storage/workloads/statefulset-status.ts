import { keyOf } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { StatefulSet } from '../../api/workload.js';
import { clockOf } from '../../cluster/clock.js';
import { conditionOf, isPodReady } from '../../cluster/conditions.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { deepEqual } from '../../cluster/deep.js';
import { why } from '../../cluster/why.js';
import { revisionOf } from './identity.js';
import type { Revisions } from './revisions.js';

export function isTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status.phase === 'Running' && isPodReady(pod);
}

/** The moment from which a pod counts as available, `minReadySeconds` after it became ready; undefined while it is not (`IsPodAvailable`). */
function availableFrom(set: StatefulSet, pod: Pod): number | undefined {
  if (!isPodReady(pod)) return undefined;
  const since = clockOf(conditionOf(pod.status.conditions, 'Ready')?.lastTransitionTime);
  return (since ?? 0) + (set.spec.minReadySeconds ?? 0) * 1000;
}

/** Whether a pod is available now. One that is only not yet makes the set look again when it will be. */
export function isAvailable(context: Context, set: StatefulSet, pod: Pod): boolean {
  const from = availableFrom(set, pod);
  if (from === undefined) return false;
  const waits = (set.spec.minReadySeconds ?? 0) > 0 && from > context.now;
  if (waits) context.again(keyOf(set), from);
  return !waits;
}

/**
 * The numbers of the status, and the end of a rollout: when every pod has the update revision, it is the current one. Models
 * `computeReplicaStatus` and `completeRollingUpdate` of `pkg/controller/statefulset`.
 */
export function count(
  context: Context,
  set: StatefulSet,
  { current, update }: Revisions,
  pods: readonly Pod[],
): Deed | undefined {
  const { spec, metadata } = set;
  const ready = pods.filter(isRunningAndReady);
  const staying = pods.filter((pod) => !isTerminating(pod));
  const ofRevision = (name: string) => staying.filter((pod) => revisionOf(pod) === name).length;
  const updated = ofRevision(update.metadata.name);
  const complete =
    spec.updateStrategy.type === 'RollingUpdate' &&
    updated === spec.replicas &&
    pods.length === spec.replicas &&
    ready.length === spec.replicas;
  const status: StatefulSet['status'] = {
    observedGeneration: metadata.generation ?? 1,
    replicas: pods.length,
    readyReplicas: ready.length,
    availableReplicas: ready.filter((pod) => isAvailable(context, set, pod)).length,
    currentReplicas: complete ? updated : ofRevision(current.metadata.name),
    updatedReplicas: updated,
    currentRevision: (complete ? update : current).metadata.name,
    updateRevision: update.metadata.name,
    ...(set.status.conditions ? { conditions: set.status.conditions } : {}),
  };
  if (deepEqual(status, set.status)) return undefined;
  return {
    cause: { object: keyOf(set), field: ['spec', 'replicas'] },
    why: why('cluster.statefulset.counted', {
      statefulSet: metadata.name,
      ready: ready.length,
      replicas: spec.replicas,
    }),
    writes: [{ verb: 'update', object: { ...set, status } as StatefulSet }],
  };
}
