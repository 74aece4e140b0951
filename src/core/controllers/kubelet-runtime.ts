import type { ObjectKey } from '../api/key.js';
import type { Probe } from '../api/pod.js';
import type { Context } from '../cluster/controller.js';
import { seededBelow } from '../cluster/seeded.js';

/** How the worker of one probe stands. */
export interface Trial {
  /** Failures in a row. */
  readonly failures: number;
  /** Probes that could not be made at all; their results are thrown away. */
  readonly errors: number;
  /** When it runs next. */
  readonly due: number;
  /** It answers again, and will have done so often enough at `due`. */
  readonly back?: true;
}

export type ProbeKind = 'startup' | 'liveness' | 'readiness';

/** What the container runtime says about one container. Times are milliseconds of the virtual clock. */
export interface ContainerRun {
  readonly state: 'waiting' | 'running' | 'exited';
  readonly startedAt?: number;
  readonly exitCode?: number;
  readonly exitedAt?: number;
  /** The runtime's word for how it ended, where the exit code does not say it. */
  readonly reason?: 'OOMKilled';
  readonly restarts: number;
  /** The image it was started from; another one in the spec means another container. */
  readonly image?: string | undefined;
  /** The kubelet ended it to start it again, whatever the exit code (a new definition, a probe that failed). */
  readonly startsAgain?: boolean;
  /** The back-off before the next start, and when it ends. */
  readonly backOffMs: number;
  readonly retryAt?: number;
  /** The back-off that the next end in quick succession would have to wait for, and when the container before this one ended. */
  readonly nextBackOffMs?: number;
  readonly lastExitAt?: number;
  /** Readiness as the probes found it. */
  readonly ready: boolean;
  /** When its startup probe succeeded. */
  readonly passedAt?: number;
  readonly trials?: Readonly<Partial<Record<ProbeKind, Trial>>>;
  /** A probe had it killed: SIGTERM was sent, and it ends at this moment. */
  readonly endsAt?: number;
  /** How often probes had it killed. */
  readonly kills?: number;
}

/** What to do next to bring the containers up, in the order the kubelet does it. */
export type StartStage = 'pull' | 'pulled' | 'created' | 'started';

/** What one kubelet knows of one pod: the sandbox and its containers. Kept beside the API, as on a real node. */
export interface PodRun {
  readonly uid: string;
  readonly node: string;
  /** The address host-local gave; absent until the sandbox is there, and for pods on the host's network. */
  readonly ip?: string;
  readonly sandbox: boolean;
  /** Which init container (then which container) comes next, and how far it is. */
  readonly initDone: number;
  /** When each init container that had its turn was started. */
  readonly initStarts?: readonly number[];
  /** Sidecars that were started, by their index among the init containers. */
  readonly sidecars?: Readonly<Record<number, ContainerRun>>;
  /** Whose turn it is; `sidecar` where one that had ended is started again. */
  readonly starting?: {
    readonly container: number;
    readonly stage: StartStage;
    readonly pulling?: boolean;
    readonly sidecar?: boolean;
  };
  /** Nothing happens before this moment. */
  readonly notBefore: number;
  readonly containers: readonly ContainerRun[];
  readonly stopping?: { readonly told: number; readonly exitAt: number };
  /** The kubelet ended it to save the node: nothing is started again. */
  readonly evicted?: boolean;
}

export const NEVER_RAN: ContainerRun = { state: 'waiting', restarts: 0, backOffMs: 0, ready: false };

function runKey(pod: ObjectKey): string {
  return `kubelet/${pod}`;
}

export function readRun(context: Context, pod: ObjectKey): PodRun | undefined {
  return context.recall<PodRun>(runKey(pod));
}

export function writeRun(context: Context, pod: ObjectKey, run: PodRun | undefined): void {
  context.remember(runKey(pod), run);
}

/** Whether the node is cut off: nothing its kubelet does reaches the API server, and no packet reaches the node. */
export function isNodeDown(context: Pick<Context, 'recall'>, node: string): boolean {
  return context.recall<boolean>(`node-down/${node}`) === true;
}

/** Whether the learner made a pod's readiness fail. */
export function isMadeUnready(context: Pick<Context, 'recall'>, uid: string): boolean {
  return context.recall<boolean>(`unready/${uid}`) === true;
}

/** The kubelet notices what its runtime did once a second (`genericPlegRelistPeriod` of `pkg/kubelet/kubelet.go`). */
export const RELIST_MS = 1000;

/** The first relist of a node's kubelet at or after a moment. Each node ticks in its own rhythm. */
export function nextRelist(context: Context, node: string, at: number): number {
  const offset = seededBelow(context.settings.seed, `relist ${node}`, RELIST_MS);
  return Math.ceil((at - offset) / RELIST_MS) * RELIST_MS + offset;
}

/** Some tenths of a second, depending on what is done to what: pulls and starts do not all take the same time. */
export function lasts(context: Context, uid: string, what: string, from: number, to: number): number {
  return from + 100 * seededBelow(context.settings.seed, `${what} ${uid}`, Math.floor((to - from) / 100) + 1);
}

/** When a probe first runs with a chance: at the first of its ticks after the initial delay (`pkg/kubelet/prober/worker.go`). */
export function firstProbe(probe: Probe, startedAt: number): number {
  const period = (probe.periodSeconds ?? 10) * 1000;
  return startedAt + Math.ceil(((probe.initialDelaySeconds ?? 0) * 1000) / period) * period;
}

/** The next tick of a probe after a moment. */
export function nextProbe(probe: Probe, startedAt: number, now: number): number {
  const period = (probe.periodSeconds ?? 10) * 1000;
  const first = firstProbe(probe, startedAt);
  return now < first ? first : first + (Math.floor((now - first) / period) + 1) * period;
}
