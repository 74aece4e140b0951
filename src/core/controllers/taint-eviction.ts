import { objectKey, parseKey, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { clockOf } from '../cluster/clock.js';
import { withConditions, type NewCondition } from '../cluster/conditions.js';
import type { Controller } from '../cluster/controller.js';
import { why } from '../cluster/why.js';
import { nodeNamed } from './scheduler.js';
import { toleratedFor, tolerates } from './tolerations.js';

/** What a pod is told before it is deleted (`addConditionAndDeletePod`). */
const TAINTED: NewCondition = {
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'DeletionByTaintManager',
  message: 'Taint manager: deleting due to NoExecute taint',
};

/**
 * Deletes pods from nodes with NoExecute taints that they do not tolerate, or no longer. Models
 * `pkg/controller/tainteviction/taint_eviction.go`.
 */
export const taintEviction: Controller = {
  name: 'taint-eviction-controller',
  watches: {
    Node({ before, after }, wake, context) {
      const [was, is] = [before as Node | undefined, after as Node | undefined];
      if (!is || was?.spec.taints === is.spec.taints) return;
      const hurts = [...(was?.spec.taints ?? []), ...(is.spec.taints ?? [])].some((one) => one.effect === 'NoExecute');
      if (hurts) for (const key of context.find('pod-node', is.metadata.name)) wake(key);
    },
    Pod({ key, before, after }, wake, context) {
      const [was, is] = [before as Pod | undefined, after as Pod | undefined];
      if (!is || was?.spec === is.spec) return;
      if (nodeNamed(context, is.spec.nodeName)?.spec.taints?.some((one) => one.effect === 'NoExecute')) wake(key);
    },
  },
  reconcile(key, context) {
    const pod = context.get<Pod>(key as ObjectKey);
    if (!pod || pod.metadata.deletionTimestamp !== undefined) return undefined;
    const node = nodeNamed(context, pod.spec.nodeName);
    const taints = node?.spec.taints?.filter((one) => one.effect === 'NoExecute') ?? [];
    if (!node || taints.length === 0) return undefined;
    const grace = toleratedFor(taints, pod.spec.tolerations);
    if (grace === Infinity) return undefined;
    const since = Math.max(...taints.map((one) => clockOf(one.timeAdded) ?? context.now));
    if (context.now < since + grace) {
      context.again(key, since + grace);
      return undefined;
    }
    const index = pod.spec.tolerations?.findIndex((one) => taints.some((each) => tolerates(one, each))) ?? -1;
    const { namespace, name } = parseKey(key as ObjectKey);
    const conditions = withConditions(pod.status.conditions, [TAINTED], context.now);
    return {
      cause:
        index >= 0
          ? { object: key as ObjectKey, field: ['spec', 'tolerations', index] }
          : { object: objectKey('Node', undefined, node.metadata.name), field: ['spec', 'taints'] },
      why: why('cluster.taintEviction.deleted', {
        pod: name,
        node: node.metadata.name,
        taint: taints[0]?.key ?? '',
        seconds: grace / 1000,
      }),
      writes: [
        { verb: 'update', object: { ...pod, status: { ...pod.status, conditions } } as Pod },
        { verb: 'delete', key: key as ObjectKey },
      ],
      event: {
        type: 'Normal',
        reason: 'TaintManagerEviction',
        message: `Marking for deletion Pod ${namespace}/${name}`,
        object: key as ObjectKey,
      },
    };
  },
};
