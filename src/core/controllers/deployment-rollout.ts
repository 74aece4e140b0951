import type { FieldPath } from '../api/field-path.js';
import { keyOf } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import type { Deployment, ReplicaSet } from '../api/workload.js';
import { hasEnded } from '../cluster/conditions.js';
import type { Context, Deed } from '../cluster/controller.js';
import { controllerRef, ownedBy } from '../cluster/ownership.js';
import { why } from '../cluster/why.js';
import { TEMPLATE_HASH, templateHash } from './deployment-hash.js';
import { nextRevision, withAnnotations } from './deployment-revisions.js';
import {
  DESIRED_ANNOTATION,
  fenceposts,
  MAX_ANNOTATION,
  newReplicas,
  oldReplicas,
  proportionalSizes,
  REVISION_ANNOTATION,
} from './deployment-scale.js';
import { setCondition } from './deployment-status.js';

/**
 * The next scaling, if there is one: all ReplicaSets in proportion where only the number changed or the Deployment is paused, else from the
 * old ones to the current one, which is made where it is missing.
 */
export function rollOut(
  context: Context,
  object: Deployment,
  all: readonly ReplicaSet[],
  current: ReplicaSet | undefined,
): Deed | undefined {
  const old = all.filter((one) => one !== current);
  if (object.spec.paused === true || isScaled(object, all)) return scale(object, all);
  return object.spec.strategy.type === 'Recreate'
    ? recreate(context, object, current, old)
    : rollOver(context, object, current, old);
}

/** Whether the desired number changed since the ReplicaSets were last sized (`isScalingEvent`). */
function isScaled(object: Deployment, all: readonly ReplicaSet[]): boolean {
  return all.some((one) => {
    const desired = one.metadata.annotations?.[DESIRED_ANNOTATION];
    return one.spec.replicas > 0 && desired !== undefined && Number(desired) !== object.spec.replicas;
  });
}

function scale(object: Deployment, all: readonly ReplicaSet[]): Deed | undefined {
  const active = all.filter((one) => one.spec.replicas > 0);
  const [only] = active;
  const sizes =
    only && active.length === 1 ? new Map([[only, object.spec.replicas]]) : proportionalSizes(object, active);
  for (const [one, to] of sizes) if (needsResize(object, one, to)) return resize(object, one, to);
  return undefined;
}

function rollOver(
  context: Context,
  object: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Deed | undefined {
  if (!current) return create(context, object, old, newReplicas(object, old, undefined));
  const size = Math.max(newReplicas(object, [...old, current], current), 0);
  const shrunk = current.spec.replicas > object.spec.replicas ? object.spec.replicas : size;
  if (needsResize(object, current, shrunk)) {
    return resize(
      object,
      current,
      shrunk,
      old.some((one) => one.spec.replicas > 0) ? strategyField(object) : undefined,
    );
  }
  for (const [one, to] of oldReplicas(object, current, old)) {
    if (one.spec.replicas !== to) return resize(object, one, to, strategyField(object));
  }
  return undefined;
}

/** All old pods go before the first new one comes. */
function recreate(
  context: Context,
  object: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Deed | undefined {
  const running = old.find((one) => one.spec.replicas > 0);
  if (running) return resize(object, running, 0, ['spec', 'strategy', 'type']);
  const left = old.some((one) => ownedBy<Pod>(context, one, 'Pod').some((pod) => !hasEnded(pod)));
  if (left) return undefined;
  if (!current) return create(context, object, old, object.spec.replicas);
  return needsResize(object, current, object.spec.replicas) ? resize(object, current, object.spec.replicas) : undefined;
}

/** `getNewReplicaSet` of sync.go: named after the Deployment and the hash of the template. */
function create(context: Context, object: Deployment, old: readonly ReplicaSet[], replicas: number): Deed {
  const hash = templateHash(object.spec.template);
  const { template, selector } = object.spec;
  const labels = { ...template.metadata?.labels, [TEMPLATE_HASH]: hash };
  const name = `${object.metadata.name}-${hash}`;
  const revision = nextRevision(old);
  const created: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: object.metadata.namespace ?? 'default',
      labels,
      annotations: { ...sizeAnnotations(object), [REVISION_ANNOTATION]: String(revision) },
      ownerReferences: [controllerRef(object)],
    },
    spec: {
      replicas,
      ...(object.spec.minReadySeconds === undefined ? {} : { minReadySeconds: object.spec.minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [TEMPLATE_HASH]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: { replicas: 0 },
  };
  const progress = {
    type: 'Progressing',
    status: 'True',
    reason: 'NewReplicaSetCreated',
    message: `Created new replica set "${name}"`,
  } as const;
  const next: Deployment = {
    ...withAnnotations(object, { [REVISION_ANNOTATION]: String(revision) }),
    status: { ...object.status, conditions: setCondition(object.status.conditions, progress, context.now, true) },
  };
  return {
    cause: { object: keyOf(object), field: ['spec', 'template'] },
    why: why('cluster.deployment.created', { deployment: object.metadata.name, replicaSet: name, replicas }),
    writes: [
      { verb: 'create', object: created },
      { verb: 'update', object: next },
    ],
    event: {
      type: 'Normal',
      reason: 'ScalingReplicaSet',
      message: `Scaled up replica set ${name} from 0 to ${replicas}`,
      object: keyOf(object),
    },
  };
}

/** Sizes one ReplicaSet, with the Event of `scaleReplicaSet`. */
function resize(object: Deployment, one: ReplicaSet, to: number, field: FieldPath = ['spec', 'replicas']): Deed {
  const from = one.spec.replicas;
  const next = withAnnotations(one, sizeAnnotations(object));
  const up = to > from;
  const params = { deployment: object.metadata.name, replicaSet: one.metadata.name, from, to };
  return {
    cause: { object: keyOf(object), field },
    why: why(up ? 'cluster.deployment.scaledUp' : 'cluster.deployment.scaledDown', params),
    writes: [{ verb: 'update', object: { ...next, spec: { ...next.spec, replicas: to } } as ReplicaSet }],
    ...(from === to
      ? {}
      : {
          event: {
            type: 'Normal',
            reason: 'ScalingReplicaSet',
            message: `Scaled ${up ? 'up' : 'down'} replica set ${one.metadata.name} from ${from} to ${to}`,
            object: keyOf(object),
          },
        }),
  };
}

function needsResize(object: Deployment, one: ReplicaSet, to: number): boolean {
  const annotations = one.metadata.annotations ?? {};
  const wanted = sizeAnnotations(object);
  return one.spec.replicas !== to || Object.keys(wanted).some((name) => annotations[name] !== wanted[name]);
}

function sizeAnnotations(object: Deployment): Record<string, string> {
  const { replicas } = object.spec;
  return {
    [DESIRED_ANNOTATION]: String(replicas),
    [MAX_ANNOTATION]: String(replicas + fenceposts(object).surge),
  };
}

function strategyField(object: Deployment): FieldPath {
  return object.spec.strategy.rollingUpdate ? ['spec', 'strategy', 'rollingUpdate'] : ['spec', 'strategy'];
}
