import { objectKey, parseKey, type ObjectKey } from '../api/key.js';
import type { OwnerReference } from '../api/meta.js';
import type { Controller } from '../cluster/controller.js';
import { why } from '../cluster/why.js';

/** Kinds of owners that live in no namespace. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set(['Node', 'Namespace']);

/**
 * Deletes what belonged to an object that is gone: background cascading deletion. Models `attemptToDeleteItem` of
 * `pkg/controller/garbagecollector/garbagecollector.go`.
 */
export const garbageCollector: Controller = {
  name: 'garbage-collector',
  watches: {
    '*': ({ key, before, after }, wake, context) => {
      if (before && !after) for (const child of context.find('owner', before.metadata.uid ?? '')) wake(child);
      // A child that arrives after its owner has gone.
      if (!before && after?.metadata.ownerReferences) wake(key);
    },
  },
  reconcile(key, context) {
    const object = context.get(key as ObjectKey);
    const owners = object?.metadata.ownerReferences ?? [];
    if (!object || owners.length === 0 || object.metadata.deletionTimestamp !== undefined) return undefined;
    const exists = (owner: OwnerReference) => {
      const namespace = CLUSTER_SCOPED.has(owner.kind) ? undefined : object.metadata.namespace;
      return context.get(objectKey(owner.kind, namespace, owner.name))?.metadata.uid === owner.uid;
    };
    if (owners.some(exists)) return undefined;
    const owner = owners[0] as OwnerReference;
    const { kind, name } = parseKey(key as ObjectKey);
    return {
      cause: { object: key as ObjectKey, field: ['metadata', 'ownerReferences', 0] },
      why: why('cluster.garbageCollector.deleted', { kind, name, ownerKind: owner.kind, owner: owner.name }),
      writes: [{ verb: 'delete', key: key as ObjectKey }],
    };
  },
};
