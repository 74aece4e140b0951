import { objectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { IntOrString } from '../../api/meta.js';
import type { StatefulSet } from '../../api/workload.js';
import { hasEnded } from '../../cluster/conditions.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { hasStaleClaim, retain } from './claim-retention.js';
import { isWanted, ordinalOf, podName, revisionOf, startOf } from './identity.js';
import type { Revisions } from './revisions.js';
import { createClaims, createPod, deletePod, identify } from './statefulset-pods.js';
import { isAvailable, isRunningAndReady, isTerminating } from './statefulset-status.js';

/**
 * Something to do; `blocked` when a pod must be waited for before the next one; `failed` when the API server refused, which ends the
 * attempt, in parallel too (`slowStartBatch`); undefined when there is nothing to do here.
 */
type Next = Deed | 'blocked' | 'failed' | undefined;

interface Sync {
  readonly context: Context;
  readonly set: StatefulSet;
  readonly revisions: Revisions;
  /** One at a time and in order (`podManagementPolicy: OrderedReady`). */
  readonly ordered: boolean;
}

/**
 * The next thing to do for the pods of a set: make what is missing in order of the ordinals, take what is too many from the highest down,
 * then bring the highest outdated one up to date. Models `updateStatefulSet`, `processReplica` and `processCondemned` of
 * `pkg/controller/statefulset/stateful_set_control.go`.
 */
export function syncPods(
  context: Context,
  set: StatefulSet,
  revisions: Revisions,
  pods: readonly Pod[],
): Deed | undefined {
  const sync: Sync = { context, set, revisions, ordered: set.spec.podManagementPolicy !== 'Parallel' };
  const byName = new Map(pods.map((pod) => [pod.metadata.name, pod]));
  const replicas = Array.from({ length: set.spec.replicas }, (_, index) => startOf(set) + index);
  const condemned = pods
    .filter((pod) => !isWanted(set, ordinalOf(set, pod.metadata.name)))
    .toSorted((a, b) => ordinalOf(set, b.metadata.name) - ordinalOf(set, a.metadata.name));
  const living = replicas.map((ordinal) => byName.get(podName(set, ordinal)));
  const steps: (() => Next)[] = [
    () => firstOf(sync, replicas, (ordinal, index) => processReplica(sync, ordinal, living[index])),
    () => firstOf(sync, condemned, (pod) => retain(context, set, pod)),
    () => firstOf(sync, condemned, (pod) => processCondemned(sync, pod, firstUnhealthy(sync, living, condemned))),
    () => rollOut(sync, living),
  ];
  for (const step of steps) {
    const next = step();
    if (next === 'blocked' || next === 'failed') return undefined;
    if (next) return next;
  }
  return undefined;
}

/** Ordered, the first that must be waited for holds up all others; in parallel the next one is looked at. */
function firstOf<T>({ ordered }: Sync, items: readonly T[], look: (item: T, index: number) => Next): Next {
  for (const [index, item] of items.entries()) {
    const next = look(item, index);
    if (next && (next !== 'blocked' || ordered)) return next;
  }
  return undefined;
}

function processReplica(sync: Sync, ordinal: number, pod: Pod | undefined): Next {
  const { context, set, ordered } = sync;
  if (!pod) {
    const name = podName(set, ordinal);
    // A pod of this name that is not the set's own keeps the place until it goes.
    if (context.get(objectKey('Pod', set.metadata.namespace, name))) return 'blocked';
    if (hasStaleClaim(context, set, name)) return 'blocked';
    return createPod(context, set, ordinal, revisionFor(sync, ordinal));
  }
  // Whatever it ended with, it is replaced as soon as its object has gone.
  if (hasEnded(pod)) return isTerminating(pod) ? 'blocked' : deletePod(set, pod, 'ended');
  if (pod.status.phase === 'Pending') {
    const missing = createClaims(context, set, ordinal) ?? retain(context, set, pod);
    if (missing) return missing;
  }
  const waits = isTerminating(pod) || !isRunningAndReady(pod) || !isAvailable(context, set, pod);
  if (waits && ordered) return 'blocked';
  return identify(set, pod) ?? retain(context, set, pod);
}

/** Below the partition a pod comes back as it was (`newVersionedStatefulSetPod`). */
function revisionFor({ set, revisions }: Sync, ordinal: number) {
  const { type, rollingUpdate } = set.spec.updateStrategy;
  const partition = type === 'RollingUpdate' ? (rollingUpdate?.partition ?? 0) : 0;
  return ordinal < startOf(set) + partition ? revisions.current : revisions.update;
}

/** The pod that ordered scaling down may delete though it is not healthy: the first that is not, living ones first. */
function firstUnhealthy({ context, set }: Sync, living: readonly (Pod | undefined)[], condemned: readonly Pod[]) {
  const isUnhealthy = (pod: Pod | undefined) => !pod || isTerminating(pod) || !isAvailable(context, set, pod);
  return living.some(isUnhealthy) ? undefined : condemned.findLast(isUnhealthy);
}

function processCondemned({ context, set, ordered }: Sync, pod: Pod, firstUnhealthyPod: Pod | undefined): Next {
  if (isTerminating(pod)) return 'blocked';
  const isHealthy = isRunningAndReady(pod) && isAvailable(context, set, pod);
  if (ordered && !isHealthy && pod !== firstUnhealthyPod) return 'blocked';
  return deletePod(set, pod, 'scaledDown');
}

/**
 * Deletes the highest pod that does not have the update revision, as long as no more are unavailable than may be. A pod that never
 * becomes ready is waited for. Models `updateStatefulSetAfterInvariantEstablished`.
 */
function rollOut({ context, set, revisions }: Sync, living: readonly (Pod | undefined)[]): Deed | undefined {
  const { type, rollingUpdate } = set.spec.updateStrategy;
  if (type === 'OnDelete') return undefined;
  const most = mostUnavailable(rollingUpdate?.maxUnavailable, set.spec.replicas);
  const unavailable = living.filter((pod) => !pod || isTerminating(pod) || !isAvailable(context, set, pod)).length;
  if (unavailable >= most) return undefined;
  const partition = rollingUpdate?.partition ?? 0;
  const outdated = living.findLast(
    (pod, index) =>
      index >= partition && pod && !isTerminating(pod) && revisionOf(pod) !== revisions.update.metadata.name,
  );
  return outdated ? deletePod(set, outdated, 'updated') : undefined;
}

/** A number, or a part of the replicas rounded up; one at least (`getStatefulSetMaxUnavailable`). */
function mostUnavailable(value: IntOrString | undefined, replicas: number): number {
  if (value === undefined) return 1;
  const part = typeof value === 'number' ? value : Math.ceil((Number.parseInt(value, 10) * replicas) / 100);
  return Math.max(1, part || 1);
}
