import type { Pod } from '../api/pod.js';
import { clockOf } from '../cluster/clock.js';
import { conditionOf, isPodReady } from '../cluster/conditions.js';

const PHASE_RANK: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/** Orders pods by how little is lost when they go: smaller first. */
export interface RankedPod {
  readonly pod: Pod;
  /** How many pods of the same ReplicaSet are on its node: of two equal pods the one with more neighbours goes. */
  readonly onNode: number;
}

function deletionCost(pod: Pod): number {
  const cost = Number(pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? 0);
  return Number.isInteger(cost) ? cost : 0;
}

/** Younger is smaller: whole powers of two of the age in seconds are compared, as LogarithmicScaleDown has it. */
function ageRank(time: string | undefined, now: number): number {
  const at = clockOf(time);
  if (at === undefined) return -1;
  return Math.floor(Math.log2(Math.max(1, (now - at) / 1000)));
}

/**
 * Which of two pods is deleted first (negative: `a`): not scheduled before scheduled, Pending before Running, not ready before ready, lower
 * deletion cost, more pods on the node, ready for a shorter time, more restarts, younger. Models `ActivePodsWithRanks.Less` of
 * `pkg/controller/controller_utils.go`. Names decide the rest here; the real one goes by uid.
 */
export function compareForDeletion(a: RankedPod, b: RankedPod, now: number): number {
  const [one, two] = [a.pod, b.pod];
  const steps = [
    () => Number(one.spec.nodeName !== undefined) - Number(two.spec.nodeName !== undefined),
    () => (PHASE_RANK[one.status.phase] ?? 0) - (PHASE_RANK[two.status.phase] ?? 0),
    () => Number(isPodReady(one)) - Number(isPodReady(two)),
    () => deletionCost(one) - deletionCost(two),
    () => b.onNode - a.onNode,
    () => ageRank(readySince(one), now) - ageRank(readySince(two), now),
    () => restarts(two) - restarts(one),
    () => ageRank(one.metadata.creationTimestamp, now) - ageRank(two.metadata.creationTimestamp, now),
    () => (one.metadata.name < two.metadata.name ? -1 : 1),
  ];
  for (const step of steps) {
    const order = step();
    if (order !== 0) return order;
  }
  return 0;
}

function readySince(pod: Pod): string | undefined {
  const ready = conditionOf(pod.status.conditions, 'Ready');
  return ready?.status === 'True' ? ready.lastTransitionTime : undefined;
}

function restarts(pod: Pod): number {
  return Math.max(0, ...(pod.status.containerStatuses ?? []).map((one) => one.restartCount));
}
