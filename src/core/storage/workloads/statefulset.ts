import { keyOf, objectKey, type ObjectKey } from '../../api/key.js';
import { matchesSelector } from '../../api/labels.js';
import type { Pod } from '../../api/pod.js';
import type { StatefulSet } from '../../api/workload.js';
import type { Context, Controller, Deed } from '../../cluster/controller.js';
import { mostOf } from '../../cluster/limits.js';
import { ownedBy } from '../../cluster/ownership.js';
import { why } from '../../cluster/why.js';
import { claimPod } from '../../cluster/workloads/claim-pod.js';
import { onSpec, wakeForPod } from '../../cluster/workloads/watches.js';
import { ordinalOf } from './identity.js';
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
    StatefulSet: onSpec,
    Pod(change, wake, context) {
      const { before, after } = change;
      if (!after && context.list('Pod').length === mostOf('Pod') - 1) wakeFailed(context, wake);
      if (before && !after) wakeNamesake(context, before as Pod, wake);
      wakeForPod('StatefulSet', change, wake, context);
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
    const claimed = claim(context, set, pods);
    if (claimed) return claimed;
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
  return ownedBy<Pod>(context, set, 'Pod')
    .filter((pod) => ordinalOf(set, pod.metadata.name) >= 0)
    .toSorted((a, b) => ordinalOf(set, a.metadata.name) - ordinalOf(set, b.metadata.name));
}

/** Pods of the set's names that belong to nobody are adopted, own ones that no longer match are released (`getPodsForStatefulSet`). */
function claim(context: Context, set: StatefulSet, pods: readonly Pod[]): Deed | undefined {
  return claimPod(
    context,
    set,
    pods,
    ({ metadata }) => ordinalOf(set, metadata.name) >= 0 && matchesSelector(set.spec.selector, metadata.labels),
    (how, pod) => why(`cluster.statefulset.${how}`, { statefulSet: set.metadata.name, pod }),
  );
}
