import type { FieldPath } from './field-path.js';
import { repositoryOf } from './image.js';
import type { IntOrString, Protocol } from './meta.js';
import type { Container, PodSpec, Probe } from './pod.js';
import { sidecarsOf } from './sidecar.js';

/** Who in a pod is taken to listen on a port, and the field that says so. */
export interface Listening {
  readonly list: 'containers' | 'initContainers';
  readonly index: number;
  readonly container: Container;
  readonly field: FieldPath;
}

type Lasting = Omit<Listening, 'field'>;
type Rule = (container: Container, port: number, protocol: Protocol) => FieldPath | undefined;

export const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;

/**
 * Who in a pod listens on a port. No manifest says so (a `containerPort` is only information), so this is what the model assumes, for a
 * request as for a probe: a container listens on each containerPort it declares; on the ports that its own flags name; if its image is one
 * of the known programs, on the ports where that one answers probes. Of a container that declares none at all nothing is known, and it is
 * taken to listen where its own probes ask: a failure is never made up from a list that nobody wrote.
 */
export function listeningAt(spec: PodSpec, port: number, protocol: Protocol): Listening | undefined {
  const all = lastingContainers(spec);
  for (const rule of RULES) {
    for (const one of all) {
      const field = rule(one.container, port, protocol);
      if (field) return { ...one, field: ['spec', one.list, one.index, ...field] };
    }
  }
  return undefined;
}

/** The containers that stay: those of the pod, and its sidecars. */
export function lastingContainers(spec: Pick<PodSpec, 'containers' | 'initContainers'>): readonly Lasting[] {
  return [
    ...spec.containers.map((container, index) => ({ list: 'containers', index, container }) as const),
    ...sidecarsOf(spec).map(({ container, index }) => ({ list: 'initContainers', index, container }) as const),
  ];
}

const RULES: readonly Rule[] = [declared, flagged, known, probed];

function declared({ ports = [] }: Container, port: number, protocol: Protocol): FieldPath | undefined {
  const at = ports.findIndex((one) => one.containerPort === port && one.protocol === protocol);
  return at < 0 ? undefined : ['ports', at, 'containerPort'];
}

/** `--health-probe-bind-address=:8081`, `--port 7472`: a flag for a port or an address to listen on, of the program itself. */
const FLAG = /^--?[\w.-]*(?:port|addr|address|bind|listen)[\w.-]*$/;
const PLACE = /^(?:(?:[\d.]+|\*|\[[\d:]*\])?:)?(\d{1,5})$/;

function flagged(container: Container, port: number, protocol: Protocol): FieldPath | undefined {
  if (protocol !== 'TCP') return undefined;
  for (const list of ['command', 'args'] as const) {
    const words = container[list] ?? [];
    const at = words.findIndex((word, i) => {
      const [flag = '', value = words[i + 1] ?? ''] = word.split('=', 2);
      return FLAG.test(flag) && Number(PLACE.exec(value)?.[1]) === port;
    });
    if (at >= 0) return [list, at];
  }
  return undefined;
}

/**
 * Where well-known programs answer probes, though their own manifests seldom declare it: ingress-nginx `--healthz-port` (pkg/flags/flags.go),
 * CoreDNS' plugins health and ready, kube-dns `--healthz-port`, HAProxy's controller, the health checks of OpenCensus and OpenTelemetry, MetalLB and frr-k8s
 * (config/manifests).
 */
const PROGRAMS = new Map<string, readonly number[]>([
  ['ingress-nginx/controller', [10254]],
  ['ingress-nginx/controller-chroot', [10254]],
  ['nginx-ingress-controller', [10254]],
  ['coredns', [8080, 8181]],
  ['k8s-dns-kube-dns', [8081]],
  ['k8s-dns-kube-dns-amd64', [8081]],
  ['haproxytech/kubernetes-ingress', [1042]],
  ['opencensus-collector', [13133]],
  ['opentelemetry-collector', [13133]],
  ['opentelemetry-collector-contrib', [13133]],
  ['metallb/controller', [7472, 17472]],
  ['metallb/speaker', [7472, 17472]],
  ['metallb/frr-k8s', [7572]],
]);

function known({ image = '' }: Container, port: number, protocol: Protocol): FieldPath | undefined {
  if (protocol !== 'TCP') return undefined;
  const parts = repositoryOf(image).split('/');
  const last = parts.at(-1) ?? '';
  const ports = PROGRAMS.get(`${parts.at(-2) ?? ''}/${last}`) ?? PROGRAMS.get(last);
  return ports?.includes(port) ? ['image'] : undefined;
}

function probed(container: Container, port: number, protocol: Protocol): FieldPath | undefined {
  if (protocol !== 'TCP' || (container.ports?.length ?? 0) > 0) return undefined;
  for (const kind of PROBES) {
    const asked = probedPort(container[kind]);
    if (asked?.port === port) return [kind, asked.handler, 'port'];
  }
  return undefined;
}

/** The port that a probe asks, as it is written; undefined for one that runs a command. */
export function probedPort(
  probe: Probe | undefined,
): { readonly handler: 'httpGet' | 'tcpSocket' | 'grpc'; readonly port: IntOrString } | undefined {
  if (probe?.httpGet) return { handler: 'httpGet', port: probe.httpGet.port };
  if (probe?.tcpSocket) return { handler: 'tcpSocket', port: probe.tcpSocket.port };
  return probe?.grpc && { handler: 'grpc', port: probe.grpc.port };
}
