import { listeningAt, probedPort } from '../api/listening.js';
import type { Node } from '../api/node.js';
import type { Pod, Probe } from '../api/pod.js';
import type { Context } from '../cluster/controller.js';
import { KUBE_PROXY_HEALTH_PORT } from '../cluster/load-balancer.js';
import { runOf, type Member } from './kubelet-members.js';
import { isMadeUnready, type PodRun, type ProbeKind } from './kubelet-runtime.js';

/** What came of one probe: `refused` carries the port where nobody listens, `errored` is a probe that could not be made at all. */
export type Answer =
  | { readonly kind: 'ok' }
  | { readonly kind: 'told'; readonly output: string }
  | { readonly kind: 'refused'; readonly output: string; readonly port: number }
  | { readonly kind: 'errored'; readonly output: string; readonly name: string };

const OK: Answer = { kind: 'ok' };

interface Asked {
  readonly pod: Pod;
  readonly run: PodRun;
  readonly node: Node;
  readonly member: Member;
  readonly probe: Probe;
  readonly kind: ProbeKind;
}

/**
 * One probe, made at this moment: `runProbe` of pkg/kubelet/prober/prober.go, the sentences of pkg/probe/{http,tcp,grpc}. Where nobody listens
 * (`listeningAt`, the rule of a request too) it is refused; every other one succeeds unless the learner made the pod's readiness fail. Commands
 * are not run: an exec probe succeeds. So does one to a foreign host, of which nothing is known.
 */
export function ask(context: Context, asked: Asked): Answer {
  const { probe, kind, run } = asked;
  const { list, container } = asked.member;
  const told = kind === 'readiness' && list === 'containers' && isMadeUnready(context, run.uid);
  const target = probedPort(probe);
  if (!target) return told ? { kind: 'told', output: '' } : OK;
  const port =
    typeof target.port === 'number'
      ? target.port
      : container.ports?.find((one) => one.name === target.port)?.containerPort;
  if (port === undefined) return { kind: 'errored', output: `port "${target.port}" not found`, name: `${target.port}` };
  const written = probe.httpGet?.host ?? probe.tcpSocket?.host ?? '';
  const host = written === '' ? (ownAddress(asked) ?? '') : written;
  if (!answers(context, asked, written, port)) return { kind: 'refused', output: refusal(probe, host, port), port };
  return told ? { kind: 'told', output: toldOutput(probe, host, port) } : OK;
}

function ownAddress({ pod, run, node }: Asked): string | undefined {
  return pod.spec.hostNetwork === true
    ? node.status.addresses?.find((one) => one.type === 'InternalIP')?.address
    : run.ip;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/** Whether somebody listens where a probe connects to. A probe is made from the node: `host: 127.0.0.1` is the node itself. */
function answers(context: Context, { pod, run, node }: Asked, host: string, port: number): boolean {
  const isNode = LOOPBACK.has(host) || node.status.addresses?.some(({ address }) => address === host);
  if (host !== '' && !isNode) return true;
  const onNode = host !== '' || pod.spec.hostNetwork === true;
  const inPod = !onNode || pod.spec.hostNetwork === true ? listeningAt(pod.spec, port, 'TCP') : undefined;
  if (inPod) return runOf(run, inPod).state === 'running';
  return onNode && nodeListens(context, node, port);
}

/** The programs of a node, and the containers of pods on its network. */
function nodeListens(context: Context, node: Node, port: number): boolean {
  if (port === 10250 || port === KUBE_PROXY_HEALTH_PORT) return true;
  const labels = node.metadata.labels ?? {};
  if (port === 6443 && Object.hasOwn(labels, 'node-role.kubernetes.io/control-plane')) return true;
  return context.find('pod-node', node.metadata.name).some((key) => {
    const other = context.get<Pod>(key);
    return other?.spec.hostNetwork === true && listeningAt(other.spec, port, 'TCP') !== undefined;
  });
}

function joined(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function refused(host: string, port: number): string {
  return `dial tcp ${joined(host === 'localhost' ? '127.0.0.1' : host, port)}: connect: connection refused`;
}

function refusal(probe: Probe, host: string, port: number): string {
  if (probe.httpGet) {
    const path = probe.httpGet.path ?? '/';
    const scheme = (probe.httpGet.scheme ?? 'HTTP').toLowerCase();
    return `Get "${scheme}://${joined(host, port)}${path.startsWith('/') ? '' : '/'}${path}": ${refused(host, port)}`;
  }
  if (probe.tcpSocket) return refused(host, port);
  // gRPC dials again and again until its time is over.
  return `timeout: failed to connect service "${joined(host, port)}" within ${probe.timeoutSeconds ?? 1}s: context deadline exceeded`;
}

/** What the program says that the learner made unready. */
function toldOutput(probe: Probe, host: string, port: number): string {
  if (probe.httpGet) return 'HTTP probe failed with statuscode: 503';
  return probe.tcpSocket ? refused(host, port) : 'service unhealthy (responded with "NOT_SERVING")';
}
