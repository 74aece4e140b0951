import type { Condition } from '../api/meta.js';
import type { Deployment, ReplicaSet } from '../api/workload.js';
import { clockOf, timestamp } from '../cluster/clock.js';
import { conditionOf, type NewCondition } from '../cluster/conditions.js';
import { fenceposts, sum } from './deployment-scale.js';

/** `DeploymentCondition` also has the time of its last update, by which a rollout's deadline is counted. */
export type DeploymentCondition = Condition & { readonly lastUpdateTime?: string };

/**
 * The status of a Deployment from its ReplicaSets. Models `calculateStatus` of `pkg/controller/deployment/sync.go` and
 * `syncRolloutStatus` of `progress.go`.
 */
export function deploymentStatus(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  current: ReplicaSet | undefined,
  now: number,
): Deployment['status'] {
  const old = deployment.status;
  const available = sum(all, 'available');
  const replicas = sum(all, 'status');
  const numbers: Deployment['status'] = {
    observedGeneration: deployment.metadata.generation ?? 1,
    replicas,
    updatedReplicas: current?.status.replicas ?? 0,
    readyReplicas: sum(all, 'ready'),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, sum(all, 'spec') - available),
  };
  const least = deployment.spec.replicas - fenceposts(deployment).unavailable;
  const enough: NewCondition =
    available >= least
      ? {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        }
      : {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        };
  const conditions = setCondition(old.conditions, enough, now, false);
  const progress = progressing(deployment, numbers, current, now);
  return {
    ...numbers,
    conditions: progress ? setCondition(conditions, progress.condition, now, progress.moved) : conditions,
  };
}

/** `DeploymentComplete`: every replica is of the new template and available, and none of the old is left. */
export function isComplete(deployment: Deployment, status: Deployment['status']): boolean {
  const { replicas } = deployment.spec;
  return (
    status.updatedReplicas === replicas &&
    status.replicas === replicas &&
    status.availableReplicas === replicas &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** When the rollout runs out of time, on the virtual clock; undefined when it is not on its way. */
export function deadlineOf(deployment: Deployment): number | undefined {
  const condition: DeploymentCondition | undefined = conditionOf(deployment.status.conditions, 'Progressing');
  const { progressDeadlineSeconds } = deployment.spec;
  if (!condition || progressDeadlineSeconds === undefined || deployment.spec.paused === true) return undefined;
  if (condition.reason === 'NewReplicaSetAvailable' || condition.reason === 'ProgressDeadlineExceeded')
    return undefined;
  const since = clockOf(condition.lastUpdateTime);
  return since === undefined ? undefined : since + progressDeadlineSeconds * 1000;
}

function progressing(
  deployment: Deployment,
  status: Deployment['status'],
  current: ReplicaSet | undefined,
  now: number,
): { readonly condition: NewCondition; readonly moved: boolean } | undefined {
  // While it is paused only the numbers are counted (`sync` of sync.go).
  if (deployment.spec.paused === true) return undefined;
  const old = conditionOf(deployment.status.conditions, 'Progressing');
  const name = current?.metadata.name;
  const of = name === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${name}"`;
  if (isComplete(deployment, status)) {
    // Scaling a finished rollout does not start another one.
    const message = `${of} has successfully progressed.`;
    const condition = { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable', message } as const;
    return { condition, moved: old?.reason !== 'NewReplicaSetAvailable' };
  }
  if (old?.reason === 'NewReplicaSetAvailable' && old.message === `${of} has successfully progressed.`)
    return undefined;
  if (hasProgressed(deployment, status) || !old) {
    const message = `${of} is progressing.`;
    return { condition: { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', message }, moved: true };
  }
  const deadline = deadlineOf(deployment);
  if (deadline !== undefined && now >= deadline) {
    const message = `${of} has timed out progressing.`;
    const condition = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message } as const;
    return { condition, moved: true };
  }
  return undefined;
}

/** `DeploymentProgressing`: more of the new, fewer of the old, or more that are ready or available. */
function hasProgressed(deployment: Deployment, now: Deployment['status']): boolean {
  const was = deployment.status;
  const old = (one: Deployment['status']) => (one.replicas ?? 0) - (one.updatedReplicas ?? 0);
  return (
    (now.updatedReplicas ?? 0) > (was.updatedReplicas ?? 0) ||
    old(now) < old(was) ||
    (now.readyReplicas ?? 0) > (was.readyReplicas ?? 0) ||
    (now.availableReplicas ?? 0) > (was.availableReplicas ?? 0)
  );
}

/** Sets a condition; `moved` also moves the time of its last update. */
export function setCondition(
  conditions: readonly Condition[] | undefined,
  condition: NewCondition,
  now: number,
  moved: boolean,
): readonly DeploymentCondition[] {
  const all: readonly DeploymentCondition[] = conditions ?? [];
  const old = all.find((one) => one.type === condition.type);
  if (
    old &&
    !moved &&
    old.status === condition.status &&
    old.reason === condition.reason &&
    old.message === condition.message
  )
    return all;
  const lastTransitionTime = old?.status === condition.status ? old.lastTransitionTime : undefined;
  const next: DeploymentCondition = {
    ...condition,
    lastTransitionTime: lastTransitionTime ?? timestamp(now),
    lastUpdateTime: timestamp(now),
  };
  return old ? all.map((one) => (one === old ? next : one)) : [...all, next];
}
