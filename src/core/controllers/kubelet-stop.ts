import { keyOf, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { sidecarsOf } from '../api/sidecar.js';
import type { Context, Deed } from '../cluster/controller.js';
import { forgetContainers } from '../cluster/pod-files.js';
import { why } from '../cluster/why.js';
import { lasts, writeRun, type PodRun } from './kubelet-runtime.js';
import { hostAddress } from './kubelet-start.js';
import { podCause, withStatus } from './kubelet-status.js';

/** How long a process takes to end after SIGTERM, in milliseconds; never longer than the grace period, when SIGKILL ends it. */
export const EXIT_MS = [1000, 2000] as const;

/** Gives the sandbox and its address back; the next pod gets another one, host-local goes round. */
export function tearDown(context: Context, pod: ObjectKey, run: PodRun): void {
  if (run.ip !== undefined) context.remember(`host-local/${run.node}/${run.ip}`, undefined);
  context.remember(`unready/${run.uid}`, undefined);
  context.remember(`sandbox-tries/${run.uid}`, undefined);
  writeRun(context, pod, undefined);
}

/**
 * Ends a deleted pod: SIGTERM to every container, the grace period, the last status, its volumes unmounted, then the object goes.
 * Models `SyncTerminatingPod` and `SyncTerminatedPod` of `pkg/kubelet/kubelet.go`, `killContainer` of `pkg/kubelet/kuberuntime/kuberuntime_container.go` and the
 * last DELETE of `pkg/kubelet/status/status_manager.go`.
 */
export function stop(
  context: Context,
  pod: Pod,
  run: PodRun,
  node: Node,
  unmount: () => Deed | 'done' | undefined,
): Deed | undefined {
  const key = keyOf(pod);
  const name = pod.metadata.name;
  const cause = podCause(pod, 'metadata', 'deletionTimestamp');
  const all = [
    ...pod.spec.containers.map((container, index) => ({ container, runs: run.containers[index]?.state === 'running' })),
    // Sidecars are told with the others, and end after them.
    ...sidecarsOf(pod.spec).map(({ container, index }) => ({
      container,
      runs: run.sidecars?.[index]?.state === 'running',
    })),
  ];
  const running = all.findIndex(({ runs }, index) => runs && index >= (run.stopping?.told ?? 0));
  const container = all[running]?.container;
  if (container) {
    const grace = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000;
    const exitAt = context.now + Math.min(grace, lasts(context, run.uid, 'exit', ...EXIT_MS));
    writeRun(context, key, { ...run, stopping: { told: running + 1, exitAt } });
    return {
      cause,
      why: why('cluster.kubelet.stopping', { pod: name, container: container.name, seconds: grace / 1000 }),
      event: { type: 'Normal', reason: 'Killing', message: `Stopping container ${container.name}`, object: key },
    };
  }
  if (run.stopping && context.now < run.stopping.exitAt) {
    context.again(key, run.stopping.exitAt);
    return undefined;
  }
  if (run.containers.some((one) => one.state === 'running')) {
    const containers = run.containers.map((one) =>
      one.state === 'running'
        ? ({ ...one, state: 'exited', ready: false, exitCode: 0, exitedAt: context.now } as const)
        : one,
    );
    const ended: PodRun = { ...run, containers };
    writeRun(context, key, ended);
    return {
      cause,
      why: why('cluster.kubelet.stopped', { pod: name }),
      writes: [{ verb: 'update', object: withStatus(context, pod, ended, hostAddress(node)) }],
    };
  }
  const work = unmount();
  if (work !== 'done') return work;
  tearDown(context, key, run);
  const lost = forgetContainers(context, run.uid);
  return {
    cause,
    ...(lost.length > 0 ? { volume: { kind: 'lose', pod: key, node: run.node, lost } } : {}),
    why: why('cluster.kubelet.removed', {
      pod: name,
      ip: run.ip ?? '',
      node: run.node,
      hadIp: run.ip === undefined ? 'no' : 'yes',
    }),
    writes: [{ verb: 'remove', key }],
  };
}
