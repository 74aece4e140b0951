import type { Condition } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import { timestamp } from './clock.js';

export type NewCondition = Omit<Condition, 'lastTransitionTime'>;

export function conditionOf(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  if (conditions) for (const condition of conditions) if (condition.type === type) return condition;
  return undefined;
}

/** `IsPodReady` of `pkg/api/v1/pod/util.go`. */
export function isPodReady(pod: Pod): boolean {
  return conditionOf(pod.status.conditions, 'Ready')?.status === 'True';
}

/** Whether a pod has ended for good: none of its containers will run again. */
export function hasEnded(pod: Pod): boolean {
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}

/** Sets conditions by type. `lastTransitionTime` moves only when a status changes. */
export function withConditions(
  conditions: readonly Condition[] | undefined,
  changed: readonly NewCondition[],
  now: number,
): readonly Condition[] {
  const result = [...(conditions ?? [])];
  for (const condition of changed) {
    const at = result.findIndex((one) => one.type === condition.type);
    const old = result[at];
    const same = old !== undefined && old.status === condition.status && old.lastTransitionTime !== undefined;
    const lastTransitionTime = same ? old.lastTransitionTime : timestamp(now);
    const next: Condition = { ...condition, ...(lastTransitionTime === undefined ? {} : { lastTransitionTime }) };
    if (at >= 0) result[at] = next;
    else result.push(next);
  }
  return result;
}
