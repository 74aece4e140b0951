import {
  keyOf,
  outsideAddresses,
  type ClusterView,
  type Node,
  type Pod,
  type Service,
  type TrafficSource,
} from '../../src/core/index.js';
import { client, nameOf, type Probe } from './probes.js';
import type { Random } from './random.js';

/** So many of all that could be asked. */
const SAMPLE = 150;
const TRIES = 3;
const DICE_ROLLS = 200;

interface Target {
  readonly what: string;
  readonly ip: string;
  readonly port: number;
  readonly protocol: string;
  readonly balanced?: true;
}

/** A sample of who can dial what in a drawn cluster: every pod, node and place outside; every address and port of every Service, pod and node. */
export function probesDrawn(view: ClusterView, random: Random): readonly Probe[] {
  const targets = [...view.list<Service>('Service').flatMap((service) => targetsOf(view, service)), ...machines(view)];
  const sources = sourcesOf(view);
  const probes = Array.from({ length: SAMPLE }, () => {
    const from = random.pick(sources);
    return probe(from, random.pick(targets));
  });
  probes.push(...toHostPorts(view, sources, random));
  const inside = targets.filter(
    ({ what, port, protocol }) => what.startsWith('svc-') && port === 80 && protocol === 'TCP',
  );
  const client = sources.find((from) => nameOf(from) === 'client-0');
  if (inside.length === 0 || client === undefined) return probes;
  const rolled = probe(client, random.pick(inside));
  return [...probes, { ...rolled, label: `dice: ${rolled.label}`, count: DICE_ROLLS, frequencies: true }];
}

function probe(from: TrafficSource, { what, ip, port, protocol, balanced }: Target): Probe {
  return {
    label: `${nameOf(from)} -> ${what} ${ip}:${port}/${protocol}`,
    from,
    ip,
    port,
    protocol: protocol === 'UDP' ? 'UDP' : 'TCP',
    count: TRIES,
    ...(balanced ? { balanced } : {}),
  };
}

function sourcesOf(view: ClusterView): TrafficSource[] {
  return [
    ...view.list<Pod>('Pod').map((pod): TrafficSource => ({ kind: 'pod', pod: keyOf(pod) })),
    ...view.list<Node>('Node').map(({ metadata }): TrafficSource => ({ kind: 'node', node: metadata.name })),
    { kind: 'outside', place: 'lan' },
    { kind: 'outside', place: 'internet' },
  ];
}

function targetsOf(view: ClusterView, { metadata: { name }, spec, status }: Service): Target[] {
  const nodes = view.list<Node>('Node').map(addressOf);
  return (spec.ports ?? []).flatMap(({ port, nodePort = 0, protocol }) => [
    { what: name, ip: spec.clusterIP ?? '', port, protocol },
    // The Service has no such port: the address is nobody's then.
    { what: `${name}, no port of it`, ip: spec.clusterIP ?? '', port: port + 1000, protocol },
    ...(nodePort === 0 ? [] : nodes.map((ip) => ({ what: `${name} node port`, ip, port: nodePort, protocol }))),
    ...(spec.externalIPs ?? []).map((ip) => ({ what: `${name} external`, ip, port, protocol })),
    ...(status.loadBalancer?.ingress ?? []).map(({ ip = '' }) => ({
      what: `${name} balancer`,
      ip,
      port,
      protocol,
      balanced: true as const,
    })),
  ]);
}

/** Each hostPort: at its own node's address from anywhere, at another node, and at 127.0.0.1 of its node. */
function toHostPorts(view: ClusterView, sources: readonly TrafficSource[], random: Random): Probe[] {
  const nodes = view.list<Node>('Node');
  return view.list<Pod>('Pod').flatMap(({ metadata: { name }, spec }) => {
    const own = nodes.find((node) => node.metadata.name === spec.nodeName);
    const ports = spec.hostNetwork ? [] : spec.containers.flatMap((container) => container.ports ?? []);
    return ports.flatMap(({ hostPort: port = 0, protocol }) => {
      if (port === 0 || !own) return [];
      const at = (ip: string): Target => ({ what: `${name} hostPort`, ip, port, protocol });
      return [
        probe(random.pick(sources), at(addressOf(own))),
        probe(client(name), at(addressOf(own))),
        probe(random.pick(sources), at(addressOf(random.pick(nodes)))),
        probe({ kind: 'node', node: own.metadata.name }, at('127.0.0.1')),
      ];
    });
  });
}

/** Pods and nodes by their own addresses: ports with a server and without. */
function machines(view: ClusterView): Target[] {
  const ports = [
    [8080, 'TCP'],
    [8081, 'TCP'],
    [5353, 'UDP'],
    [18_080, 'TCP'],
    [15_353, 'UDP'],
  ] as const;
  const pods = view.list<Pod>('Pod').map((pod) => ({ what: pod.metadata.name, ip: pod.status.podIP ?? '' }));
  const nodes = view.list<Node>('Node').map((node) => ({ what: node.metadata.name, ip: addressOf(node) }));
  const lan = { what: 'lan', ip: outsideAddresses(view.settings).lan };
  return [...pods, ...nodes, lan].map((one, i) => {
    const [port, protocol] = ports[i % ports.length] ?? [8080, 'TCP'];
    return { ...one, port, protocol };
  });
}

function addressOf({ status }: Node): string {
  return status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
}
