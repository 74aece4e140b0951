import { objectKey, type ClusterView, type Node, type Service, type TrafficSource } from '../../src/core/index.js';
import { client, nameOf, type Probe } from './probes.js';
import { EXTERNAL_IPS, WORKERS } from './sample-cluster.js';

const LAN: TrafficSource = { kind: 'outside', place: 'lan' };
const INTERNET: TrafficSource = { kind: 'outside', place: 'internet' };
const TRIES = 3;
/** In the range of node ports and given to nobody: Services take theirs from 30086 on. */
const NO_NODE_PORT = 30001;
type Port = NonNullable<Service['spec']['ports']>[number];

/** Every way in from outside that the check samples in one cluster, and the short cuts to the same addresses from inside. */
export function probesAtTheEdge(view: ClusterView): readonly Probe[] {
  return [...toNodePorts(view), ...toExternalIps(view), ...toBalancers(view), ...fromInside(view)];
}

function service(view: ClusterView, name: string): Service {
  const found = view.get<Service>(objectKey('Service', 'default', name));
  if (!found) throw new Error(`there is no Service ${name}`);
  return found;
}

function portsOf(view: ClusterView, name: string): readonly Port[] {
  return service(view, name).spec.ports ?? [];
}

function addressOf(view: ClusterView, node: string): string {
  const { status } = view.get<Node>(objectKey('Node', undefined, node)) ?? {};
  return status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
}

function probe(from: TrafficSource, what: string, ip: string, port: number, protocol: string, via?: string): Probe {
  return {
    label: `${nameOf(from)} -> ${what} ${ip}:${port}/${protocol}${via === undefined ? '' : ` via ${via}`}`,
    from,
    ip,
    port,
    protocol: protocol === 'UDP' ? 'UDP' : 'TCP',
    count: TRIES,
    ...(via === undefined ? {} : { via }),
  };
}

/** From beside the nodes to the node ports of every node, those included that have no endpoint. */
function toNodePorts(view: ClusterView): Probe[] {
  const nodes = view.list<Node>('Node').map(({ metadata }) => metadata.name);
  const at = (name: string, where: readonly string[]) =>
    where.flatMap((node) =>
      portsOf(view, name).map(({ nodePort = 0, protocol }) =>
        probe(LAN, name, addressOf(view, node), nodePort, protocol),
      ),
    );
  const [first = ''] = nodes;
  return [
    ...at('np', nodes),
    ...at('np-local', WORKERS),
    ...at('np-sticky', [WORKERS[0]]),
    ...at('np-nobody', [WORKERS[1]]),
    probe(LAN, 'a node port of nobody', addressOf(view, first), NO_NODE_PORT, 'TCP'),
  ];
}

function toExternalIps(view: ClusterView): Probe[] {
  return (['ext', 'ext-local'] as const).flatMap((name) =>
    [LAN, INTERNET].flatMap((from) =>
      portsOf(view, name).map(({ port, protocol }) => probe(from, name, EXTERNAL_IPS[name], port, protocol)),
    ),
  );
}

/** By way of the node that the balancer chooses: with policy Local only one that passes the health check. */
function toBalancers(view: ClusterView): Probe[] {
  return ['lb', 'lb-local', 'lb-ranges'].flatMap((name) => {
    const { spec } = service(view, name);
    const local = spec.selector?.['name'] === 'backend-0' ? [WORKERS[0]] : [WORKERS[1]];
    const nodes = spec.externalTrafficPolicy === 'Local' ? local : WORKERS;
    return [LAN, INTERNET].flatMap((from, i) =>
      portsOf(view, name).map(({ port, protocol }) =>
        probe(from, name, balancerOf(view, name), port, protocol, nodes[i % nodes.length]),
      ),
    );
  });
}

function balancerOf(view: ClusterView, name: string): string {
  return service(view, name).status.loadBalancer.ingress?.[0]?.ip ?? '';
}

/** The same addresses dialled inside the cluster: kube-proxy takes them on the spot. */
function fromInside(view: ClusterView): Probe[] {
  const [here, there] = WORKERS;
  const sources = [client('client-0'), client('backend-1'), { kind: 'node', node: here } as const];
  const nodePort = (name: string) => portsOf(view, name)[0]?.nodePort ?? 0;
  return sources.flatMap((from) => [
    probe(from, 'np', addressOf(view, here), nodePort('np'), 'TCP'),
    probe(from, 'np-local', addressOf(view, here), nodePort('np-local'), 'TCP'),
    ...(from.kind === 'node'
      ? [
          probe(from, 'np at localhost', '127.0.0.1', nodePort('np'), 'TCP'),
          probe(from, 'np-local at localhost', '127.0.0.1', nodePort('np-local'), 'TCP'),
        ]
      : [probe(from, 'np of the other node', addressOf(view, there), nodePort('np'), 'TCP')]),
    probe(from, 'ext', EXTERNAL_IPS.ext, 53, 'UDP'),
    probe(from, 'ext-local', EXTERNAL_IPS['ext-local'], 80, 'TCP'),
    probe(from, 'lb', balancerOf(view, 'lb'), 80, 'TCP'),
    probe(from, 'lb-local', balancerOf(view, 'lb-local'), 80, 'TCP'),
    ...(from.kind === 'node' ? [probe(from, 'lb-ranges', balancerOf(view, 'lb-ranges'), 80, 'TCP')] : []),
  ]);
}
