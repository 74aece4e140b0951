import { keyOf, type ObjectKey } from '../api/key.js';
import type { FieldPath } from '../api/field-path.js';
import type { Pod } from '../api/pod.js';
import type { Deployment, ReplicaSet } from '../api/workload.js';
import { conditionOf, hasEnded } from '../cluster/conditions.js';
import { NEWS_MS, type Context, type Controller, type Deed } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { workloadsNear } from '../cluster/indexes.js';
import { adopted, controllerOf, controllerRef, ownedBy, ownerKey } from '../cluster/ownership.js';
import { why } from '../cluster/why.js';
import { onSpec } from '../cluster/workloads/watches.js';
import { isOfTemplate, selects, TEMPLATE_HASH, templateHash } from './deployment-hash.js';
import {
  byCreation,
  DESIRED_ANNOTATION,
  fenceposts,
  MAX_ANNOTATION,
  newReplicas,
  oldReplicas,
  proportionalSizes,
  REVISION_ANNOTATION,
} from './deployment-scale.js';
import { deadlineOf, deploymentStatus, isComplete, setCondition } from './deployment-status.js';

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
      annotate(object, current, old) ??
      (object.spec.paused === true || isScaled(object, all)
        ? scale(context, object, all)
        : object.spec.strategy.type === 'Recreate'
          ? recreate(context, object, current, old)
          : rollOver(context, object, current, old)) ??
      cleanUp(object, old) ??
      report(context, object, all, current);
    // One step a sync: what follows depends on what the ReplicaSets make of it, which is news first.
    if (deed) return { ...deed, pause: NEWS_MS };
    const deadline = deadlineOf(object);
    if (deadline !== undefined) context.again(key, Math.max(deadline, context.now + 1));
    return undefined;
  },
};

function because(object: Deployment, ...field: FieldPath) {
  return { object: keyOf(object), field };
}

/** ReplicaSets that match and belong to nobody become this Deployment's. */
function adopt(context: Context, object: Deployment): Deed | undefined {
  const orphan = context
    .find('orphan', `ReplicaSet/${object.metadata.namespace}`)
    .map((key) => context.get<ReplicaSet>(key) as ReplicaSet)
    .find((one) => selects(object, one.metadata.labels));
  if (!orphan) return undefined;
  return {
    cause: because(object, 'spec', 'selector'),
    why: why('cluster.deployment.adopted', {
      deployment: object.metadata.name,
      replicaSet: orphan.metadata.name,
    }),
    writes: [{ verb: 'update', object: adopted(orphan, object) }],
  };
}

function revisionOf(object: { readonly metadata: Deployment['metadata'] } | undefined): number {
  return Number(object?.metadata.annotations?.[REVISION_ANNOTATION] ?? 0);
}

/** A template that is rolled back to becomes the newest revision; the Deployment carries the number of its current one. */
function annotate(object: Deployment, current: ReplicaSet | undefined, old: readonly ReplicaSet[]): Deed | undefined {
  if (!current) return undefined;
  const revision = Math.max(0, ...old.map(revisionOf)) + 1;
  const target =
    revisionOf(current) < revision ? current : revisionOf(object) < revisionOf(current) ? object : undefined;
  if (!target) return undefined;
  const next = target === current ? revision : revisionOf(current);
  return {
    cause: because(object, 'spec', 'template'),
    why: why('cluster.deployment.revision', { deployment: object.metadata.name, revision: next }),
    writes: [{ verb: 'update', object: withAnnotations(target, { [REVISION_ANNOTATION]: String(next) }) }],
  };
}

function withAnnotations<T extends Deployment | ReplicaSet>(object: T, annotations: Record<string, string>): T {
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } },
  };
}

/** Whether the desired number changed since the ReplicaSets were last sized (`isScalingEvent`). */
function isScaled(object: Deployment, all: readonly ReplicaSet[]): boolean {
  return all.some((one) => {
    const desired = one.metadata.annotations?.[DESIRED_ANNOTATION];
    return one.spec.replicas > 0 && desired !== undefined && Number(desired) !== object.spec.replicas;
  });
}

function sizeAnnotations(object: Deployment): Record<string, string> {
  const { replicas } = object.spec;
  return {
    [DESIRED_ANNOTATION]: String(replicas),
    [MAX_ANNOTATION]: String(replicas + fenceposts(object).surge),
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

function scale(_context: Context, object: Deployment, all: readonly ReplicaSet[]): Deed | undefined {
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

function strategyField(object: Deployment): FieldPath {
  return object.spec.strategy.rollingUpdate ? ['spec', 'strategy', 'rollingUpdate'] : ['spec', 'strategy'];
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
  const revision = Math.max(0, ...old.map(revisionOf)) + 1;
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
    cause: because(object, 'spec', 'template'),
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

/** Old ReplicaSets beyond `revisionHistoryLimit` go, the oldest first (`cleanupDeployment`). */
function cleanUp(object: Deployment, old: readonly ReplicaSet[]): Deed | undefined {
  const limit = object.spec.revisionHistoryLimit ?? 10;
  const complete = isComplete(object, object.status);
  const empty = old.filter((one) => one.spec.replicas === 0 && one.status.replicas === 0);
  if (!complete || old.length <= limit) return undefined;
  const [oldest] = empty.toSorted((a, b) => revisionOf(a) - revisionOf(b));
  if (!oldest) return undefined;
  return {
    cause: because(object, 'spec', 'revisionHistoryLimit'),
    why: why('cluster.deployment.cleaned', {
      deployment: object.metadata.name,
      replicaSet: oldest.metadata.name,
      limit,
    }),
    writes: [{ verb: 'delete', key: keyOf(oldest) }],
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
    cause: late ? because(object, 'spec', 'progressDeadlineSeconds') : because(object, 'spec', 'replicas'),
    why: why(late ? 'cluster.deployment.late' : 'cluster.deployment.counted', params),
    writes: [{ verb: 'update', object: { ...object, status } as Deployment }],
  };
}
