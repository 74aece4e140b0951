import { defaultObject } from '../api/defaults/index.js';
import { keyOf, type ObjectKey } from '../api/key.js';
import type { KubeObject, ObjectMeta } from '../api/meta.js';
import type { Namespace } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { StorageClass } from '../api/storage.js';
import { admitPod } from './admission.js';
import { timestamp } from './clock.js';
import type { Write } from './controller.js';
import { deepEqual, deepFreeze } from './deep.js';
import { finalizersOfDelete, isHeld, isReleased, isWaitingToGo, markedAsDeleting } from './finalizers.js';
import { seededUid } from './seeded.js';
import { admitStorage } from './storage-admission.js';
import type { Change } from './types.js';

/** Kinds whose `metadata.generation` counts changes of the spec. */
const COUNTS_GENERATIONS: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Pod',
]);

/** What the API server needs from the cluster to write. */
export interface Registry {
  readonly seed: number;
  readonly now: number;
  get(key: ObjectKey): KubeObject | undefined;
  list<T extends KubeObject>(kind: string): readonly T[];
  /** How many objects of this key were created so far, this one included. */
  incarnation(key: ObjectKey): number;
  nextResourceVersion(): string;
}

/**
 * Carries out one write as the API server's registry does: names the object's uid and times, counts its generation and
 * resourceVersion, and starts a graceful deletion. An object with finalizers is only marked, and goes when an update takes the last one.
 * Gives the changes; none when the write says what is so already.
 * Models `staging/src/k8s.io/apiserver/pkg/registry/rest/{create,update,delete}.go`, `pkg/registry/generic/registry/store.go` of the same
 * module and `pkg/registry/core/pod/strategy.go`.
 */
export function carryOut(write: Write, registry: Registry): Change | undefined {
  switch (write.verb) {
    case 'create':
      return create(write.object, registry);
    case 'update':
      return update(write.object, registry);
    case 'delete':
      return remove(write.key, registry, write.graceSeconds, write.orphan);
    case 'remove':
      return goOrWait(write.key, registry.get(write.key), registry);
  }
}

/** One completed spec for all pods of a template: they share it, as they share its meaning. */
const completed = new WeakMap<Pod['spec'], Pod['spec']>();

function completePod(pod: Pod): Pod {
  let spec = completed.get(pod.spec);
  if (!spec) {
    spec = admitPod(defaultObject(pod) as Pod).spec;
    completed.set(pod.spec, spec);
    completed.set(spec, spec);
  }
  return { ...pod, spec };
}

/** What the API server adds to an object that a controller writes; what kubectl writes has been through this before. */
function complete(object: KubeObject, registry: Registry): KubeObject {
  if (object.kind === 'Pod') return completePod(object as Pod);
  if (object.kind !== 'PersistentVolume' && object.kind !== 'PersistentVolumeClaim') return object;
  return admitStorage(defaultObject(object), () => registry.list<StorageClass>('StorageClass'));
}

function create(object: KubeObject, registry: Registry): Change | undefined {
  const key = keyOf(object);
  if (registry.get(key)) return undefined;
  object = complete(object, registry);
  const metadata: ObjectMeta = {
    ...object.metadata,
    uid: seededUid(registry.seed, `${key}#${registry.incarnation(key)}`),
    resourceVersion: registry.nextResourceVersion(),
    creationTimestamp: timestamp(registry.now),
    ...(COUNTS_GENERATIONS.has(object.kind) ? { generation: 1 } : {}),
  };
  return change(key, undefined, { ...object, metadata });
}

function update(object: KubeObject, registry: Registry): Change | undefined {
  const key = keyOf(object);
  const before = registry.get(key);
  if (!before || deepEqual(before, object)) return undefined;
  const after = sharing(before, object);
  if (isReleased(before, after)) return change(key, before, undefined);
  const counts = COUNTS_GENERATIONS.has(object.kind) && specOf(after) !== specOf(before);
  const metadata: ObjectMeta = {
    ...after.metadata,
    resourceVersion: registry.nextResourceVersion(),
    ...(counts ? { generation: (before.metadata.generation ?? 0) + 1 } : {}),
  };
  return change(key, before, { ...after, metadata });
}

/** The new version with the parts of the old one that are equal: who watches then sees at a glance what changed. */
function sharing(before: KubeObject, after: KubeObject): KubeObject {
  return {
    ...reused(before, after, ['spec', 'status']),
    metadata: reused(before.metadata, after.metadata, ['labels', 'annotations', 'ownerReferences']),
  };
}

function reused<T extends object>(before: T, after: T, fields: readonly string[]): T {
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const same = fields.filter((field) => old[field] !== now[field] && deepEqual(old[field], now[field]));
  return same.length === 0 ? after : { ...after, ...Object.fromEntries(same.map((field) => [field, old[field]])) };
}

function remove(
  key: ObjectKey,
  registry: Registry,
  graceSeconds: number | undefined,
  orphan: boolean | undefined,
): Change | undefined {
  const stored = registry.get(key);
  if (!stored) return undefined;
  const before = isDeleting(stored) ? stored : asTold(stored, orphan);
  if (before.kind === 'Pod') return removePod(key, stored as Pod, before as Pod, registry, graceSeconds);
  if (before.kind === 'Namespace') return removeNamespace(key, before as Namespace, registry);
  return goOrWait(key, stored, registry, before);
}

function isDeleting({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined;
}

/** With the finalizers that the request asks for; the same object where it has them already. */
function asTold(object: KubeObject, orphan: boolean | undefined): KubeObject {
  const { finalizers: had, ...metadata } = object.metadata;
  const finalizers = finalizersOfDelete(object.metadata, orphan);
  if (deepEqual(finalizers, had ?? [])) return object;
  return { ...object, metadata: finalizers.length > 0 ? { ...metadata, finalizers } : metadata };
}

/** Takes an object away, or marks it when finalizers hold it. `told` is the object as the request left its finalizers. */
function goOrWait(
  key: ObjectKey,
  stored: KubeObject | undefined,
  registry: Registry,
  told = stored,
): Change | undefined {
  if (!stored || !told || !isHeld(told)) return change(key, stored, undefined);
  if (isWaitingToGo(stored)) return undefined;
  const finalizers = told.metadata.finalizers ?? [];
  const metadata = markedAsDeleting(stored.metadata, finalizers, registry.now, registry.nextResourceVersion());
  return change(key, stored, { ...stored, metadata });
}

/** A pod that no kubelet runs goes at once; any other is marked and waits for its kubelet (`podStrategy.CheckGracefulDelete`). */
function removePod(
  key: ObjectKey,
  stored: Pod,
  before: Pod,
  registry: Registry,
  graceSeconds: number | undefined,
): Change | undefined {
  const ended = before.status.phase === 'Succeeded' || before.status.phase === 'Failed';
  const unscheduled = before.spec.nodeName === undefined;
  const grace = ended || unscheduled ? 0 : (graceSeconds ?? before.spec.terminationGracePeriodSeconds);
  if (grace === 0) return goOrWait(key, stored, registry, before);
  const running = before.metadata.deletionGracePeriodSeconds;
  if (running !== undefined && running <= grace) return undefined;
  const metadata: ObjectMeta = {
    ...before.metadata,
    resourceVersion: registry.nextResourceVersion(),
    deletionTimestamp: timestamp(registry.now + grace * 1000),
    deletionGracePeriodSeconds: grace,
    generation: (before.metadata.generation ?? 0) + 1,
  };
  return change(key, stored, { ...before, metadata });
}

/** A namespace is emptied before it goes (`pkg/registry/core/namespace/storage/storage.go`). */
function removeNamespace(key: ObjectKey, before: Namespace, registry: Registry): Change | undefined {
  if (before.metadata.deletionTimestamp !== undefined) return undefined;
  const metadata: ObjectMeta = {
    ...before.metadata,
    resourceVersion: registry.nextResourceVersion(),
    deletionTimestamp: timestamp(registry.now),
  };
  return change(key, before, { ...before, metadata, status: { phase: 'Terminating' } } as Namespace);
}

function specOf(object: KubeObject): unknown {
  return (object as { readonly spec?: unknown }).spec;
}

function change(key: ObjectKey, before: KubeObject | undefined, after: KubeObject | undefined): Change | undefined {
  return before === after ? undefined : { key, before, after: deepFreeze(after) };
}
