import {
  keyOf,
  objectKey,
  type ClusterView,
  type Pod,
  type Service,
  type TrafficSource,
} from '../../src/core/index.js';
import { WORKERS } from './sample-cluster.js';

type Container = Pod['spec']['containers'][number];

/** A connection to try, several times over. */
export interface Probe {
  readonly label: string;
  readonly from: TrafficSource;
  readonly ip: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  readonly count: number;
  /** Count where the connections land and compare with the probabilities. */
  readonly frequencies?: boolean;
  /** Of a balancer's address: the node that it chooses. */
  readonly via?: string;
  /** A balancer's address, where the trace may choose the node. */
  readonly balanced?: true;
}

const TRIES = 4;
const DICE_ROLLS = 300;
/** No pod listens here. */
const CLOSED_PORT = 4444;
/** Where CoreDNS answers beside the ports that its container declares: its plugins health and ready. */
const COREDNS_PORTS = [8080, 8181];

/** Every sort of connection inside a cluster that the check samples, and enough of one to judge the dice. */
export function probesInside(view: ClusterView): readonly Probe[] {
  return [...toServices(view), ...toPods(view), ...manyTimes(view)];
}

export function client(name: string): TrafficSource {
  return { kind: 'pod', pod: objectKey('Pod', 'default', name) };
}

export function nameOf(from: TrafficSource): string {
  if (from.kind === 'pod') return from.pod.replace(/^Pod\/default\//, '');
  return from.kind === 'node' ? from.node : (from.place ?? 'internet');
}

/** Those that have no way in from outside: their cluster IPs are the same sort of thing as these. */
function insideOnly(view: ClusterView): readonly Service[] {
  return view
    .list<Service>('Service')
    .filter(({ spec }) => spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length === 0);
}

/** Pods of both nodes, backends (which may reach themselves) and the nodes' own processes, each to every port of every Service. */
function toServices(view: ClusterView): Probe[] {
  const clients = ['client-0', 'client-1', 'backend-0', 'backend-1'].map(client);
  const nodes = WORKERS.map((node): TrafficSource => ({ kind: 'node', node }));
  return insideOnly(view).flatMap((service) =>
    (service.spec.ports ?? []).flatMap(({ port, protocol }) => {
      if (protocol === 'SCTP' || service.spec.clusterIP === undefined) return [];
      const ip = service.spec.clusterIP;
      return [...clients, ...nodes].map((from) => ({
        label: `${nameOf(from)} -> ${service.metadata.name} ${ip}:${port}/${protocol}`,
        from,
        ip,
        port,
        protocol,
        count: TRIES,
      }));
    }),
  );
}

/** From pods and nodes to pods of the same and the other node, to a port with a server and to one without. */
function toPods(view: ClusterView): Probe[] {
  const sources: TrafficSource[] = [client('client-0'), client('backend-1'), { kind: 'node', node: WORKERS[0] }];
  const targets = view
    .list<Pod>('Pod')
    .filter(({ metadata }) => ['backend-0', 'backend-1', 'client-1'].includes(metadata.name));
  const ports = [
    { port: 8080, protocol: 'TCP' },
    { port: 5353, protocol: 'UDP' },
    { port: CLOSED_PORT, protocol: 'TCP' },
    { port: CLOSED_PORT, protocol: 'UDP' },
  ] as const;
  return sources.flatMap((from) =>
    targets.flatMap((target) =>
      ports.map(({ port, protocol }) => ({
        label: `${nameOf(from)} -> pod ${target.metadata.name} ${target.status.podIP ?? ''}:${port}/${protocol}`,
        from,
        ip: target.status.podIP ?? '',
        port,
        protocol,
        count: 1,
      })),
    ),
  );
}

/** The Service with the most endpoints, so often that the dice can be judged; once over TCP, once over UDP. */
function manyTimes(view: ClusterView): Probe[] {
  const ip = view.get<Service>(objectKey('Service', 'default', 'many'))?.spec.clusterIP ?? '';
  const common = { from: client('client-0'), ip, count: DICE_ROLLS, frequencies: true };
  return [
    { ...common, label: `dice over TCP, ${DICE_ROLLS} connections`, port: 80, protocol: 'TCP' },
    { ...common, label: `dice over UDP, ${DICE_ROLLS} connections`, port: 53, protocol: 'UDP' },
  ];
}

/** The pods that the servers run in, and the ports on which their running containers listen; the API server is a process of the control plane. */
export function serversOf(
  view: ClusterView,
): readonly { place: string; name: string; port: number; protocol: string }[] {
  const inPods = view
    .list<Pod>('Pod')
    .flatMap((pod) =>
      runningContainers(pod).flatMap((container) =>
        portsOf(container).map(({ port, protocol }) => ({ place: keyOf(pod), name: keyOf(pod), port, protocol })),
      ),
    );
  return [...inPods, { place: 'control-plane', name: 'control-plane', port: 6443, protocol: 'TCP' }];
}

function portsOf({ image = '', ports = [] }: Container): readonly { port: number; protocol: string }[] {
  const declared = ports.map(({ containerPort, protocol }) => ({ port: containerPort, protocol }));
  if (!/\/coredns:/.test(image)) return declared;
  const own = COREDNS_PORTS.filter((port) => !declared.some((one) => one.port === port && one.protocol === 'TCP'));
  return [...declared, ...own.map((port) => ({ port, protocol: 'TCP' }))];
}

/** Sidecars too: an init container that runs has come to stay. */
function runningContainers({ spec, status }: Pod): readonly Container[] {
  const running = new Set(
    [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])]
      .filter(({ state }) => state?.running)
      .map(({ name }) => name),
  );
  return [...spec.containers, ...(spec.initContainers ?? [])].filter(({ name }) => running.has(name));
}
