import type { KubeObject, ObjectMeta } from '../api/meta.js';
import { timestamp } from './clock.js';

/** Who deletes with `--cascade=orphan` asks the garbage collector for this (`metav1.FinalizerOrphanDependents`). */
export const ORPHAN = 'orphan';
/** A deletion in the foreground: what it owned goes first (`metav1.FinalizerDeleteDependents`). */
export const FOREGROUND = 'foregroundDeletion';

/** Whether somebody has yet to finish their work before the object may go. */
export function isHeld({ metadata }: KubeObject): boolean {
  return (metadata.finalizers?.length ?? 0) > 0;
}

/** Whether an object was told to go and only its finalizers keep it. */
export function isWaitingToGo(object: KubeObject): boolean {
  return object.metadata.deletionGracePeriodSeconds === 0 && isHeld(object);
}

/**
 * The finalizers a DELETE request leaves: what it says about dependents replaces what stood there before. A request that says nothing
 * (`orphan` is undefined) leaves it to them; kubectl always says something. Models `deletionFinalizersForGarbageCollection`.
 */
export function finalizersOfDelete({ finalizers = [] }: ObjectMeta, orphan: boolean | undefined): readonly string[] {
  if (orphan === undefined) return finalizers;
  const others = finalizers.filter((one) => one !== ORPHAN && one !== FOREGROUND);
  return orphan ? [...others, ORPHAN] : others;
}

/** The metadata of an object that goes as soon as its finalizers are done: no time is left for anything else (`markAsDeleting`). */
export function markedAsDeleting(
  before: ObjectMeta,
  finalizers: readonly string[],
  now: number,
  resourceVersion: string,
): ObjectMeta {
  const at = timestamp(now);
  const { deletionTimestamp: told, generation = 0 } = before;
  return {
    ...before,
    resourceVersion,
    deletionTimestamp: told === undefined || told > at ? at : told,
    deletionGracePeriodSeconds: 0,
    finalizers,
    ...(told === undefined && generation > 0 ? { generation: generation + 1 } : {}),
  };
}

/**
 * Whether an update takes the last finalizer from an object that waits only for that: it is then gone. Models `ShouldDeleteDuringUpdate`;
 * a namespace waits for the namespace controller besides (`shouldDeleteNamespaceDuringUpdate` of
 * `pkg/registry/core/namespace/storage/storage.go`), which the grace period of zero says here.
 */
export function isReleased(before: KubeObject, after: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds: grace } = before.metadata;
  if (deletionTimestamp === undefined || isHeld(after)) return false;
  return grace === 0 || (grace === undefined && before.kind !== 'Namespace');
}

/** The object without one of its finalizers; the field goes with the last one. */
export function withoutFinalizer<T extends KubeObject>(object: T, finalizer: string): T {
  const { finalizers = [], ...metadata } = object.metadata;
  const others = finalizers.filter((one) => one !== finalizer);
  return { ...object, metadata: others.length > 0 ? { ...metadata, finalizers: others } : metadata };
}

/** The object with one more finalizer. */
export function withFinalizer<T extends KubeObject>(object: T, finalizer: string): T {
  const { finalizers = [] } = object.metadata;
  if (finalizers.includes(finalizer)) return object;
  return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } };
}

export function hasFinalizer({ metadata }: KubeObject, finalizer: string): boolean {
  return metadata.finalizers?.includes(finalizer) === true;
}
