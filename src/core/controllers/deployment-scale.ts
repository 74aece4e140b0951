import type { IntOrString } from '../api/meta.js';
import type { Deployment, ReplicaSet } from '../api/workload.js';
import { clockOf } from '../cluster/clock.js';

export const DESIRED_ANNOTATION = 'deployment.kubernetes.io/desired-replicas';
export const MAX_ANNOTATION = 'deployment.kubernetes.io/max-replicas';
export const REVISION_ANNOTATION = 'deployment.kubernetes.io/revision';

/** A number, or a percentage of `total` (`intstr.GetScaledValueFromIntOrPercent`). */
function scaled(value: IntOrString | undefined, total: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(value ?? '');
  return percent ? round((Number(percent[1]) * total) / 100) : 0;
}

/**
 * How far a rolling update may go over and under the desired number. A percentage of surge rounds up, of unavailability down; both zero
 * means one may be missing. Models `ResolveFenceposts` of `pkg/controller/deployment/util/deployment_util.go`.
 */
export function fenceposts(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const { replicas, strategy } = deployment.spec;
  if (strategy.type !== 'RollingUpdate' || replicas === 0) return { surge: 0, unavailable: 0 };
  const surge = scaled(strategy.rollingUpdate?.maxSurge, replicas, Math.ceil);
  const unavailable = scaled(strategy.rollingUpdate?.maxUnavailable, replicas, Math.floor);
  if (surge === 0 && unavailable === 0) return { surge, unavailable: 1 };
  return { surge, unavailable: Math.min(unavailable, replicas) };
}

export function sum(replicaSets: readonly ReplicaSet[], field: 'spec' | 'available' | 'ready' | 'status'): number {
  return replicaSets.reduce((total, { spec, status }) => {
    if (field === 'spec') return total + spec.replicas;
    if (field === 'status') return total + status.replicas;
    return total + ((field === 'available' ? status.availableReplicas : status.readyReplicas) ?? 0);
  }, 0);
}

/**
 * How many replicas the new ReplicaSet may have now: all that fit under the desired number and the surge. Models `NewRSNewReplicas` of
 * deployment_util.go.
 */
export function newReplicas(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  current: ReplicaSet | undefined,
): number {
  const { replicas, strategy } = deployment.spec;
  if (strategy.type === 'Recreate') return replicas;
  const now = current?.spec.replicas ?? 0;
  const room = replicas + fenceposts(deployment).surge - sum(all, 'spec');
  return room <= 0 ? now : Math.min(now + room, replicas);
}

/**
 * Old ReplicaSets after one round of scaling down: first replicas that are not healthy anyway, then as many as availability allows,
 * oldest first. Gives the new size of each that changes. Models `reconcileOldReplicaSets` of `pkg/controller/deployment/rolling.go`.
 */
export function oldReplicas(
  deployment: Deployment,
  current: ReplicaSet,
  old: readonly ReplicaSet[],
): ReadonlyMap<ReplicaSet, number> {
  const all = [...old, current];
  const { unavailable } = fenceposts(deployment);
  const least = deployment.spec.replicas - unavailable;
  const newUnavailable = current.spec.replicas - (current.status.availableReplicas ?? 0);
  const maxCleaned = sum(all, 'spec') - least - newUnavailable;
  const sizes = new Map<ReplicaSet, number>();
  if (maxCleaned <= 0) return sizes;

  const byAge = old.toSorted(byCreation);
  let cleaned = 0;
  for (const one of byAge) {
    if (cleaned >= maxCleaned || one.spec.replicas === 0) continue;
    const unhealthy = one.spec.replicas - (one.status.availableReplicas ?? 0);
    if (unhealthy <= 0) continue;
    const fewer = Math.min(maxCleaned - cleaned, unhealthy);
    cleaned += fewer;
    sizes.set(one, one.spec.replicas - fewer);
  }
  let spare = sum(all, 'available') - least;
  for (const one of byAge) {
    const size = sizes.get(one) ?? one.spec.replicas;
    if (spare <= 0 || size === 0) continue;
    const fewer = Math.min(size, spare);
    spare -= fewer;
    sizes.set(one, size - fewer);
  }
  return sizes;
}

/** Oldest first (`ReplicaSetsByCreationTimestamp`). */
export function byCreation(a: ReplicaSet, b: ReplicaSet): number {
  const [one, two] = [clockOf(a.metadata.creationTimestamp) ?? 0, clockOf(b.metadata.creationTimestamp) ?? 0];
  return one - two || (a.metadata.name < b.metadata.name ? -1 : 1);
}

/**
 * New sizes when the Deployment is scaled in the middle of a rollout: each ReplicaSet grows or shrinks in proportion to its part, larger
 * ones first when growing; what is left over goes to the first. Models `scale` of `pkg/controller/deployment/sync.go`.
 */
export function proportionalSizes(deployment: Deployment, all: readonly ReplicaSet[]): ReadonlyMap<ReplicaSet, number> {
  const active = all.filter((one) => one.spec.replicas > 0);
  const total = sum(active, 'spec');
  const sizes = new Map<ReplicaSet, number>();
  const allowed = deployment.spec.replicas > 0 ? deployment.spec.replicas + fenceposts(deployment).surge : 0;
  const toAdd = allowed - total;
  const ordered = active.toSorted(
    (a, b) => b.spec.replicas - a.spec.replicas || (toAdd > 0 ? byCreation(b, a) : byCreation(a, b)),
  );
  let added = 0;
  for (const one of ordered) {
    const part = toAdd === 0 ? 0 : fraction(one, deployment, toAdd, added);
    sizes.set(one, one.spec.replicas + part);
    added += part;
  }
  const [first] = ordered;
  if (first && toAdd !== 0) sizes.set(first, Math.max(0, (sizes.get(first) ?? 0) + toAdd - added));
  return sizes;
}

/** `GetReplicaSetProportion` and `getReplicaSetFraction` of deployment_util.go. */
function fraction(one: ReplicaSet, deployment: Deployment, toAdd: number, added: number): number {
  const annotated = Number(one.metadata.annotations?.[MAX_ANNOTATION] ?? deployment.status.replicas ?? 0);
  const size = deployment.spec.replicas + fenceposts(deployment).surge;
  const share =
    deployment.spec.replicas === 0 || annotated === 0
      ? -one.spec.replicas
      : Math.round((one.spec.replicas * size) / annotated) - one.spec.replicas;
  const left = toAdd - added;
  return toAdd > 0 ? Math.min(share, left) : Math.max(share, left);
}
