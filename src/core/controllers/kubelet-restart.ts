import { keyOf } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { Context, Deed } from '../cluster/controller.js';
import { forgetContainer } from '../cluster/pod-files.js';
import { why } from '../cluster/why.js';
import { fieldOf, membersOf, withMember, type Member } from './kubelet-members.js';
import { lasts, writeRun, type ContainerRun, type PodRun, type ProbeKind } from './kubelet-runtime.js';
import { hostAddress, startNext } from './kubelet-start.js';
import { isEnded, podCause, willRestart, withStatus } from './kubelet-status.js';
import { EXIT_MS } from './kubelet-stop.js';

/** `MaxContainerBackOff` and the first period of `pkg/kubelet/kubelet.go`; a run of twice the maximum forgets the past. */
const FIRST_BACK_OFF_MS = 10_000;
const MAX_BACK_OFF_MS = 300_000;
/**
 * A container that its probe kills is killed again and again, for ever. The model rests when it has come to CrashLoopBackOff, and, where the probe takes
 * too long for that, after so many times.
 */
const MOST_KILLS = 6;

function update(context: Context, pod: Pod, run: PodRun, node: Node): Pick<Deed, 'writes'> {
  writeRun(context, keyOf(pod), run);
  return { writes: [{ verb: 'update', object: withStatus(context, pod, run, hostAddress(node)) }] };
}

/** What a container wrote beside its volumes goes with it: the next one starts from its image. */
export function losing(context: Context, pod: Pod, run: PodRun, container: string): Pick<Deed, 'volume'> {
  const lost = forgetContainer(context, run.uid, container);
  return lost.length === 0 ? {} : { volume: { kind: 'lose', pod: keyOf(pod), node: run.node, lost } };
}

type BackOff = Pick<ContainerRun, 'backOffMs' | 'nextBackOffMs' | 'lastExitAt'>;

/**
 * How long a container that ends now waits for its next start (`doBackOff` of pkg/kubelet/kuberuntime/kuberuntime_manager.go): as long as its last
 * back-off, counted from the newest end that the kubelet knew of when it decided. One that ended by itself has been seen to end; one that the kubelet
 * killed is started in the same sync, so what counts is when the one before it ended.
 */
export function backOff(old: ContainerRun, now: number, killed: boolean): BackOff {
  const since = killed ? old.lastExitAt : now;
  const next = now - (old.startedAt ?? 0) >= 2 * MAX_BACK_OFF_MS ? undefined : old.nextBackOffMs;
  if (since === undefined) return { backOffMs: 0, lastExitAt: now };
  return {
    backOffMs: next !== undefined && now - since < next ? next : 0,
    nextBackOffMs: next === undefined ? FIRST_BACK_OFF_MS : Math.min(next * 2, MAX_BACK_OFF_MS),
    lastExitAt: now,
  };
}

/** The probe that has failed as often as it may: the kubelet ends the container (`computePodActions` of kuberuntime_manager.go). */
function failedProbe({ container, run }: Member): ProbeKind | undefined {
  return (['startup', 'liveness'] as const).find(
    (kind) => (run.trials?.[kind]?.failures ?? 0) >= (container[`${kind}Probe`]?.failureThreshold ?? 3),
  );
}

/** SIGTERM to a container whose startup or liveness probe has failed too often; it takes its time to end. */
export function killFailed(context: Context, pod: Pod, run: PodRun): Deed | undefined {
  for (const member of membersOf(pod, run)) {
    const { container, list } = member;
    const one = member.run;
    const kind = one.state === 'running' && one.endsAt === undefined ? failedProbe(member) : undefined;
    if (kind === undefined || (one.kills ?? 0) >= MOST_KILLS) continue;
    const endsAt =
      context.now +
      Math.min(pod.spec.terminationGracePeriodSeconds * 1000, lasts(context, run.uid, 'exit', ...EXIT_MS));
    writeRun(context, keyOf(pod), { ...withMember(run, member, { ...one, endsAt }), notBefore: endsAt });
    const restarts = list === 'initContainers' || pod.spec.restartPolicy !== 'Never';
    const words =
      list === 'initContainers'
        ? `Init container ${container.name} failed ${kind} probe`
        : `Container ${container.name} failed ${kind} probe${restarts ? ', will be restarted' : ''}`;
    return {
      cause: podCause(pod, ...fieldOf(member, `${kind}Probe`)),
      why: why('cluster.kubelet.killed', {
        pod: pod.metadata.name,
        container: container.name,
        probe: kind,
        restarts: restarts ? 'yes' : 'no',
      }),
      event: { type: 'Normal', reason: 'Killing', message: words, object: keyOf(pod) },
    };
  }
  return undefined;
}

/** A container that was told to end by its probe has ended. */
export function endKilled(context: Context, pod: Pod, run: PodRun, node: Node): Deed | undefined {
  const member = membersOf(pod, run).find((one) => one.run.endsAt !== undefined && context.now >= one.run.endsAt);
  if (!member) return undefined;
  const { endsAt: _, trials: _trials, passedAt: _passed, ...old } = member.run;
  const exited: ContainerRun = {
    ...old,
    ...backOff(old, context.now, true),
    state: 'exited',
    exitCode: 0,
    exitedAt: context.now,
    ready: false,
    kills: (old.kills ?? 0) + 1,
    ...(pod.spec.restartPolicy === 'Never' && member.list === 'containers' ? {} : { startsAgain: true }),
  };
  return {
    ...losing(context, pod, run, member.container.name),
    cause: podCause(pod, ...fieldOf(member)),
    why: why('cluster.kubelet.ended', { pod: pod.metadata.name, container: member.container.name }),
    ...update(context, pod, withMember(run, member, exited), node),
  };
}

/** Starts ended containers again: at once, or after the back-off. */
export function restart(context: Context, pod: Pod, run: PodRun, node: Node): Deed | undefined {
  const isOver = isEnded(pod, run);
  for (const member of membersOf(pod, run)) {
    const { container, index } = member;
    const one = member.run;
    if (one.state !== 'exited' || run.evicted === true) continue;
    if (member.list === 'containers' ? !willRestart(pod, one) : isOver) continue;
    const { name } = container;
    const isNew = one.image !== container.image;
    if (!isNew && one.backOffMs > 0 && one.retryAt === undefined) {
      const retryAt = (one.exitedAt ?? context.now) + one.backOffMs;
      const message = `Back-off restarting failed container ${name} in pod ${pod.metadata.name}_${pod.metadata.namespace}(${run.uid})`;
      const params = { pod: pod.metadata.name, container: name, seconds: one.backOffMs / 1000 };
      const cause =
        one.kills === undefined ? podCause(pod, 'spec', 'restartPolicy') : podCause(pod, ...fieldOf(member));
      return {
        cause,
        why: why(one.kills === undefined ? 'cluster.kubelet.backOff' : 'cluster.kubelet.backOffRests', params),
        event: { type: 'Warning', reason: 'BackOff', message, object: keyOf(pod) },
        ...update(context, pod, withMember(run, member, { ...one, retryAt }), node),
      };
    }
    if (!isNew && one.retryAt !== undefined && context.now < one.retryAt) {
      // One that its probe kills would only be killed again.
      if (one.kills === undefined) context.again(keyOf(pod), one.retryAt);
      continue;
    }
    const sidecar = member.list === 'initContainers';
    return startNext(context, pod, {
      ...run,
      starting: { container: index, stage: 'pull', ...(sidecar ? { sidecar } : {}) },
    });
  }
  return undefined;
}
