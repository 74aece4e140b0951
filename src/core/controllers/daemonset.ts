import { keyOf, type ObjectKey } from '../api/key.js';
import { matchesSelector } from '../api/labels.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { DaemonSet } from '../api/workload.js';
import type { Context, Controller, Deed } from '../cluster/controller.js';
import { controllerOf, orphanPods, ownerKey, workloadsNear } from '../cluster/indexes.js';
import { mostOf } from '../cluster/limits.js';
import { why } from '../cluster/why.js';
import { fitness } from './daemonset-nodes.js';
import { manage } from './daemonset-places.js';
import { forgetRevision, ownerOf, settleRevisions } from './daemonset-revisions.js';
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
    DaemonSet({ key, before, after }, wake) {
      const [was, is] = [before as DaemonSet | undefined, after as DaemonSet | undefined];
      if (is && was?.spec !== is.spec) wake(key);
    },
    Node({ before, after }, wake, context) {
      const [was, is] = [before as Node | undefined, after as Node | undefined];
      const unchanged = was && is && was.spec === is.spec && was.metadata.labels === is.metadata.labels;
      if (unchanged) return;
      for (const set of context.list<DaemonSet>('DaemonSet')) {
        if (!was || !is || isOtherwise(set, was, is)) wake(keyOf(set));
      }
    },
    Pod({ before, after }, wake, context) {
      const [was, is] = [before as Pod | undefined, after as Pod | undefined];
      if (!is) wakeRefused(context, wake);
      for (const pod of [was, is]) {
        const owner = pod && controllerOf(pod);
        if (owner?.kind === 'DaemonSet') wake(ownerKey(pod as Pod, owner));
      }
      if (!is || controllerOf(is) || (was && was.metadata.labels === is.metadata.labels && !controllerOf(was))) return;
      for (const key of workloadsNear(context, 'DaemonSet', is.metadata.namespace ?? '', is.metadata.labels)) wake(key);
    },
  },
  reconcile(key, context) {
    const set = context.get<DaemonSet>(key as ObjectKey);
    if (!set || set.metadata.deletionTimestamp !== undefined) return undefined;
    const pods = podsOf(context, set);
    const owners = claimPods(context, set, pods);
    if (owners) return owners;
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

function podsOf(context: Context, set: DaemonSet): Pod[] {
  return context.find('owner', set.metadata.uid ?? '').flatMap((key) => {
    const pod = context.get<Pod>(key);
    return pod?.kind === 'Pod' ? [pod] : [];
  });
}

/** Pods that match and belong to nobody are adopted; own pods that no longer match are released (`getDaemonPods`). */
function claimPods(context: Context, set: DaemonSet, pods: readonly Pod[]): Deed | undefined {
  const { selector } = set.spec;
  const { name: daemonSet, namespace = '' } = set.metadata;
  const cause = { object: keyOf(set), field: ['spec', 'selector'] };
  const isActive = (pod: Pod) => pod.metadata.deletionTimestamp === undefined;
  const stranger = pods.find((pod) => isActive(pod) && !matchesSelector(selector, pod.metadata.labels));
  if (stranger) {
    const { ownerReferences = [], ...metadata } = stranger.metadata;
    const others = ownerReferences.filter((owner) => owner.uid !== set.metadata.uid);
    const released = others.length > 0 ? { ...metadata, ownerReferences: others } : metadata;
    return {
      cause,
      why: why('cluster.daemonset.released', { daemonSet, pod: stranger.metadata.name }),
      writes: [{ verb: 'update', object: { ...stranger, metadata: released } as Pod }],
    };
  }
  const orphan = orphanPods(context, namespace).find(
    (pod) => isActive(pod) && matchesSelector(selector, pod.metadata.labels),
  );
  if (!orphan) return undefined;
  const ownerReferences = [...(orphan.metadata.ownerReferences ?? []), ownerOf(set)];
  return {
    cause,
    why: why('cluster.daemonset.adopted', { daemonSet, pod: orphan.metadata.name }),
    writes: [{ verb: 'update', object: { ...orphan, metadata: { ...orphan.metadata, ownerReferences } } as Pod }],
  };
}
