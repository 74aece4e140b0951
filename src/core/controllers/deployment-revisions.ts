import { keyOf } from '../api/key.js';
import type { Deployment, ReplicaSet } from '../api/workload.js';
import type { Deed } from '../cluster/controller.js';
import { why } from '../cluster/why.js';
import { REVISION_ANNOTATION } from './deployment-scale.js';
import { isComplete } from './deployment-status.js';

/** The number of a Deployment's or ReplicaSet's revision; 0 for none yet (`Revision` of `pkg/controller/deployment/util/deployment_util.go`). */
function revisionOf(object: { readonly metadata: Deployment['metadata'] } | undefined): number {
  return Number(object?.metadata.annotations?.[REVISION_ANNOTATION] ?? 0);
}

/** The number after those of all these (`MaxRevision`). */
export function nextRevision(old: readonly ReplicaSet[]): number {
  return Math.max(0, ...old.map(revisionOf)) + 1;
}

export function withAnnotations<T extends Deployment | ReplicaSet>(object: T, annotations: Record<string, string>): T {
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } },
  };
}

/** A template that is rolled back to becomes the newest revision; the Deployment carries the number of its current one. */
export function annotate(
  object: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Deed | undefined {
  if (!current) return undefined;
  const revision = nextRevision(old);
  const target =
    revisionOf(current) < revision ? current : revisionOf(object) < revisionOf(current) ? object : undefined;
  if (!target) return undefined;
  const next = target === current ? revision : revisionOf(current);
  return {
    cause: { object: keyOf(object), field: ['spec', 'template'] },
    why: why('cluster.deployment.revision', { deployment: object.metadata.name, revision: next }),
    writes: [{ verb: 'update', object: withAnnotations(target, { [REVISION_ANNOTATION]: String(next) }) }],
  };
}

/** The current ReplicaSet counts by the Deployment's `minReadySeconds`, also when only that was changed (`getNewReplicaSet` of sync.go). */
export function passOnMinReady(object: Deployment, current: ReplicaSet | undefined): Deed | undefined {
  const { minReadySeconds } = object.spec;
  const seconds = minReadySeconds ?? 0;
  if (!current || (current.spec.minReadySeconds ?? 0) === seconds) return undefined;
  return {
    cause: { object: keyOf(object), field: minReadySeconds === undefined ? ['spec'] : ['spec', 'minReadySeconds'] },
    why: why('cluster.deployment.minReady', {
      deployment: object.metadata.name,
      replicaSet: current.metadata.name,
      seconds,
    }),
    writes: [
      { verb: 'update', object: { ...current, spec: { ...current.spec, minReadySeconds: seconds } } as ReplicaSet },
    ],
  };
}

/** Old ReplicaSets beyond `revisionHistoryLimit` go, the oldest first, once a rollout is complete, or while it is paused (`cleanupDeployment`). */
export function cleanUp(object: Deployment, old: readonly ReplicaSet[]): Deed | undefined {
  const limit = object.spec.revisionHistoryLimit ?? 10;
  const complete = isComplete(object, object.status);
  const empty = old.filter((one) => one.spec.replicas === 0 && one.status.replicas === 0);
  if ((!complete && object.spec.paused !== true) || old.length <= limit) return undefined;
  const [oldest] = empty.toSorted((a, b) => revisionOf(a) - revisionOf(b));
  if (!oldest) return undefined;
  return {
    cause: { object: keyOf(object), field: ['spec', 'revisionHistoryLimit'] },
    why: why('cluster.deployment.cleaned', {
      deployment: object.metadata.name,
      replicaSet: oldest.metadata.name,
      limit,
    }),
    writes: [{ verb: 'delete', key: keyOf(oldest) }],
  };
}
