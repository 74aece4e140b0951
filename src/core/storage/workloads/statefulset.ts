import { keyOf, objectKey, type ObjectKey } from '../../api/key.js';
import { matchesSelector } from '../../api/labels.js';
import type { Pod } from '../../api/pod.js';
import type { StatefulSet } from '../../api/workload.js';
import type { Context, Controller, Deed } from '../../cluster/controller.js';
import { controllerOf, orphanPods, ownerKey, workloadsNear } from '../../cluster/indexes.js';
import { mostOf } from '../../cluster/limits.js';
import { why } from '../../cluster/why.js';
import { controllerRef, ordinalOf } from './identity.js';
import { forgetRevision, settleRevisions } from './revisions.js';
import { hasFailed } from './statefulset-pods.js';
import { count } from './statefulset-status.js';
import { syncPods } from './statefulset-sync.js';

/**
 * Keeps pods that have a name of their own, in order, each with its claims. Models `sync` of
 * `pkg/controller/statefulset/stateful_set.go`; each pod and each claim is a step.
 */
export const statefulset: Controller = {
  name: 'statefulset-controller',
  watches: {
    StatefulSet({ key, before, after }, wake) {
      const [was, is] = [before as StatefulSet | undefined, after as StatefulSet | undefined];
      if (is && was?.spec !== is.spec) wake(key);
    },
    Pod({ before, after }, wake, context) {
      const [was, is] = [before as Pod | undefined, after as Pod | undefined];
      if (!is && context.list('Pod').length === mostOf('Pod') - 1) wakeFailed(context, wake);
      if (was && !is) wakeNamesake(context, was, wake);
      for (const pod of [was, is]) {
        const owner = pod && controllerOf(pod);
        if (owner?.kind === 'StatefulSet') wake(ownerKey(pod as Pod, owner));
      }
      if (!is || controllerOf(is) || (was && was.metadata.labels === is.metadata.labels && !controllerOf(was))) return;
      for (const key of workloadsNear(context, 'StatefulSet', is.metadata.namespace ?? '', is.metadata.labels))
        wake(key);
    },
    PersistentVolumeClaim({ before, after }, wake, context) {
      // A pod was refused because its claim was on its way out, or waits for a claim that the garbage collector takes.
      if (after || !before) return;
      for (const set of context.list<StatefulSet>('StatefulSet', before.metadata.namespace)) {
        const ours = set.spec.volumeClaimTemplates?.some(({ metadata }) =>
          before.metadata.name.startsWith(`${metadata.name}-${set.metadata.name}-`),
        );
        if (ours) wake(keyOf(set));
      }
    },
  },
  reconcile(key, context) {
    const set = context.get<StatefulSet>(key as ObjectKey);
    if (!set || set.metadata.deletionTimestamp !== undefined) return undefined;
    const pods = podsOf(context, set);
    const owners = claimPods(context, set, pods);
    if (owners) return owners;
    const revisions = settleRevisions(context, set);
    if (!('current' in revisions)) return revisions;
    return (
      syncPods(context, set, revisions, pods) ??
      count(context, set, revisions, pods) ??
      forgetRevision(set, revisions, pods)
    );
  },
};

/** A pod that had a name of a set without being its own: the set may make its own one now. */
function wakeNamesake(context: Context, { metadata: { name, namespace } }: Pod, wake: (key: string) => void): void {
  const key = objectKey('StatefulSet', namespace, name.replace(/-[0-9]+$/, ''));
  if (context.get(key)) wake(key);
}

function wakeFailed(context: Context, wake: (key: string) => void): void {
  for (const set of context.list<StatefulSet>('StatefulSet')) if (hasFailed(context, set)) wake(keyOf(set));
}

/** The set's own pods, ended and ending ones too: each holds its ordinal until its object has gone. */
function podsOf(context: Context, set: StatefulSet): Pod[] {
  const pods: Pod[] = [];
  for (const key of context.find('owner', set.metadata.uid ?? '')) {
    const pod = context.get<Pod>(key);
    if (pod?.kind === 'Pod' && ordinalOf(set, pod.metadata.name) >= 0) pods.push(pod);
  }
  return pods.toSorted((a, b) => ordinalOf(set, a.metadata.name) - ordinalOf(set, b.metadata.name));
}

/** Pods of the set's names that belong to nobody are adopted, own ones that no longer match are released (`getPodsForStatefulSet`). */
function claimPods(context: Context, set: StatefulSet, pods: readonly Pod[]): Deed | undefined {
  const { selector } = set.spec;
  const { name: statefulSet, namespace = '' } = set.metadata;
  const cause = { object: keyOf(set), field: ['spec', 'selector'] };
  const isActive = (pod: Pod) => pod.metadata.deletionTimestamp === undefined;
  const stranger = pods.find((pod) => isActive(pod) && !matchesSelector(selector, pod.metadata.labels));
  if (stranger) {
    const { ownerReferences = [], ...metadata } = stranger.metadata;
    const others = ownerReferences.filter((owner) => owner.uid !== set.metadata.uid);
    return {
      cause,
      why: why('cluster.statefulset.released', { statefulSet, pod: stranger.metadata.name }),
      writes: [
        {
          verb: 'update',
          object: {
            ...stranger,
            metadata: others.length > 0 ? { ...metadata, ownerReferences: others } : metadata,
          } as Pod,
        },
      ],
    };
  }
  const orphan = orphanPods(context, namespace).find(
    (pod) => isActive(pod) && ordinalOf(set, pod.metadata.name) >= 0 && matchesSelector(selector, pod.metadata.labels),
  );
  if (!orphan) return undefined;
  const ownerReferences = [
    ...(orphan.metadata.ownerReferences ?? []),
    controllerRef('apps/v1', 'StatefulSet', set.metadata),
  ];
  return {
    cause,
    why: why('cluster.statefulset.adopted', { statefulSet, pod: orphan.metadata.name }),
    writes: [{ verb: 'update', object: { ...orphan, metadata: { ...orphan.metadata, ownerReferences } } as Pod }],
  };
}
