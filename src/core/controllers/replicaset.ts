import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import { matchesLabels } from '../api/labels.js';
import type { Pod } from '../api/pod.js';
import type { ReplicaSet } from '../api/workload.js';
import { clockOf } from '../cluster/clock.js';
import { conditionOf, hasEnded, isPodReady, withConditions } from '../cluster/conditions.js';
import type { Context, Controller, Deed } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { mostOf, quotaExceeded } from '../cluster/limits.js';
import { controllerOf, controllerRef, ownedBy } from '../cluster/ownership.js';
import { why } from '../cluster/why.js';
import { claimPod } from '../cluster/workloads/claim-pod.js';
import { onSpec, wakeForPod } from '../cluster/workloads/watches.js';
import { selects } from './deployment-hash.js';
import { compareForDeletion } from './replicaset-ranking.js';

/**
 * Keeps as many pods as `spec.replicas` says: adopts, releases, creates, deletes, counts. Models
 * `pkg/controller/replicaset/replica_set.go` and `pkg/controller/controller_ref_manager.go`; pods are made one a step.
 */
export const replicaset: Controller = {
  name: 'replicaset-controller',
  watches: {
    ReplicaSet: onSpec,
    Pod(change, wake, context) {
      if (!change.after && context.list('Pod').length === mostOf('Pod') - 1) {
        for (const one of context.list<ReplicaSet>('ReplicaSet')) if (isRefused(one)) wake(keyOf(one));
      }
      wakeForPod('ReplicaSet', change, wake, context);
    },
  },
  reconcile(key, context) {
    const replicaSet = context.get<ReplicaSet>(key as ObjectKey);
    if (!replicaSet || replicaSet.metadata.deletionTimestamp !== undefined) return undefined;
    const owned = ownedBy<Pod>(context, replicaSet, 'Pod').filter(isActive);
    return claim(context, replicaSet, owned) ?? manage(context, replicaSet, owned) ?? count(context, replicaSet, owned);
  },
};

/** `FilterActivePods`: neither ended nor on their way out. */
function isActive(pod: Pod): boolean {
  return !hasEnded(pod) && pod.metadata.deletionTimestamp === undefined;
}

/** Pods that match and belong to nobody are adopted; owned pods that no longer match are released. */
function claim(context: Context, replicaSet: ReplicaSet, owned: readonly Pod[]): Deed | undefined {
  return claimPod(
    context,
    replicaSet,
    owned,
    (pod) => isActive(pod) && selects(replicaSet, pod.metadata.labels),
    (how, pod) => why(`cluster.replicaset.${how}`, { replicaSet: replicaSet.metadata.name, pod }),
  );
}

function manage(context: Context, replicaSet: ReplicaSet, owned: readonly Pod[]): Deed | undefined {
  const key = keyOf(replicaSet);
  const { replicas } = replicaSet.spec;
  const cause = { object: key, field: ['spec', 'replicas'] };
  const numbers = { replicaSet: replicaSet.metadata.name, replicas, pods: owned.length };
  if (owned.length < replicas) {
    if (context.list('Pod').length >= mostOf('Pod')) return refused(context, replicaSet, owned);
    const pod = newPod(context, replicaSet);
    return {
      cause,
      why: why('cluster.replicaset.created', { ...numbers, pod: pod.metadata.name }),
      writes: [{ verb: 'create', object: pod }],
      event: {
        type: 'Normal',
        reason: 'SuccessfulCreate',
        message: `Created pod: ${pod.metadata.name}`,
        object: key,
      },
    };
  }
  if (owned.length <= replicas) return undefined;
  const victim = nextVictim(context, replicaSet, owned);
  const { name } = victim.metadata;
  return {
    cause,
    why: why('cluster.replicaset.deleted', { ...numbers, pod: name }),
    writes: [{ verb: 'delete', key: keyOf(victim) }],
    event: { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted pod: ${name}`, object: key },
  };
}

/** The pods that one scaling down has yet to delete, in order. */
interface Doomed {
  readonly generation: number | undefined;
  readonly keys: readonly ObjectKey[];
}

/**
 * The next pod to delete. As the real controller does, all pods that are too many are chosen at once (`getPodsToDelete`), and chosen
 * again only when the number asked for has changed or one of them is gone already.
 */
function nextVictim(context: Context, replicaSet: ReplicaSet, owned: readonly Pod[]): Pod {
  const { generation, uid } = replicaSet.metadata;
  const memory = `doomed/${uid}`;
  const known = context.recall<Doomed>(memory);
  const surplus = owned.length - replicaSet.spec.replicas;
  if (known?.generation === generation && known?.keys.length === surplus) {
    const [next, ...rest] = known.keys;
    const victim = owned.find((pod) => keyOf(pod) === next);
    if (victim) {
      context.remember(memory, { generation, keys: rest } satisfies Doomed);
      return victim;
    }
  }
  const related = relatedOnNodes(context, replicaSet);
  const ranked = owned
    .map((pod) => ({ pod, onNode: related(pod.spec.nodeName) }))
    .toSorted((a, b) => compareForDeletion(a, b, context.now));
  const keys = ranked.slice(1, surplus).map(({ pod }) => keyOf(pod));
  context.remember(memory, { generation, keys } satisfies Doomed);
  return (ranked[0] as (typeof ranked)[number]).pod;
}

/** The ReplicaSet knows that the API server took no more pods. */
function isRefused(replicaSet: ReplicaSet): boolean {
  return conditionOf(replicaSet.status.conditions, 'ReplicaFailure') !== undefined;
}

/**
 * No more pods fit into the simulator. A real ReplicaSet meets a quota in the same words: an Event `FailedCreate` and the condition
 * `ReplicaFailure` (`manageReplicas` and `calculateStatus`). It is said once; the next pod that goes makes it try again.
 */
function refused(context: Context, replicaSet: ReplicaSet, owned: readonly Pod[]): Deed | undefined {
  if (isRefused(replicaSet)) return count(context, replicaSet, owned);
  const { name, namespace } = replicaSet.metadata;
  const most = mostOf('Pod');
  const message = quotaExceeded('pods', context.generateName(`${name}-`), most);
  const failure = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message } as const;
  const conditions = withConditions(replicaSet.status.conditions, [failure], context.now);
  return {
    cause: { object: keyOf(replicaSet), field: ['spec', 'replicas'] },
    why: why('cluster.replicaset.refused', {
      replicaSet: name,
      pods: owned.length,
      replicas: replicaSet.spec.replicas,
      most,
    }),
    writes: [{ verb: 'update', object: { ...replicaSet, status: { ...replicaSet.status, conditions } } as ReplicaSet }],
    event: {
      type: 'Warning',
      reason: 'FailedCreate',
      message: `Error creating: ${message}`,
      object: objectKey('ReplicaSet', namespace, name),
    },
  };
}

/** Pods on the same node, counting those of all ReplicaSets of one Deployment (`getPodsRankedByRelatedPodsOnSameNode`). */
function relatedOnNodes(context: Context, replicaSet: ReplicaSet): (node: string | undefined) => number {
  const deployment = controllerOf(replicaSet);
  const related = deployment
    ? context.find('owner', deployment.uid).map((key) => context.get<ReplicaSet>(key)?.metadata.uid ?? '')
    : [replicaSet.metadata.uid ?? ''];
  const counted = new Map<string | undefined, number>([[undefined, 0]]);
  return (node) => {
    const known = counted.get(node);
    if (known !== undefined) return known;
    const count = related.reduce((sum, uid) => sum + context.find('pod-owner-node', `${uid}@${node}`).length, 0);
    counted.set(node, count);
    return count;
  };
}

/** `GetPodFromTemplate` of `pkg/controller/controller_utils.go`. */
function newPod(context: Context, replicaSet: ReplicaSet): Pod {
  const { metadata, spec } = replicaSet.spec.template;
  const generateName = `${replicaSet.metadata.name}-`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: context.generateName(generateName),
      generateName,
      namespace: replicaSet.metadata.namespace ?? 'default',
      ...(metadata?.labels ? { labels: metadata.labels } : {}),
      ...(metadata?.annotations ? { annotations: metadata.annotations } : {}),
      ownerReferences: [controllerRef(replicaSet)],
    },
    spec,
    status: { phase: 'Pending' },
  };
}

/** The numbers of the status (`calculateStatus` of `pkg/controller/replicaset/replica_set_utils.go`). */
function count(context: Context, replicaSet: ReplicaSet, owned: readonly Pod[]): Deed | undefined {
  const { minReadySeconds = 0, template } = replicaSet.spec;
  let ready = 0;
  let available = 0;
  let next = Infinity;
  for (const pod of owned) {
    if (!isPodReady(pod)) continue;
    ready++;
    const since = clockOf(conditionOf(pod.status.conditions, 'Ready')?.lastTransitionTime) ?? context.now;
    const at = since + minReadySeconds * 1000;
    if (minReadySeconds === 0 || at <= context.now) available++;
    else next = Math.min(next, at);
  }
  if (next !== Infinity) context.again(keyOf(replicaSet), next);
  const failing = owned.length < replicaSet.spec.replicas;
  const failures = (failing ? replicaSet.status.conditions : undefined) ?? [];
  const { labels = {} } = template.metadata ?? {};
  const full = owned.filter(
    (pod) => pod.metadata.labels === labels || matchesLabels(labels, pod.metadata.labels),
  ).length;
  const status: ReplicaSet['status'] = {
    replicas: owned.length,
    fullyLabeledReplicas: full,
    readyReplicas: ready,
    availableReplicas: available,
    observedGeneration: replicaSet.metadata.generation ?? 1,
    ...(failures.length > 0 ? { conditions: failures } : {}),
  };
  if (deepEqual(status, replicaSet.status)) return undefined;
  return {
    cause: {
      object: objectKey('ReplicaSet', replicaSet.metadata.namespace, replicaSet.metadata.name),
      field: ['spec', 'replicas'],
    },
    why: why('cluster.replicaset.counted', {
      replicaSet: replicaSet.metadata.name,
      ready,
      replicas: replicaSet.spec.replicas,
    }),
    writes: [{ verb: 'update', object: { ...replicaSet, status } as ReplicaSet }],
  };
}
