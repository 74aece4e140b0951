import { keyOf, type ObjectKey } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import type { Deployment, ReplicaSet } from '../api/workload.js';
import { conditionOf } from '../cluster/conditions.js';
import { NEWS_MS, type Context, type Controller, type Deed } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { workloadsNear } from '../cluster/indexes.js';
import { adopted, controllerOf, ownedBy, ownerKey } from '../cluster/ownership.js';
import { why } from '../cluster/why.js';
import { onSpec } from '../cluster/workloads/watches.js';
import { isOfTemplate, selects } from './deployment-hash.js';
import { annotate, cleanUp, passOnMinReady } from './deployment-revisions.js';
import { tellPause } from './deployment-paused.js';
import { rollOut } from './deployment-rollout.js';
import { byCreation } from './deployment-scale.js';
import { deadlineOf, deploymentStatus } from './deployment-status.js';

/**
 * Turns a Deployment into ReplicaSets: one for each template, rolled over from the old to the new. Models
 * `pkg/controller/deployment/{deployment_controller,sync,rolling,recreate,progress}.go`; each scaling is a step.
 */
export const deployment: Controller = {
  name: 'deployment-controller',
  watches: {
    Deployment: onSpec,
    ReplicaSet({ before, after }, wake, context) {
      const [was, is] = [before as ReplicaSet | undefined, after as ReplicaSet | undefined];
      const owner = controllerOf((is ?? was) as ReplicaSet);
      if (owner?.kind === 'Deployment') wake(ownerKey((is ?? was) as ReplicaSet, owner));
      else if (is && !was) {
        const near = workloadsNear(context, 'Deployment', is.metadata.namespace ?? '', is.metadata.labels);
        for (const key of near) wake(key);
      }
    },
    Pod({ after, before }, wake, context) {
      // Recreate waits for the last old pod to be gone (`deletePod` of deployment_controller.go).
      if (after) return;
      const owner = controllerOf(before as Pod);
      const replicaSet = owner && context.get<ReplicaSet>(ownerKey(before as Pod, owner));
      const above = replicaSet && controllerOf(replicaSet);
      if (above?.kind === 'Deployment') {
        const key = ownerKey(replicaSet as ReplicaSet, above);
        if (context.get<Deployment>(key)?.spec.strategy.type === 'Recreate') wake(key);
      }
    },
  },
  reconcile(key, context) {
    const object = context.get<Deployment>(key as ObjectKey);
    if (!object || object.metadata.deletionTimestamp !== undefined) return undefined;
    const adoption = adopt(context, object);
    if (adoption) return adoption;
    const all = ownedBy<ReplicaSet>(context, object, 'ReplicaSet');
    const current = all.filter((one) => isOfTemplate(one, object)).toSorted(byCreation)[0];
    const old = all.filter((one) => one !== current);
    const deed =
      tellPause(context, object) ??
      annotate(object, current, old) ??
      passOnMinReady(object, current) ??
      rollOut(context, object, all, current) ??
      cleanUp(object, old) ??
      report(context, object, all, current);
    // One step a sync: what follows depends on what the ReplicaSets make of it, which is news first.
    if (deed) return { ...deed, pause: NEWS_MS };
    const deadline = deadlineOf(object);
    if (deadline !== undefined) context.again(key, Math.max(deadline, context.now + 1));
    return undefined;
  },
};

/** ReplicaSets that match and belong to nobody become this Deployment's. */
function adopt(context: Context, object: Deployment): Deed | undefined {
  const orphan = context
    .find('orphan', `ReplicaSet/${object.metadata.namespace}`)
    .map((key) => context.get<ReplicaSet>(key) as ReplicaSet)
    .find((one) => selects(object, one.metadata.labels));
  if (!orphan) return undefined;
  return {
    cause: { object: keyOf(object), field: ['spec', 'selector'] },
    why: why('cluster.deployment.adopted', {
      deployment: object.metadata.name,
      replicaSet: orphan.metadata.name,
    }),
    writes: [{ verb: 'update', object: adopted(orphan, object) }],
  };
}

function report(
  context: Context,
  object: Deployment,
  all: readonly ReplicaSet[],
  current: ReplicaSet | undefined,
): Deed | undefined {
  const status = deploymentStatus(object, all, current, context.now);
  if (deepEqual(status, object.status)) return undefined;
  const progressing = conditionOf(status.conditions, 'Progressing');
  const params = {
    deployment: object.metadata.name,
    ready: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
    replicas: object.spec.replicas,
  };
  const late = progressing?.reason === 'ProgressDeadlineExceeded';
  return {
    cause: { object: keyOf(object), field: ['spec', late ? 'progressDeadlineSeconds' : 'replicas'] },
    why: why(late ? 'cluster.deployment.late' : 'cluster.deployment.counted', params),
    writes: [{ verb: 'update', object: { ...object, status } as Deployment }],
  };
}
