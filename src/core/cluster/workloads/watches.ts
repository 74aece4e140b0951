import type { Pod } from '../../api/pod.js';
import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../../api/workload.js';
import type { Context, Wake } from '../controller.js';
import { workloadsNear } from '../indexes.js';
import { controllerOf, ownerKey } from '../ownership.js';
import type { Change } from '../types.js';

/** Wakes a workload that is new or has a new spec: its status is what its controller itself writes. */
export function onSpec({ key, before, after }: Change, wake: Wake): void {
  const [was, is] = [before, after] as (Deployment | ReplicaSet | DaemonSet | StatefulSet | undefined)[];
  if (is && was?.spec !== is.spec) wake(key);
}

/**
 * Wakes the workloads of a kind that a pod concerns: its owner, before and after, and, when it comes to belong to nobody or changes its
 * labels while it does, those that could adopt it. Models `addPod`, `updatePod` and `deletePod`, which
 * `pkg/controller/{replicaset/replica_set,daemon/daemon_controller,statefulset/stateful_set}.go` have alike.
 */
export function wakeForPod(
  kind: 'ReplicaSet' | 'DaemonSet' | 'StatefulSet',
  { before, after }: Change,
  wake: Wake,
  context: Context,
): void {
  const [was, is] = [before as Pod | undefined, after as Pod | undefined];
  for (const pod of [was, is]) {
    const owner = pod && controllerOf(pod);
    if (owner?.kind === kind) wake(ownerKey(pod as Pod, owner));
  }
  if (!is || controllerOf(is) || is.metadata.deletionTimestamp !== undefined) return;
  if (was && was.metadata.labels === is.metadata.labels && !controllerOf(was)) return;
  for (const key of workloadsNear(context, kind, is.metadata.namespace ?? '', is.metadata.labels)) wake(key);
}
