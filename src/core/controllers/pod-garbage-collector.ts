import { type ObjectKey } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import type { Controller } from '../cluster/controller.js';
import { isWaitingToGo } from '../cluster/finalizers.js';
import { why } from '../cluster/why.js';
import { nodeNamed } from './scheduler.js';

/** How long an orphaned pod is left in case its node comes back (`quarantineTime`). */
const QUARANTINE_MS = 40_000;

/** Removes pods that are bound to a node which is gone. Models `gcOrphaned` of `pkg/controller/podgc/gc_controller.go`. */
export const podGarbageCollector: Controller = {
  name: 'pod-garbage-collector',
  watches: {
    Node({ before, after }, wake, context) {
      if (!after && before) for (const key of context.find('pod-node', before.metadata.name)) wake(key, QUARANTINE_MS);
    },
    Pod({ key, before, after }, wake, context) {
      const pod = after as Pod | undefined;
      if (!pod?.spec.nodeName || (before as Pod | undefined)?.spec.nodeName === pod.spec.nodeName) return;
      if (!nodeNamed(context, pod.spec.nodeName)) wake(key, QUARANTINE_MS);
    },
  },
  reconcile(key, context) {
    const pod = context.get<Pod>(key as ObjectKey);
    if (!pod?.spec.nodeName || nodeNamed(context, pod.spec.nodeName) || isWaitingToGo(pod)) return undefined;
    return {
      cause: { object: key as ObjectKey, field: ['spec', 'nodeName'] },
      why: why('cluster.podGarbageCollector.removed', { pod: pod.metadata.name, node: pod.spec.nodeName }),
      writes: [{ verb: 'remove', key: key as ObjectKey }],
    };
  },
};
