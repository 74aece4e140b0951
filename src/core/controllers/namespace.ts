import { keyOf, type ObjectKey } from '../api/key.js';
import type { Namespace } from '../api/node.js';
import type { Controller } from '../cluster/controller.js';
import { isHeld, isWaitingToGo } from '../cluster/finalizers.js';
import { why } from '../cluster/why.js';

/** Kinds of namespaced content of the model, in the order they are emptied; what others own goes with its owner. */
const CONTENT = [
  'StatefulSet',
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'Service',
  'Endpoints',
  'EndpointSlice',
  'Pod',
  'PersistentVolumeClaim',
  'ConfigMap',
  'Secret',
];

/**
 * Empties a namespace that is being deleted, then lets it go. Models
 * `pkg/controller/namespace/deletion/namespaced_resources_deleter.go`; objects of kinds that are not simulated go at once, with it.
 * Whatever a finalizer holds keeps the namespace.
 */
export const namespace: Controller = {
  name: 'namespace-controller',
  watches: {
    Namespace({ key, after }, wake) {
      if (after?.metadata.deletionTimestamp !== undefined) wake(key);
    },
    '*': ({ before, after }, wake, context) => {
      const inside = before?.metadata.namespace;
      if (after || inside === undefined) return;
      const key = `Namespace//${inside}` as ObjectKey;
      if (context.get(key)?.metadata.deletionTimestamp !== undefined) wake(key);
    },
  },
  reconcile(key, context) {
    const object = context.get<Namespace>(key as ObjectKey);
    if (!object || object.metadata.deletionTimestamp === undefined || isWaitingToGo(object)) return undefined;
    const { name } = object.metadata;
    const cause = { object: key as ObjectKey, field: ['metadata', 'deletionTimestamp'] };
    for (const kind of CONTENT) {
      const [next] = context.list(kind, name).filter((one) => one.metadata.deletionTimestamp === undefined);
      if (!next) continue;
      return {
        cause,
        why: why('cluster.namespace.emptied', { namespace: name, kind, name: next.metadata.name }),
        writes: [{ verb: 'delete', key: keyOf(next) }],
      };
    }
    if (context.list('Pod', name).length > 0) return undefined;
    const others = context.find('namespace', name);
    const held = others.flatMap((one) => context.get(one) ?? []).filter(isHeld);
    if (held.length > 0) {
      const told = held.find((one) => one.metadata.deletionTimestamp === undefined);
      return (
        told && {
          cause,
          why: why('cluster.namespace.emptied', { namespace: name, kind: told.kind, name: told.metadata.name }),
          writes: [{ verb: 'delete', key: keyOf(told) }],
        }
      );
    }
    return {
      cause,
      why: why('cluster.namespace.removed', { namespace: name }),
      writes: [
        ...others.map((one) => ({ verb: 'remove', key: one }) as const),
        { verb: 'remove', key: key as ObjectKey },
      ],
    };
  },
};
