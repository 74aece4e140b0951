import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { OUT_OF_SERVICE } from '../cluster/act-on-nodes.js';
import { conditionOf, hasEnded, withConditions, type NewCondition } from '../cluster/conditions.js';
import type { Context, Controller, Deed } from '../cluster/controller.js';
import { isWaitingToGo } from '../cluster/finalizers.js';
import { why } from '../cluster/why.js';
import { nodeNamed } from './scheduler.js';

/** How long an orphaned pod is left in case its node comes back (`quarantineTime`). */
const QUARANTINE_MS = 40_000;
/** How often the collector looks round (`gcCheckPeriod`). */
const CHECK_MS = 20_000;

/** What a pod without a node is told before it goes: it did not fail by itself. */
const ORPHANED: NewCondition = {
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'DeletionByPodGC',
  message: 'PodGC: node no longer exists',
};

/**
 * Removes pods that nobody else can end: bound to a node which is gone, or told to end on a node that is down and marked as out of
 * service. Models `gcOrphaned` and `gcTerminating` of `pkg/controller/podgc/gc_controller.go`.
 */
export const podGarbageCollector: Controller = {
  name: 'pod-garbage-collector',
  watches: {
    Node({ before, after }, wake, context) {
      const { name } = (after ?? before ?? { metadata: { name: '' } }).metadata;
      if (!after) for (const key of context.find('pod-node', name)) wake(key, QUARANTINE_MS);
      if (after && isOutOfService(after as Node) && !(before && isOutOfService(before as Node))) {
        for (const key of context.find('pod-node', name)) wake(key, untilCheck(context));
      }
    },
    Pod({ key, before, after }, wake, context) {
      const [was, pod] = [before as Pod | undefined, after as Pod | undefined];
      if (!pod?.spec.nodeName) return;
      const node = nodeNamed(context, pod.spec.nodeName);
      if (!node && was?.spec.nodeName !== pod.spec.nodeName) wake(key, QUARANTINE_MS);
      const told = pod.metadata.deletionTimestamp !== undefined && was?.metadata.deletionTimestamp === undefined;
      if (node && told && isOutOfService(node)) wake(key, untilCheck(context));
    },
  },
  reconcile(key, context) {
    const pod = context.get<Pod>(key as ObjectKey);
    if (!pod?.spec.nodeName || isWaitingToGo(pod)) return undefined;
    const node = nodeNamed(context, pod.spec.nodeName);
    return node ? endOutOfService(pod, node) : removeOrphan(context, pod, pod.spec.nodeName);
  },
};

function untilCheck({ now }: Context): number {
  return CHECK_MS - (now % CHECK_MS);
}

/** Both must be so: a person says that the machine is off, and the cluster does not hear of it. */
function isOutOfService(node: Node): boolean {
  const isReady = conditionOf(node.status.conditions, 'Ready')?.status === 'True';
  return !isReady && node.spec.taints?.some((taint) => taint.key === OUT_OF_SERVICE) === true;
}

function removeOrphan({ now }: Context, pod: Pod, node: string): Deed {
  const conditions = withConditions(pod.status.conditions, [ORPHANED], now);
  return {
    cause: { object: keyOf(pod), field: ['spec', 'nodeName'] },
    why: why('cluster.podGarbageCollector.removed', { pod: pod.metadata.name, node }),
    writes: failedAndRemoved(pod, { ...pod, status: { ...pod.status, conditions } }),
  };
}

function endOutOfService(pod: Pod, node: Node): Deed | undefined {
  if (pod.metadata.deletionTimestamp === undefined || !isOutOfService(node)) return undefined;
  const { name } = node.metadata;
  const index = node.spec.taints?.findIndex((taint) => taint.key === OUT_OF_SERVICE) ?? 0;
  return {
    cause: { object: objectKey('Node', undefined, name), field: ['spec', 'taints', index] },
    why: why('cluster.podGarbageCollector.outOfService', { pod: pod.metadata.name, node: name }),
    writes: failedAndRemoved(pod),
  };
}

/** No kubelet will ever say how the pod ended, so it is Failed before it goes (`markFailedAndDeletePodWithCondition`). */
function failedAndRemoved(pod: Pod, told = pod): NonNullable<Deed['writes']> {
  const ended: Pod = { ...told, status: { ...told.status, phase: 'Failed' } };
  return [...(hasEnded(pod) ? [] : [{ verb: 'update', object: ended } as const]), { verb: 'remove', key: keyOf(pod) }];
}
