import type { Cause } from '../api/cause.js';
import type { FieldPath } from '../api/field-path.js';
import { keyOf } from '../api/key.js';
import type { Container, ContainerStatus, Pod, PodPhase, PodStatus } from '../api/pod.js';
import { isSidecar } from '../api/sidecar.js';
import { timestamp } from '../cluster/clock.js';
import { withConditions, type NewCondition } from '../cluster/conditions.js';
import type { Context } from '../cluster/controller.js';
import { isHeldUp, runOf } from './kubelet-members.js';
import { type ContainerRun, type PodRun } from './kubelet-runtime.js';

/**
 * The status that the kubelet writes from what its runtime says. Models `generateAPIPodStatus` and `getPhase` of
 * `pkg/kubelet/kubelet_pods.go` and `pkg/kubelet/status/generate.go`.
 */
export function withStatus(context: Context, pod: Pod, run: PodRun, hostIP: string | undefined): Pod {
  const { now } = context;
  const statuses = pod.spec.containers.map((container, index) =>
    containerStatus(container, run.containers[index], pod),
  );
  const inits = (pod.spec.initContainers ?? []).map((container, index) => initStatus(container, index, run, pod));
  const phase = phaseOf(pod, run);
  const ended = phase === 'Succeeded' || phase === 'Failed';
  const lasting = inits.filter((_, index) => isSidecar(pod.spec.initContainers?.[index] ?? {}));
  const unready = [...lasting, ...statuses].filter(({ ready }) => !ready).map(({ name }) => name);
  const ip = pod.spec.hostNetwork === true ? hostIP : run.ip;
  const status: PodStatus = {
    ...pod.status,
    phase,
    ...(hostIP === undefined ? {} : { hostIP, hostIPs: [{ ip: hostIP }] }),
    ...(ip === undefined ? {} : { podIP: ip, podIPs: [{ ip }] }),
    startTime: pod.status.startTime ?? timestamp(now),
    conditions: withConditions(pod.status.conditions, conditions(pod, run, unready, ended), now),
    ...(inits.length > 0 ? { initContainerStatuses: inits } : {}),
    containerStatuses: statuses,
  };
  return { ...pod, status };
}

function conditions(pod: Pod, run: PodRun, unready: readonly string[], ended: boolean): NewCondition[] {
  const allReady = unready.length === 0;
  const why: Pick<NewCondition, 'reason' | 'message'> = ended
    ? { reason: phaseOf(pod, run) === 'Succeeded' ? 'PodCompleted' : 'PodFailed' }
    : { reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` };
  const initialised = run.initDone >= (pod.spec.initContainers?.length ?? 0) && !isHeldUp(pod, run);
  const gates = pod.spec.readinessGates ?? [];
  const missing = gates.filter(
    (gate) => !pod.status.conditions?.some((one) => one.type === gate.conditionType && one.status === 'True'),
  );
  return [
    { type: 'PodReadyToStartContainers', status: run.sandbox ? 'True' : 'False' },
    initialised
      ? { type: 'Initialized', status: 'True' }
      : { type: 'Initialized', status: 'False', reason: 'ContainersNotInitialized' },
    allReady && missing.length > 0
      ? {
          type: 'Ready',
          status: 'False',
          reason: 'ReadinessGatesNotReady',
          message: missing
            .map((gate) => `corresponding condition of pod readiness gate "${gate.conditionType}" does not exist.`)
            .join(', '),
        }
      : { type: 'Ready', status: allReady ? 'True' : 'False', ...(allReady ? {} : why) },
    { type: 'ContainersReady', status: allReady ? 'True' : 'False', ...(allReady ? {} : why) },
  ];
}

function containerStatus(container: Container, run: ContainerRun | undefined, object: Pod): ContainerStatus {
  const { name } = container;
  const restartCount = run?.restarts ?? 0;
  if (run?.state === 'running') {
    const startedAt = timestamp(run.startedAt ?? 0);
    const started = hasStarted(container, run);
    return { name, ready: run.ready, started, restartCount, state: { running: { startedAt } } };
  }
  if (run?.state === 'exited') {
    if (run.retryAt !== undefined) {
      const message = `back-off ${goDuration(run.backOffMs)} restarting failed container=${name} pod=${object.metadata.name}_${object.metadata.namespace}(${object.metadata.uid})`;
      const waiting = { reason: 'CrashLoopBackOff', message };
      return { name, ready: false, started: false, restartCount, state: { waiting } };
    }
    const exitCode = run.exitCode ?? 0;
    const finishedAt = timestamp(run.exitedAt ?? 0);
    const terminated = { exitCode, reason: run.reason ?? (exitCode === 0 ? 'Completed' : 'Error'), finishedAt };
    return { name, ready: false, started: false, restartCount, state: { terminated } };
  }
  // As long as they have not run, those of a pod with init containers wait for them (`convertToAPIContainerStatuses`).
  const reason = (object.spec.initContainers?.length ?? 0) > 0 ? 'PodInitializing' : 'ContainerCreating';
  return { name, ready: false, started: false, restartCount, state: { waiting: { reason } } };
}

/** A startup probe has to succeed first (`UpdatePodStatus` of pkg/kubelet/prober/prober_manager.go). */
function hasStarted({ startupProbe }: Container, run: ContainerRun): boolean {
  return !startupProbe || run.passedAt !== undefined;
}

/** An init container waits, then has completed; a sidecar runs from then on until the containers are done for good. */
function initStatus(container: Container, index: number, run: PodRun, pod: Pod): ContainerStatus {
  const { name } = container;
  const startedAt = run.initStarts?.[index];
  if (startedAt === undefined) {
    const waiting = { reason: 'PodInitializing' };
    return { name, ready: false, started: false, restartCount: 0, state: { waiting } };
  }
  if (isSidecar(container) && !isOver(run, pod)) {
    return containerStatus(container, runOf(run, { list: 'initContainers', index }), pod);
  }
  const last = Math.max(startedAt, ...run.containers.map(({ exitedAt }) => exitedAt ?? 0));
  const finishedAt = timestamp(isSidecar(container) ? last : startedAt);
  const terminated = { exitCode: 0, reason: 'Completed', finishedAt };
  return { name, ready: !isSidecar(container), started: false, restartCount: 0, state: { terminated } };
}

/** Whether the containers have ended and are not started again: the sidecars' turn to go. */
function isOver(run: PodRun, pod: Pod): boolean {
  if (isEnded(pod, run)) return true;
  return run.stopping !== undefined && run.containers.every(({ state }) => state !== 'running');
}

/** 10s, 1m20s, 5m0s: as Go prints a duration. */
function goDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

export function phaseOf(pod: Pod, run: PodRun): PodPhase {
  const { restartPolicy } = pod.spec;
  const { containers } = run;
  if (run.evicted === true) return 'Failed';
  if (containers.some((one) => one.state === 'waiting')) return 'Pending';
  if (containers.some((one) => one.state === 'running' || one.retryAt !== undefined || one.startsAgain === true))
    return 'Running';
  const failed = containers.some((one) => (one.exitCode ?? 0) !== 0);
  const forGood = run.stopping !== undefined || restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && !failed);
  if (!forGood) return 'Running';
  return failed ? 'Failed' : 'Succeeded';
}

/** Whether the containers of a pod have ended for good. */
export function isEnded(pod: Pod, run: PodRun): boolean {
  const phase = phaseOf(pod, run);
  return phase === 'Succeeded' || phase === 'Failed';
}

/** Whether the kubelet will start a container again: `ShouldContainerBeRestarted` of `pkg/kubelet/container/helpers.go`. */
export function willRestart(pod: Pod, run: ContainerRun): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  if (pod.spec.restartPolicy === 'Always' || run.startsAgain === true) return true;
  return pod.spec.restartPolicy === 'OnFailure' && (run.exitCode ?? 0) !== 0;
}

export function podCause(pod: Pod, ...field: FieldPath): Cause {
  return { object: keyOf(pod), field };
}

/** The field of a pod that says how readiness is found: the probe, or the container that has none. */
export function readinessCause(pod: Pod, container: number): Cause {
  return pod.spec.containers[container]?.readinessProbe
    ? podCause(pod, 'spec', 'containers', container, 'readinessProbe')
    : podCause(pod, 'spec', 'containers', container);
}
