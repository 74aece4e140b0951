import { keyOf } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { sidecarsOf } from '../api/sidecar.js';
import { isPodReady } from '../cluster/conditions.js';
import type { Context, Deed } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { forgetContainer } from '../cluster/pod-files.js';
import { fileWhy } from '../cluster/why-files.js';
import { why } from '../cluster/why.js';
import {
  isMadeUnready,
  nextProbe,
  probeFailure,
  readyAt,
  writeRun,
  type ContainerRun,
  type PodRun,
} from './kubelet-runtime.js';
import { hostAddress, mayBeReady, startNext } from './kubelet-start.js';
import { phaseOf, podCause, readinessCause, willRestart, withStatus } from './kubelet-status.js';

/** `MaxContainerBackOff` and the first period of `pkg/kubelet/kubelet.go`; a run of twice the maximum forgets the past. */
const FIRST_BACK_OFF_MS = 10_000;
const MAX_BACK_OFF_MS = 300_000;

/** Looks after containers that have been started: crashes and restarts, probes, and the status that follows. */
export function syncContainers(context: Context, pod: Pod, run: PodRun, node: Node): Deed | undefined {
  return (
    crash(context, pod, run, node) ??
    redefine(context, pod, run, node) ??
    restart(context, pod, run, node) ??
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
  const ranLong = context.now - (old.startedAt ?? 0) >= 2 * MAX_BACK_OFF_MS;
  const backOffMs =
    old.restarts === 0 || ranLong ? 0 : Math.min(Math.max(FIRST_BACK_OFF_MS, old.backOffMs * 2), MAX_BACK_OFF_MS);
  const exited: ContainerRun = {
    ...old,
    state: 'exited',
    exitCode: full ? 137 : 1,
    ...(full ? { reason: 'OOMKilled' as const } : {}),
    exitedAt: context.now,
    ready: false,
    failures: 0,
    backOffMs,
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

/** What a container wrote beside its volumes goes with it: the next one starts from its image. */
function losing(context: Context, pod: Pod, run: PodRun, container: string): Pick<Deed, 'volume'> {
  const lost = forgetContainer(context, run.uid, container);
  return lost.length === 0 ? {} : { volume: { kind: 'lose', pod: keyOf(pod), node: run.node, lost } };
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
    failures: 0,
    backOffMs: 0,
  } as const;
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
    ...update(context, pod, withContainer(run, index, { ...old, ...exited, redefined: true }), node),
  };
}

/** Starts exited containers again: the first time at once, then after 10 s, 20 s, 40 s … 5 min. */
function restart(context: Context, pod: Pod, run: PodRun, node: Node): Deed | undefined {
  for (const [index, container] of run.containers.entries()) {
    if (container.state !== 'exited' || run.evicted === true || !willRestart(pod, container)) continue;
    const { name } = pod.spec.containers[index] ?? { name: '' };
    if (container.backOffMs > 0 && container.retryAt === undefined) {
      const retryAt = (container.exitedAt ?? context.now) + container.backOffMs;
      const message = `Back-off restarting failed container ${name} in pod ${pod.metadata.name}_${pod.metadata.namespace}(${run.uid})`;
      return {
        cause: podCause(pod, 'spec', 'restartPolicy'),
        why: why('cluster.kubelet.backOff', {
          pod: pod.metadata.name,
          container: name,
          seconds: container.backOffMs / 1000,
        }),
        event: { type: 'Warning', reason: 'BackOff', message, object: keyOf(pod) },
        ...update(context, pod, withContainer(run, index, { ...container, retryAt }), node),
      };
    }
    if (container.retryAt !== undefined && context.now < container.retryAt) {
      context.again(keyOf(pod), container.retryAt);
      continue;
    }
    return startNext(context, pod, { ...run, starting: { container: index, stage: 'pull' } });
  }
  return undefined;
}

/** Finds out which containers are ready and writes what changed; readiness that fails takes `failureThreshold` probes. */
function probe(context: Context, pod: Pod, run: PodRun, node: Node): Deed | undefined {
  const failing = isMadeUnready(context, run.uid);
  const { now } = context;
  let after = run;
  for (const [index, container] of run.containers.entries()) {
    const spec = pod.spec.containers[index];
    if (!spec || container.state !== 'running' || container.startedAt === undefined) continue;
    const { readinessProbe } = spec;
    if (!failing) {
      if (container.ready) {
        if (container.failures > 0) after = withContainer(after, index, { ...container, failures: 0 });
      } else if (container.failures > 0 && readinessProbe && !isProbeDue(context, pod, run, index)) {
        continue;
      } else if (mayBeReady(spec, container, now)) {
        after = withContainer(after, index, { ...container, ready: true, failures: 0 });
      } else {
        context.again(keyOf(pod), readyAt(spec, container.startedAt) ?? now);
      }
      continue;
    }
    if (!container.ready) continue;
    if (!readinessProbe) {
      after = withContainer(after, index, { ...container, ready: false });
      continue;
    }
    if (!isProbeDue(context, pod, run, index)) continue;
    const failures = container.failures + 1;
    const ready = failures < (readinessProbe.failureThreshold ?? 3);
    const failed = withContainer(after, index, { ...container, failures, ready });
    const params = {
      pod: pod.metadata.name,
      container: spec.name,
      failures,
      threshold: readinessProbe.failureThreshold ?? 3,
    };
    return {
      cause: readinessCause(pod, index),
      why: ready ? why('cluster.kubelet.probeFailed', params) : why('cluster.kubelet.unready', params),
      event: {
        type: 'Warning',
        reason: 'Unhealthy',
        message: probeFailure(pod, spec, readinessProbe),
        object: keyOf(pod),
      },
      ...update(context, pod, failed, node),
    };
  }
  for (const { container, index } of sidecarsOf(pod.spec)) {
    const at = readyAt(container, run.initStarts?.[index] ?? now) ?? now;
    if (at > now) context.again(keyOf(pod), at);
  }
  return report(context, pod, after, node);
}

/** Whether a readiness probe that has something new to find runs now; when not, the kubelet looks again at its next tick. */
function isProbeDue(context: Context, pod: Pod, run: PodRun, index: number): boolean {
  const readinessProbe = pod.spec.containers[index]?.readinessProbe;
  const startedAt = run.containers[index]?.startedAt;
  if (!readinessProbe || startedAt === undefined) return true;
  const due = context.recall<number>(`probe/${run.uid}/${index}`);
  if (due !== undefined && context.now >= due) {
    context.remember(`probe/${run.uid}/${index}`, undefined);
    return true;
  }
  const at = due ?? nextProbe(readinessProbe, startedAt, context.now);
  context.remember(`probe/${run.uid}/${index}`, at);
  context.again(keyOf(pod), at);
  return false;
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
