import { keyOf, type ObjectKey } from '../api/key.js';
import { matchesSelector } from '../api/labels.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { DaemonSet } from '../api/workload.js';
import type { Context, Controller } from '../cluster/controller.js';
import { mostOf } from '../cluster/limits.js';
import { ownedBy } from '../cluster/ownership.js';
import { why } from '../cluster/why.js';
import { claimPod } from '../cluster/workloads/claim-pod.js';
import { onSpec, wakeForPod } from '../cluster/workloads/watches.js';
import { fitness } from './daemonset-nodes.js';
import { manage } from './daemonset-places.js';
import { forgetRevision, settleRevisions } from './daemonset-revisions.js';
import { sightOf } from './daemonset-sight.js';
import { count } from './daemonset-status.js';
import { rollOut } from './daemonset-update.js';

/**
 * Keeps a pod on every node that fits. Models `syncDaemonSet` of `pkg/controller/daemon/daemon_controller.go`; each pod is a step. A
 * node wakes a set only when the set thinks differently of it (`updateNode`).
 */
export const daemonset: Controller = {
  name: 'daemonset-controller',
  watches: {
    DaemonSet: onSpec,
    Node({ before, after }, wake, context) {
      const [was, is] = [before as Node | undefined, after as Node | undefined];
      const unchanged = was && is && was.spec === is.spec && was.metadata.labels === is.metadata.labels;
      if (unchanged) return;
      for (const set of context.list<DaemonSet>('DaemonSet')) {
        if (!was || !is || isOtherwise(set, was, is)) wake(keyOf(set));
      }
    },
    Pod(change, wake, context) {
      if (!change.after) wakeRefused(context, wake);
      wakeForPod('DaemonSet', change, wake, context);
    },
  },
  reconcile(key, context) {
    const set = context.get<DaemonSet>(key as ObjectKey);
    if (!set || set.metadata.deletionTimestamp !== undefined) return undefined;
    const pods = ownedBy<Pod>(context, set, 'Pod');
    const claimed = claimPod(
      context,
      set,
      pods,
      ({ metadata }) => matchesSelector(set.spec.selector, metadata.labels),
      (how, pod) => why(`cluster.daemonset.${how}`, { daemonSet: set.metadata.name, pod }),
    );
    if (claimed) return claimed;
    const revisions = settleRevisions(context, set);
    if (!('hash' in revisions)) return revisions;
    const sight = sightOf(context, set, revisions.hash, pods);
    return (
      manage(context, sight) ??
      rollOut(context, sight) ??
      forgetRevision(set, revisions.old, pods) ??
      count(context, sight)
    );
  },
};

function isOtherwise(set: DaemonSet, was: Node, is: Node): boolean {
  const [before, now] = [fitness(set, was), fitness(set, is)];
  return before.wanted !== now.wanted || before.mayStay !== now.mayStay;
}

/** Sets that were refused a pod because the simulator was full try again when a pod has gone. */
function wakeRefused(context: Context, wake: (key: string) => void): void {
  const sets = context.list<DaemonSet>('DaemonSet');
  if (sets.length === 0 || context.list('Pod').length !== mostOf('Pod') - 1) return;
  for (const set of sets) if (context.recall(`daemonset/refused/${set.metadata.uid}`) === true) wake(keyOf(set));
}
