import type { ObjectKey } from '../api/key.js';
import type { Container, Pod, Probe } from '../api/pod.js';
import type { Context } from '../cluster/controller.js';
import { seededBelow } from '../cluster/seeded.js';

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
  /** It ended only because its definition changed: it is started again whatever the restartPolicy. */
  readonly redefined?: boolean;
  /** The back-off before the next start, and when it ends. */
  readonly backOffMs: number;
  readonly retryAt?: number;
  /** Readiness as the probes found it, with the failures in a row. */
  readonly ready: boolean;
  readonly failures: number;
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
  readonly starting?: { readonly container: number; readonly stage: StartStage; readonly pulling?: boolean };
  /** Nothing happens before this moment. */
  readonly notBefore: number;
  readonly containers: readonly ContainerRun[];
  readonly stopping?: { readonly told: number; readonly exitAt: number };
  /** The kubelet ended it to save the node: nothing is started again. */
  readonly evicted?: boolean;
}

export const NEVER_RAN: ContainerRun = { state: 'waiting', restarts: 0, backOffMs: 0, ready: false, failures: 0 };

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
const RELIST_MS = 1000;

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

/** When the probes of a container that answers let it be ready; undefined without probes. */
export function readyAt(container: Container, startedAt: number): number | undefined {
  const { startupProbe, readinessProbe } = container;
  if (!startupProbe && !readinessProbe) return undefined;
  const startup = startupProbe ? firstProbe(startupProbe, startedAt) : startedAt;
  if (!readinessProbe) return startup;
  const successes = (readinessProbe.successThreshold ?? 1) - 1;
  const first = Math.max(startup, firstProbe(readinessProbe, startedAt));
  return first + successes * (readinessProbe.periodSeconds ?? 10) * 1000;
}

/** The kubelet's sentence for a failed probe (`pkg/probe` and `pkg/kubelet/prober/prober.go`). */
export function probeFailure(pod: Pod, container: Container, probe: Probe): string {
  const port = (value: number | string) =>
    typeof value === 'number' ? value : (container.ports?.find((one) => one.name === value)?.containerPort ?? value);
  if (probe.httpGet) return 'Readiness probe failed: HTTP probe failed with statuscode: 503';
  if (probe.tcpSocket) {
    const address = `${pod.status.podIP}:${port(probe.tcpSocket.port)}`;
    return `Readiness probe failed: dial tcp ${address}: connect: connection refused`;
  }
  if (probe.grpc) return 'Readiness probe failed: service unhealthy (responded with "NOT_SERVING")';
  return 'Readiness probe failed: ';
}
