import { keyOf } from '../../api/key.js';
import type { Message } from '../../api/message.js';
import type { Pod } from '../../api/pod.js';
import type { DaemonSet, ReplicaSet, StatefulSet } from '../../api/workload.js';
import type { Context, Deed } from '../controller.js';
import { orphanPods } from '../indexes.js';
import { adopted, released } from '../ownership.js';

/**
 * Releases the first pod of a workload that is not its own any more, or adopts the first that could be and belongs to nobody; pods on
 * their way out are let be. `say` words it. Models `ClaimPods` of `pkg/controller/controller_ref_manager.go`.
 */
export function claimPod(
  context: Context,
  workload: DaemonSet | ReplicaSet | StatefulSet,
  owned: readonly Pod[],
  matches: (pod: Pod) => boolean,
  say: (how: 'adopted' | 'released', pod: string) => Message,
): Deed | undefined {
  const stays = (pod: Pod) => pod.metadata.deletionTimestamp === undefined;
  const stranger = owned.find((pod) => stays(pod) && !matches(pod));
  const orphan = stranger
    ? undefined
    : orphanPods(context, workload.metadata.namespace ?? '').find((pod) => stays(pod) && matches(pod));
  const pod = stranger ?? orphan;
  return (
    pod && {
      cause: { object: keyOf(workload), field: ['spec', 'selector'] },
      why: say(stranger ? 'released' : 'adopted', pod.metadata.name),
      writes: [{ verb: 'update', object: stranger ? released(pod, workload) : adopted(pod, workload) }],
    }
  );
}
