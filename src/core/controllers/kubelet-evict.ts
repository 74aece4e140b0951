import { keyOf } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { withConditions } from '../cluster/conditions.js';
import type { Context, Deed } from '../cluster/controller.js';
import type { Eviction } from '../cluster/volume-plugins.js';
import { fileWhy } from '../cluster/why-files.js';
import { writeRun, type PodRun } from './kubelet-runtime.js';
import { hostAddress } from './kubelet-start.js';
import { withStatus } from './kubelet-status.js';

/**
 * Ends a pod to save its node: it is Failed for good with reason `Evicted`, its containers are killed without a grace period. Models `evictPod`
 * of `pkg/kubelet/eviction/eviction_manager.go`.
 */
export function evict(context: Context, pod: Pod, run: PodRun, node: Node, { message, cause }: Eviction): Deed {
  const key = keyOf(pod);
  const ended: PodRun = {
    ...run,
    evicted: true,
    containers: run.containers.map((one) =>
      one.state === 'running'
        ? ({ ...one, state: 'exited', ready: false, exitCode: 137, exitedAt: context.now } as const)
        : one,
    ),
  };
  writeRun(context, key, ended);
  // As for any pod that has ended, the sandbox is stopped and its address given back; the status keeps showing it.
  if (run.ip !== undefined) context.remember(`host-local/${run.node}/${run.ip}`, undefined);
  const { status, ...object } = withStatus(context, pod, ended, hostAddress(node));
  const target = { type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet', message } as const;
  const conditions = withConditions(status.conditions, [target], context.now);
  const evicted: Pod = { ...object, status: { ...status, reason: 'Evicted', message, conditions } };
  return {
    cause,
    why: fileWhy('storage.files.evicted', { pod: pod.metadata.name, reason: message.trim() }),
    writes: [{ verb: 'update', object: evicted }],
    event: { type: 'Warning', reason: 'Evicted', message, object: key },
  };
}
