import { keyOf } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { isPodReady } from '../cluster/conditions.js';
import type { Context, Deed } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { fileWhy } from '../cluster/why-files.js';
import { why } from '../cluster/why.js';
import { lookAtProbes } from './kubelet-probes.js';
import { backOff, endKilled, killFailed, losing, restart } from './kubelet-restart.js';
import { writeRun, type ContainerRun, type PodRun } from './kubelet-runtime.js';
import { hostAddress } from './kubelet-start.js';
import { isEnded, phaseOf, podCause, readinessCause, withStatus } from './kubelet-status.js';

/** Looks after containers that have been started: crashes and restarts, probes, and the status that follows. */
export function syncContainers(context: Context, pod: Pod, run: PodRun, node: Node): Deed | undefined {
  return (
    endKilled(context, pod, run, node) ??
    crash(context, pod, run, node) ??
    redefine(context, pod, run, node) ??
    restart(context, pod, run, node) ??
    killFailed(context, pod, run) ??
    probe(context, pod, run, node)
  );
}

function update(context: Context, pod: Pod, run: PodRun, node: Node): Pick<Deed, 'writes'> {
  writeRun(context, keyOf(pod), run);
  return { writes: [{ verb: 'update', object: withStatus(context, pod, run, hostAddress(node)) }] };
}

function withContainer(run: PodRun, index: number, container: ContainerRun): PodRun {
  return { ...run, containers: run.containers.map((one, i) => (i === index ? container : one)) };
}

/** A container's process ended by itself (the learner's doing), or the kernel killed it as it went over its memory limit. */
function crash(context: Context, pod: Pod, run: PodRun, node: Node): Deed | undefined {
  const full = context.recall<OutOfMemory>(`out-of-memory/${run.uid}`);
  const name = full?.container ?? context.recall<string>(`crash/${run.uid}`);
  if (name === undefined) return undefined;
  context.remember(full ? `out-of-memory/${run.uid}` : `crash/${run.uid}`, undefined);
  const index = pod.spec.containers.findIndex((one) => one.name === name);
  const old = run.containers[index];
  if (old?.state !== 'running') return undefined;
  const { trials: _trials, passedAt: _passed, endsAt: _ends, ...kept } = old;
  const exited: ContainerRun = {
    ...kept,
    ...backOff(old, context.now, false),
    state: 'exited',
    exitCode: full ? 137 : 1,
    ...(full ? { reason: 'OOMKilled' as const } : {}),
    exitedAt: context.now,
    ready: false,
  };
  const after = withContainer(run, index, exited);
  const phase = phaseOf(pod, after);
  // An ended pod's sandbox is stopped and its address given back; the status keeps showing it.
  if (phase !== 'Running' && run.ip !== undefined) context.remember(`host-local/${run.node}/${run.ip}`, undefined);
  const params = { pod: pod.metadata.name, container: name };
  const limit = pod.spec.containers[index]?.resources?.limits?.['memory'] ?? '';
  return {
    ...losing(context, pod, run, name),
    cause: podCause(pod, 'spec', 'containers', index, ...(full ? ['resources', 'limits', 'memory'] : [])),
    why: full
      ? fileWhy('storage.files.outOfMemory', { ...params, limit, bytes: full.bytes })
      : why('cluster.kubelet.crashed', { ...params, restartPolicy: pod.spec.restartPolicy }),
    ...update(context, pod, after, node),
  };
}

/** A container whose files in memory exceeded its memory limit; see `write-file.ts`. */
interface OutOfMemory {
  readonly container: string;
  readonly bytes: number;
}

/** Another image makes another container (`computePodActions` of `pkg/kubelet/kuberuntime/kuberuntime_manager.go`). */
function redefine(context: Context, pod: Pod, run: PodRun, node: Node): Deed | undefined {
  const index = run.containers.findIndex(
    (one, i) => one.state === 'running' && one.image !== pod.spec.containers[i]?.image,
  );
  const [old, container] = [run.containers[index], pod.spec.containers[index]];
  if (!old || !container) return undefined;
  const exited = {
    state: 'exited',
    exitCode: 0,
    exitedAt: context.now,
    ready: false,
    backOffMs: 0,
    startsAgain: true,
  } as const;
  const { trials: _trials, passedAt: _passed, endsAt: _ends, ...kept } = old;
  return {
    cause: podCause(pod, 'spec', 'containers', index, ...(container.image === undefined ? [] : ['image'])),
    why: why('cluster.kubelet.redefined', { pod: pod.metadata.name, container: container.name }),
    ...losing(context, pod, run, container.name),
    event: {
      type: 'Normal',
      reason: 'Killing',
      message: `Container ${container.name} definition changed, will be restarted`,
      object: keyOf(pod),
    },
    ...update(context, pod, withContainer(run, index, { ...kept, ...exited }), node),
  };
}

/** Finds out how the probes stand and writes what changed. */
function probe(context: Context, pod: Pod, run: PodRun, node: Node): Deed | undefined {
  if (isEnded(pod, run)) return report(context, pod, run, node);
  const found = lookAtProbes(context, pod, run, node);
  if (!found.deed) return report(context, pod, found.run, node);
  return { ...found.deed, ...update(context, pod, found.run, node) };
}

/** Writes the status if it differs from what the API server has. */
function report(context: Context, pod: Pod, run: PodRun, node: Node): Deed | undefined {
  const next = withStatus(context, pod, run, hostAddress(node));
  writeRun(context, keyOf(pod), run);
  if (deepEqual(next.status, pod.status)) return undefined;
  const name = pod.metadata.name;
  const writes: Deed['writes'] = [{ verb: 'update', object: next }];
  const ready = isPodReady(next);
  if (pod.status.phase === 'Pending' && next.status.phase === 'Running') {
    const code = ready ? 'cluster.kubelet.runningReady' : 'cluster.kubelet.running';
    return { cause: readinessCause(pod, 0), why: why(code, { pod: name }), writes };
  }
  if (ready !== isPodReady(pod)) {
    const index = Math.max(
      0,
      run.containers.findIndex((one) => one.ready !== ready || !ready),
    );
    const code = ready ? 'cluster.kubelet.ready' : 'cluster.kubelet.notReadyUnprobed';
    return { cause: readinessCause(pod, index), why: why(code, { pod: name }), writes };
  }
  return { cause: podCause(pod, 'spec', 'containers'), why: why('cluster.kubelet.status', { pod: name }), writes };
}
