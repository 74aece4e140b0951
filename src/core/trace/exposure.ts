import type { Cause } from '../api/cause.js';
import { keyOf, type ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { Service, ServicePort } from '../api/service.js';
import { sidecarsOf } from '../api/sidecar.js';
import { isPodReady } from '../cluster/conditions.js';
import type { ClusterView } from '../cluster/types.js';
import { clusterIPsOf, endpointIndex } from '../dns/endpoints.js';
import { nodeAddress } from '../network/node-address.js';
import { podAtAddress } from '../network/pods.js';
import { firstReadyWorker, publicAddresses } from './external-ip.js';
import { localEndpoints, shownName } from './health.js';
import { existing } from './place.js';
import type { Tracer } from './tracer.js';
import type { Exposure, Trace, TrafficSource } from './types.js';
import { exposureWhy } from './why-exposure.js';
import { isPrivate } from './world.js';

/** What somebody would dial, by which field of the Service (or node), and how one calls it. */
interface Address {
  readonly ip: string;
  readonly port: number;
  readonly by: 'clusterIp' | 'endpoint' | 'nodePort' | 'externalIp' | 'balancer';
  readonly cause: Cause;
}

const PLACES = ['pod', 'node', 'lan', 'internet'] as const;
type From = (typeof PLACES)[number];

/**
 * Who can reach a Service: from a pod, from a node, from beside the nodes and from the Internet, each tried with a real request to its first
 * port, at the address that somebody there would use. Inside, that is the cluster IP; outside, the balancer's address, else an external IP,
 * else a node's address and the node port, else nothing but the cluster IP, which is then tried in vain. Empty when there is no such Service.
 */
export function exposure(tracer: Tracer, view: ClusterView, service: ObjectKey): readonly Exposure[] {
  const object = view.get<Service>(service);
  if (object?.kind !== 'Service') return [];
  return PLACES.map((from) => exposed(tracer, view, object, from));
}

function exposed(tracer: Tracer, view: ClusterView, service: Service, from: From): Exposure {
  const source = sourceAt(view, service, from);
  const name = shownName(service);
  if (!source) {
    const cause = existing(view, { object: keyOf(service), field: ['metadata', 'name'] });
    return { from, reached: false, client: 'no-address', why: exposureWhy('edge.exposure.nobody', { from }), cause };
  }
  const port = service.spec.ports?.[0];
  const address = isInside(from) ? inside(view, service, port) : outside(view, service, port, from);
  const to = address
    ? ({ kind: 'ip', ip: address.ip } as const)
    : ({ kind: 'service', service: keyOf(service) } as const);
  const protocol = port?.protocol ?? 'TCP';
  const trace = tracer.trace(view, {
    from: source,
    to,
    port: address?.port ?? port?.port ?? 80,
    protocol,
    attempt: 0,
  });
  const reached = trace.client === 'ok';
  const { ip } = address ?? {};
  return {
    from,
    ...(address ? { address: { ip: address.ip, port: address.port } } : {}),
    reached,
    client: trace.client,
    ...(reached && trace.server ? { sourceIp: trace.server.sourceIp } : {}),
    why: reached ? whyReached(trace, name, address) : whyNot(view, service, from, trace, address),
    cause: reached ? (address?.cause ?? trace.cause) : causeOfNot(view, service, from, trace, ip),
  };
}

function isInside(from: From): boolean {
  return from === 'pod' || from === 'node';
}

/** A client of each place. The pod is one that is not behind the Service, for one that is might be answered by itself. */
function sourceAt(view: ClusterView, service: Service, from: From): TrafficSource | undefined {
  if (from === 'lan' || from === 'internet') return { kind: 'outside', place: from };
  if (from === 'node') {
    const node = firstReadyWorker(view);
    return node === undefined ? undefined : { kind: 'node', node };
  }
  const behind = new Set(endpointsOf(view, service).map(({ address }) => address));
  const pods = view
    .list<Pod>('Pod')
    .filter(
      (pod) => pod.spec.hostNetwork !== true && isPodReady(pod) && podAtAddress(view, pod.status.podIP ?? '') === pod,
    );
  const near = (pod: Pod) => Number(pod.metadata.namespace === service.metadata.namespace);
  const others = pods.filter((pod) => !behind.has(pod.status.podIP ?? '')).toSorted((a, b) => near(b) - near(a));
  const pod = others[0] ?? pods[0];
  return pod && { kind: 'pod', pod: keyOf(pod) };
}

function endpointsOf(view: ClusterView, { metadata }: Service) {
  return endpointIndex(view).byService.get(`${metadata.namespace ?? 'default'}/${metadata.name}`) ?? [];
}

/** The cluster IP; of a headless Service, which has none, its first endpoint. */
function inside(view: ClusterView, service: Service, port: ServicePort | undefined): Address | undefined {
  const object = keyOf(service);
  const ip = clusterIPsOf(service)[0];
  if (ip !== undefined && port)
    return { ip, port: port.port, by: 'clusterIp', cause: { object, field: ['spec', 'clusterIP'] } };
  const [endpoint] = endpointsOf(view, service);
  const target =
    port && (typeof port.targetPort === 'number' ? port.targetPort : portOf(view, endpoint?.address, port));
  if (service.spec.clusterIP !== 'None' || !endpoint || target === undefined) return undefined;
  return { ip: endpoint.address, port: target, by: 'endpoint', cause: { object, field: ['spec', 'clusterIP'] } };
}

/** The number that a named targetPort has in the pod at an address. */
function portOf(
  view: ClusterView,
  address: string | undefined,
  { targetPort, protocol }: ServicePort,
): number | undefined {
  const pod = podAtAddress(view, address ?? '');
  if (!pod) return undefined;
  const ports = [...pod.spec.containers, ...sidecarsOf(pod.spec).map(({ container }) => container)].flatMap(
    (container) => container.ports ?? [],
  );
  return ports.find((one) => one.name === targetPort && one.protocol === protocol)?.containerPort;
}

function outside(view: ClusterView, service: Service, port: ServicePort | undefined, from: From): Address | undefined {
  if (!port) return undefined;
  const object = keyOf(service);
  const { spec, status } = service;
  const isUsable = (ip: string) => from === 'lan' || !isPrivate(view.settings, ip);
  const ingress = status?.loadBalancer?.ingress ?? [];
  const balanced = ingress.findIndex(({ ip }) => ip !== undefined && isUsable(ip));
  const ip = ingress[balanced]?.ip;
  if (ip !== undefined) {
    const cause = { object, field: ['status', 'loadBalancer', 'ingress', balanced, 'ip'] };
    return { ip, port: port.port, by: 'balancer', cause };
  }
  const external = (spec.externalIPs ?? []).findIndex(isUsable);
  const externalIp = spec.externalIPs?.[external];
  if (externalIp !== undefined) {
    const cause = { object, field: ['spec', 'externalIPs', external] };
    return { ip: externalIp, port: port.port, by: 'externalIp', cause };
  }
  const node = port.nodePort ? nodeFor(view, service, from) : undefined;
  if (node !== undefined && port.nodePort) {
    return {
      ip: node,
      port: port.nodePort,
      by: 'nodePort',
      cause: { object, field: ['spec', 'ports', 0, 'nodePort'] },
    };
  }
  return inside(view, service, port);
}

/** The address of a node that somebody would be told to use: with policy Local of one that has an endpoint, if any has. */
function nodeFor(view: ClusterView, service: Service, from: From): string | undefined {
  const first = firstReadyWorker(view);
  const nodes = view.list<Node>('Node').toSorted((a, b) => rank(b) - rank(a));
  function rank({ metadata }: Node): number {
    const hasOne = service.spec.externalTrafficPolicy === 'Local' && localEndpoints(view, service, metadata.name) > 0;
    return (hasOne ? 2 : 0) + (metadata.name === first ? 1 : 0);
  }
  for (const node of nodes) {
    const ip = from === 'lan' ? nodeAddress(node)?.ip : publicAddresses(node)[0]?.ip;
    if (ip !== undefined) return ip;
  }
  return undefined;
}

function whyReached({ server }: Trace, service: string, address: Address | undefined): Message {
  const source = server?.sourceIp ?? '';
  if (!address) return exposureWhy('edge.exposure.byName', { service });
  const params = { service, address: `${address.ip}:${address.port}`, source };
  switch (address.by) {
    case 'clusterIp':
      return exposureWhy('edge.exposure.clusterIp', params);
    case 'endpoint':
      return exposureWhy('edge.exposure.endpoint', params);
    case 'nodePort':
      return exposureWhy('edge.exposure.nodePort', params);
    case 'externalIp':
      return exposureWhy('edge.exposure.externalIp', params);
    case 'balancer':
      return exposureWhy('edge.exposure.balancer', params);
  }
}

/** Why nobody there can: what the Service lacks for the world outside, or what the trace found. */
function whyNot(view: ClusterView, service: Service, from: From, trace: Trace, address: Address | undefined): Message {
  const name = shownName(service);
  const isDialled = address !== undefined && address.by !== 'clusterIp' && address.by !== 'endpoint';
  if (isInside(from) || isDialled) return trace.why;
  const { spec } = service;
  if (isPending(service)) return exposureWhy('edge.exposure.pending', { service: name });
  if (spec.ports?.[0]?.nodePort) return exposureWhy('edge.exposure.privateNodes', { service: name });
  if ((spec.externalIPs ?? []).some((ip) => isPrivate(view.settings, ip))) {
    return exposureWhy('edge.exposure.privateExternalIp', { service: name });
  }
  return exposureWhy('edge.exposure.onlyInside', { service: name, type: spec.type });
}

function causeOfNot(view: ClusterView, service: Service, from: From, trace: Trace, ip: string | undefined): Cause {
  const isInVain = ip === undefined || clusterIPsOf(service).includes(ip) || service.spec.clusterIP === 'None';
  if (isInside(from) || !isInVain) return trace.cause;
  return existing(view, { object: keyOf(service), field: ['spec', 'type'] });
}

/** A Service of type LoadBalancer that has no address yet: kubectl shows `<pending>`. */
function isPending({ spec, status }: Service): boolean {
  return spec.type === 'LoadBalancer' && (status?.loadBalancer?.ingress ?? []).length === 0;
}
