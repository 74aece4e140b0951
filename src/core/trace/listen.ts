import type { Cause } from '../api/cause.js';
import { lastingContainers, listeningAt } from '../api/listening.js';
import { keyOf, objectKey, parseKey, type ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Protocol } from '../api/meta.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { EndpointSlice } from '../api/endpoints.js';
import type { ClusterView } from '../cluster/types.js';
import { KUBE_PROXY_HEALTH_PORT } from '../cluster/load-balancer.js';
import { healthCause, proxyHealth, serviceHealth, serviceOfHealthPort } from './health.js';
import { causeOfNode, existing, nameOf, type Place } from './place.js';
import { why } from './why.js';
import { OUTSIDE_HOSTS, OUTSIDE_PORTS, routerOf } from './world.js';

/** Who takes a packet at its destination: a program on that port, or the kernel, which says that there is none. */
export type Listener =
  | {
      readonly listens: true;
      readonly pod?: Pod;
      readonly container?: string;
      readonly process: string;
      readonly cause: Cause;
      /** What it answers over HTTP where that is not what an application answers. */
      readonly status?: number;
    }
  | { readonly listens: false; readonly why: Message; readonly cause: Cause };

/** Where the destination port came from: the Service that DNAT was done for, and the field that named the endpoint's port. */
export interface ServicePortChoice {
  readonly service: ObjectKey;
  readonly cause: Cause;
}

/**
 * Who listens on a port: of a pod, a running container of which the manifest says so (`listeningAt`, the rule of the kubelet's probes too).
 */
export function listenerAt(
  view: ClusterView,
  place: Place,
  port: number,
  protocol: Protocol,
  choice: ServicePortChoice | undefined,
  /** What the world outside is put down to: it has no objects. */
  outside: Cause,
): Listener {
  if (place.kind === 'outside') return outsideListener(view, place, port, protocol, outside);
  if (place.kind === 'pod') return podListener(view, place.pod, port, protocol, choice);
  return nodeListener(view, place.node, port, protocol, choice);
}

function podListener(
  view: ClusterView,
  pod: Pod,
  port: number,
  protocol: Protocol,
  choice: ServicePortChoice | undefined,
): Listener {
  const found = listeningAt(pod.spec, port, protocol);
  const server = pod.metadata.name;
  if (!found) return silence(view, pod, port, protocol, choice);
  const { name } = found.container;
  const list = found.list === 'containers' ? 'containerStatuses' : 'initContainerStatuses';
  const statuses = pod.status[list] ?? [];
  const index = statuses.findIndex((one) => one.name === name);
  const state = statuses[index]?.state;
  if (!state?.running) {
    const word = state?.waiting?.reason ?? state?.terminated?.reason ?? 'ContainerCreating';
    const sentence = why('trace.stop.notRunning', { server, port, container: name, state: word });
    const field = index < 0 ? ['status', 'phase'] : ['status', list, index, 'state'];
    return { listens: false, why: sentence, cause: existing(view, { object: keyOf(pod), field }) };
  }
  const cause = { object: keyOf(pod), field: found.field };
  return { listens: true, pod, container: name, process: name, cause };
}

/** No container declares the port. When a Service sent the packet there, its targetPort is what a reader should look at. */
function silence(
  view: ClusterView,
  pod: Pod,
  port: number,
  protocol: Protocol,
  choice: ServicePortChoice | undefined,
): Listener {
  const server = pod.metadata.name;
  const ports = lastingContainers(pod.spec).flatMap(({ container }) => container.ports ?? []);
  const list = ports.map((one) => `${one.containerPort}/${one.protocol}`).join(', ');
  const cause = choice
    ? causeOfPort(view, choice, port)
    : existing(view, { object: keyOf(pod), field: ['spec', 'containers'] });
  if (list === '') return { listens: false, why: why('trace.stop.noPorts', { server, port, protocol }), cause };
  const params = { server, port, protocol, declared: list };
  const sentence =
    choice && cause.object === choice.service
      ? why('trace.stop.targetPort', { ...params, service: parseKey(choice.service).name })
      : why('trace.stop.notListening', params);
  return { listens: false, why: sentence, cause };
}

/** The field that named an endpoint's port: the Service's targetPort; where somebody wrote the endpoints by hand, the port in their slice. */
function causeOfPort(view: ClusterView, { cause }: ServicePortChoice, port: number): Cause {
  const slice = view.get<EndpointSlice>(cause.object);
  if (slice?.kind !== 'EndpointSlice') return existing(view, cause);
  const index = (slice.ports ?? []).findIndex((one) => one.port === port);
  return index < 0 ? existing(view, cause) : { object: cause.object, field: ['ports', index, 'port'] };
}

/**
 * A node's own programs: the kubelet and kube-proxy's health checks everywhere, the API server on control planes, and the containers of
 * hostNetwork pods.
 */
function nodeListener(
  view: ClusterView,
  name: string,
  port: number,
  protocol: Protocol,
  choice: ServicePortChoice | undefined,
): Listener {
  for (const pod of view.list<Pod>('Pod')) {
    if (pod.spec.hostNetwork !== true || pod.spec.nodeName !== name || !listeningAt(pod.spec, port, protocol)) continue;
    return podListener(view, pod, port, protocol, choice);
  }
  const key = objectKey('Node', undefined, name);
  const labels = view.get<Node>(key)?.metadata.labels ?? {};
  if (protocol === 'TCP' && port === 10250) {
    return { listens: true, process: 'kubelet', cause: causeOfNode(view, name) };
  }
  if (protocol === 'TCP' && port === 6443 && Object.hasOwn(labels, 'node-role.kubernetes.io/control-plane')) {
    const field = ['metadata', 'labels', 'node-role.kubernetes.io/control-plane'];
    return { listens: true, process: 'kube-apiserver', cause: { object: key, field } };
  }
  const check = protocol === 'TCP' ? healthCheck(view, name, port) : undefined;
  if (check) return check;
  const sentence = why('trace.stop.noProgram', { server: name, port, protocol });
  return { listens: false, why: sentence, cause: choice ? causeOfPort(view, choice, port) : causeOfNode(view, name) };
}

/** kube-proxy's health checks: its own, and one for each Service whose balancer asks where the endpoints are. */
function healthCheck(view: ClusterView, node: string, port: number): Listener | undefined {
  const listens = { listens: true, process: 'kube-proxy' } as const;
  if (port === KUBE_PROXY_HEALTH_PORT) {
    return { ...listens, cause: causeOfNode(view, node), status: proxyHealth(view, node) };
  }
  const service = serviceOfHealthPort(view, port);
  return service && { ...listens, cause: healthCause(service), status: serviceHealth(view, service, node) };
}

function outsideListener(view: ClusterView, place: Place, port: number, protocol: Protocol, cause: Cause): Listener {
  const server = nameOf(place);
  const isRouterDns = server === routerOf(view.settings) && port === 53;
  if (isRouterDns || (OUTSIDE_HOSTS.has(server) && protocol === 'TCP' && OUTSIDE_PORTS.includes(port))) {
    return { listens: true, process: isRouterDns ? 'dns' : 'server', cause };
  }
  return { listens: false, why: why('trace.stop.noProgramOutside', { server, port, protocol }), cause };
}
