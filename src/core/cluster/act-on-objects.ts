import { parseKey, type ObjectKey } from '../api/key.js';
import { allKinds } from '../api/kinds.js';
import type { KubeObject } from '../api/meta.js';
import type { Deployment, ReplicaSet, StatefulSet } from '../api/workload.js';
import { deletePod } from './act-on-pods.js';
import { notFound, onObject } from './act-target.js';
import { resourceOf } from './admission.js';
import type { Machine } from './machine.js';
import type { Refusal } from './types.js';
import { why } from './why.js';

const SCALABLE: ReadonlyMap<string, string> = new Map([
  ['Deployment', 'deployments.apps'],
  ['ReplicaSet', 'replicasets.apps'],
  ['StatefulSet', 'statefulsets.apps'],
]);

/** Namespaces that the API server keeps (`plugin/pkg/admission/namespace/lifecycle/admission.go`). */
const IMMORTAL: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

export function scale(machine: Machine, key: ObjectKey, replicas: number): Refusal | undefined {
  const { kind } = parseKey(key);
  const resource = SCALABLE.get(kind);
  const workload = machine.get<Deployment | ReplicaSet | StatefulSet>(key);
  if (workload && resource === undefined) {
    // A kind without the scale subresource, as a DaemonSet: kubectl asks for a path that the API server does not serve.
    return { object: key, field: ['metadata', 'name'], message: 'the server could not find the requested resource' };
  }
  if (!workload) return notFound(resource ?? 'deployments.apps', key);
  if (!Number.isInteger(replicas) || replicas < 0) {
    const message = `Scale.autoscaling "${workload.metadata.name}" is invalid: spec.replicas: Invalid value: ${replicas}: must be greater than or equal to 0`;
    return { object: key, field: ['spec', 'replicas'], message };
  }
  if (workload.spec.replicas === replicas) return undefined;
  machine.record(
    {
      cause: { object: key, field: ['spec', 'replicas'] },
      why: why('cluster.act.scaled', {
        kind,
        name: workload.metadata.name,
        from: workload.spec.replicas,
        to: replicas,
      }),
      writes: [{ verb: 'update', object: scaled(workload, replicas) }],
    },
    'kubectl',
  );
  return undefined;
}

function scaled(workload: Deployment | ReplicaSet | StatefulSet, replicas: number): KubeObject {
  return { ...workload, spec: { ...workload.spec, replicas } } as Deployment;
}

/** The version a kind is served in today. */
function versionOf(kind: string): string {
  return allKinds().find((one) => one.kind === kind && !one.removed)?.apiVersion ?? 'v1';
}

/**
 * `kubectl delete`, with `orphan` as `--cascade=orphan`: the object then waits with a finalizer until the garbage collector has cut what it
 * owned loose.
 */
export function deleteObject(machine: Machine, key: ObjectKey, orphan: boolean): Refusal | undefined {
  const { kind, name } = parseKey(key);
  if (kind === 'Pod' && !orphan) return deletePod(machine, key, false);
  const object = machine.get(key);
  const resource = resourceOf(object ?? { apiVersion: versionOf(kind), kind });
  return onObject(machine, resource, key, () => {
    if (kind === 'Namespace' && IMMORTAL.has(name)) {
      const message = `namespaces "${name}" is forbidden: this namespace may not be deleted`;
      return { refusal: { object: key, field: ['metadata', 'name'], message } };
    }
    return {
      cause: { object: key, field: ['metadata', 'name'] },
      why: why(orphan ? 'cluster.act.orphaned' : 'cluster.act.deleted', { kind, name }),
      writes: [{ verb: 'delete', key, orphan }],
    };
  });
}
