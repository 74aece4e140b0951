import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import { kindInfo } from '../api/kinds.js';
import type { KubeObject, OwnerReference } from '../api/meta.js';
import type { Context, Controller, Deed } from '../cluster/controller.js';
import { hasFinalizer, ORPHAN, withoutFinalizer } from '../cluster/finalizers.js';
import { released, withOwners } from '../cluster/ownership.js';
import { why } from '../cluster/why.js';

/**
 * Deletes what belonged to an object that is gone: background cascading deletion. An object deleted with `--cascade=orphan` waits here
 * until nothing names it as its owner any more. Models `attemptToDeleteItem` and `attemptToOrphanWorker` of
 * `pkg/controller/garbagecollector/garbagecollector.go`.
 */
export const garbageCollector: Controller = {
  name: 'garbage-collector',
  watches: {
    '*': ({ key, before, after }, wake, context) => {
      if (before && !after) for (const child of context.find('owner', before.metadata.uid ?? '')) wake(child);
      // A child that arrives after its owner has gone.
      if (!before && after?.metadata.ownerReferences) wake(key);
      if (after && isOrphaning(after) && !(before && isOrphaning(before))) wake(key);
    },
  },
  reconcile(key, context) {
    const object = context.get(key as ObjectKey);
    if (!object) return undefined;
    if (isOrphaning(object)) return orphanDependents(context, object);
    const owners = object.metadata.ownerReferences ?? [];
    if (owners.length === 0 || object.metadata.deletionTimestamp !== undefined) return undefined;
    const solid = owners.filter((owner) => exists(context, object, owner));
    if (solid.length === owners.length) return undefined;
    const gone = owners.findIndex((owner) => !solid.includes(owner));
    const owner = owners[gone] as OwnerReference;
    const cause = { object: key as ObjectKey, field: ['metadata', 'ownerReferences', gone] };
    const names = namesOf(object, owner);
    return solid.length > 0
      ? {
          cause,
          why: why('cluster.garbageCollector.disowned', names),
          writes: [{ verb: 'update', object: withOwners(object, solid) }],
        }
      : {
          cause,
          why: why('cluster.garbageCollector.deleted', names),
          writes: [{ verb: 'delete', key: key as ObjectKey }],
        };
  },
};

function isOrphaning(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined && hasFinalizer(object, ORPHAN);
}

function exists(context: Context, object: KubeObject, owner: OwnerReference): boolean {
  const namespaced = kindInfo(owner.apiVersion, owner.kind)?.namespaced !== false;
  const key = objectKey(owner.kind, namespaced ? object.metadata.namespace : undefined, owner.name);
  return context.get(key)?.metadata.uid === owner.uid;
}

function namesOf(object: KubeObject, owner: { readonly kind: string; readonly name: string }) {
  return { kind: object.kind, name: object.metadata.name, ownerKind: owner.kind, owner: owner.name };
}

/** Takes the reference from one dependent after the other, then lets the owner go. */
function orphanDependents(context: Context, owner: KubeObject): Deed {
  const cause = { object: keyOf(owner), field: ['metadata', 'finalizers'] };
  const { kind, metadata } = owner;
  const [next] = context.find('owner', metadata.uid ?? '');
  const child = next && context.get(next);
  if (child) {
    return {
      cause,
      why: why('cluster.garbageCollector.orphaned', namesOf(child, { kind, name: metadata.name })),
      writes: [{ verb: 'update', object: released(child, owner) }],
    };
  }
  return {
    cause,
    why: why('cluster.garbageCollector.released', { kind, name: metadata.name }),
    writes: [{ verb: 'update', object: withoutFinalizer(owner, ORPHAN) }],
  };
}
