import { probedPort } from '../api/listening.js';
import type { Node } from '../api/node.js';
import type { Pod, Probe } from '../api/pod.js';
import { keyOf } from '../api/key.js';
import type { Context, Deed } from '../cluster/controller.js';
import { why } from '../cluster/why.js';
import { ask, type Answer } from './kubelet-ask.js';
import { fieldOf, membersOf, withMember, type Member } from './kubelet-members.js';
import {
  firstProbe,
  isMadeUnready,
  nextProbe,
  RELIST_MS,
  type ContainerRun,
  type PodRun,
  type ProbeKind,
  type Trial,
} from './kubelet-runtime.js';

/** What a look at the probes of a pod found: how its containers stand now, and the failure there is to tell, if any. */
export interface Probing {
  readonly run: PodRun;
  readonly deed?: Deed;
}

/** What a look at one probe found. No `next`: there is nothing more to find out about this container now. */
interface Look {
  readonly next?: ContainerRun;
  readonly wait?: ContainerRun;
  readonly failed?: { readonly run: ContainerRun; readonly deed: Deed };
}

interface Asking {
  readonly context: Context;
  readonly pod: Pod;
  readonly run: PodRun;
  readonly node: Node;
}

const WORD = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' } as const;
const DEFAULT_PERIOD_S = 10;
const DEFAULT_THRESHOLD = 3;

/**
 * Looks at the probes of a pod's containers: the startup probe alone until it succeeds, then the other two. A probe that succeeds costs one look at
 * the moment when it counts, one that fails a look and an Event at each of its ticks until `failureThreshold`; a real kubelet goes on telling. Models
 * `doProbe` of pkg/kubelet/prober/worker.go: readiness begins as failed, liveness as passed, a probe that could not be made changes nothing.
 */
export function lookAtProbes(context: Context, pod: Pod, run: PodRun, node: Node): Probing {
  const asking: Asking = { context, pod, run, node };
  let after = run;
  for (const member of membersOf(pod, run)) {
    if (member.run.state !== 'running' || member.run.endsAt !== undefined) continue;
    let one = member.run;
    for (const look of [lookAtStartup, lookAtLiveness, lookAtReadiness]) {
      const found = look(asking, member, one);
      if (found.failed) return { run: withMember(after, member, found.failed.run), deed: found.failed.deed };
      one = found.next ?? found.wait ?? one;
      if (!found.next) break;
    }
    if (one !== member.run) after = withMember(after, member, one);
  }
  return { run: after };
}

function lookAtStartup(asking: Asking, member: Member, one: ContainerRun): Look {
  const probe = member.container.startupProbe;
  if (!probe || one.passedAt !== undefined) return { next: one };
  const answer = ask(asking.context, { ...asking, member, probe, kind: 'startup' });
  if (answer.kind !== 'ok') return fail(asking, member, one, 'startup', probe, answer);
  const at = one.trials?.startup?.due ?? firstProbe(probe, one.startedAt ?? 0);
  if (asking.context.now < at) return later(asking, one, at);
  return { next: { ...without(one, 'startup'), passedAt: at } };
}

function lookAtLiveness(asking: Asking, member: Member, one: ContainerRun): Look {
  const probe = member.container.livenessProbe;
  if (!probe) return { next: one };
  const answer = ask(asking.context, { ...asking, member, probe, kind: 'liveness' });
  if (answer.kind === 'ok') return { next: without(one, 'liveness') };
  const found = fail(asking, member, one, 'liveness', probe, answer);
  return found.failed ? found : { next: found.wait ?? one };
}

function lookAtReadiness(asking: Asking, member: Member, one: ContainerRun): Look {
  const { context, run } = asking;
  const probe = member.container.readinessProbe;
  if (!probe) {
    const ready = member.list === 'initContainers' || !isMadeUnready(context, run.uid);
    return { next: one.ready === ready ? one : { ...one, ready } };
  }
  const answer = ask(context, { ...asking, member, probe, kind: 'readiness' });
  if (answer.kind !== 'ok') return fail(asking, member, one, 'readiness', probe, answer);
  if (one.ready) return { next: without(one, 'readiness') };
  const extra = ((probe.successThreshold ?? 1) - 1) * periodOf(probe);
  const trial = one.trials?.readiness;
  const at = trial
    ? trial.back
      ? trial.due
      : nextProbe(probe, one.startedAt ?? 0, context.now) + extra
    : firstOf(probe, one) + extra;
  if (context.now >= at) return { next: { ...without(one, 'readiness'), ready: true } };
  const wait = trial ? withTrial(one, 'readiness', { failures: 0, errors: 0, due: at, back: true }) : one;
  return later(asking, wait, at);
}

function periodOf(probe: Probe): number {
  return (probe.periodSeconds ?? DEFAULT_PERIOD_S) * 1000;
}

/** The first probe of a worker: at its first tick after the initial delay; once the container has started, at once. */
function firstOf(probe: Probe, one: ContainerRun): number {
  return Math.max(one.passedAt ?? 0, firstProbe(probe, one.startedAt ?? 0));
}

function later({ context, pod }: Asking, wait: ContainerRun, at: number): Look {
  context.again(keyOf(pod), at);
  return { wait };
}

function withTrial(one: ContainerRun, kind: ProbeKind, trial: Trial): ContainerRun {
  return { ...one, trials: { ...one.trials, [kind]: trial } };
}

function without(one: ContainerRun, kind: ProbeKind): ContainerRun {
  if (!one.trials?.[kind]) return one;
  const { [kind]: _, ...trials } = one.trials;
  return { ...one, trials };
}

type Failure = Exclude<Answer, { readonly kind: 'ok' }>;

/** A probe that does not succeed: counted and told at its tick, until it has failed so often that nothing more would come of it. */
function fail(asking: Asking, member: Member, one: ContainerRun, kind: ProbeKind, probe: Probe, answer: Failure): Look {
  const { now } = asking.context;
  const threshold = probe.failureThreshold ?? DEFAULT_THRESHOLD;
  const old = one.trials?.[kind];
  const isErrored = answer.kind === 'errored';
  if (old && !old.back && (isErrored ? old.errors : old.failures) >= threshold) return { wait: one };
  const due = old && !old.back ? old.due : tickFrom(probe, one, kind, now);
  const trial: Trial = { failures: old?.failures ?? 0, errors: old?.errors ?? 0, due };
  if (now < due) return later(asking, withTrial(one, kind, trial), due);
  const counted = {
    failures: trial.failures + (isErrored ? 0 : 1),
    errors: trial.errors + (isErrored ? 1 : 0),
    due: due + periodOf(probe),
  };
  const isOut = kind === 'readiness' && counted.failures >= threshold;
  const run: ContainerRun = { ...withTrial(one, kind, counted), ...(isOut ? { ready: false } : {}) };
  return { failed: { run, deed: told(asking, member, one, kind, probe, answer, counted.failures, threshold) } };
}

/** The tick at which a failure is first met: the worker's first one, or, where the probe has succeeded so far, the next. */
function tickFrom(probe: Probe, one: ContainerRun, kind: ProbeKind, now: number): number {
  const first = firstOf(probe, one);
  const isFirst = now - first <= RELIST_MS && !(kind === 'readiness' && one.ready);
  return isFirst ? first : nextProbe(probe, one.startedAt ?? 0, now - 1);
}

function told(
  { pod }: Asking,
  member: Member,
  one: ContainerRun,
  kind: ProbeKind,
  probe: Probe,
  answer: Failure,
  failures: number,
  threshold: number,
): Deed {
  const { container } = member;
  const handler = probedPort(probe)?.handler;
  const atPort = answer.kind !== 'told' && handler !== undefined;
  const cause = { object: keyOf(pod), field: fieldOf(member, `${kind}Probe`, ...(atPort ? [handler, 'port'] : [])) };
  const params = { pod: pod.metadata.name, container: container.name, failures, threshold };
  const message =
    answer.kind === 'errored'
      ? `${WORD[kind]} probe errored and resulted in unknown state: ${answer.output}`
      : `${WORD[kind]} probe failed: ${answer.output}`;
  const event = { type: 'Warning', reason: 'Unhealthy', message, object: keyOf(pod) } as const;
  if (answer.kind === 'errored') {
    const { pod: name, container: of } = params;
    return {
      cause,
      why: why('cluster.kubelet.probeErrored', { pod: name, container: of, probe: kind, port: answer.name }),
      event,
    };
  }
  if (answer.kind === 'refused') {
    const outcome = kind !== 'readiness' ? 'kill' : one.ready ? 'unready' : 'never';
    const more = { probe: kind, port: answer.port, outcome } as const;
    return { cause, why: why('cluster.kubelet.probeRefused', { ...params, ...more }), event };
  }
  const code = failures < threshold ? 'cluster.kubelet.probeFailed' : 'cluster.kubelet.unready';
  return { cause, why: why(code, params), event };
}
