import type { Cause } from '../api/cause.js';
import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { ClusterSettings, ClusterView } from '../cluster/types.js';
import { addressOf } from './addresses.js';
import { hostPortRules } from './host-ports.js';
import { masqueradeRules } from './masquerade.js';
import { nodeAddress } from './node-address.js';
import { podsOn } from './pods.js';
import type { HostNetwork, NetworkInterface, NetworkProvider, Route } from './types.js';
import { vethNames } from './veth.js';

const BRIDGE = 'cni0';
const LOOPBACK: NetworkInterface = { name: 'lo', kind: 'loopback', address: '127.0.0.1/8' };

/**
 * Plain bridge and routes: the `bridge` plugin of containernetworking/plugins with `isDefaultGateway: true` and host-local addresses, and a
 * static route on every node to every other node's pods (what kubenet's cloud routes, or flannel's host-gw backend, give); behind it the
 * `portmap` plugin, as in the configurations that installers write.
 */
export const bridgeProvider: NetworkProvider = {
  name: 'bridge',
  node: nodeNetwork,
  pod: podNetwork,
  rules(view, node) {
    const ports = hostPortRules(view, node);
    return masqueradeRules(view.settings, ports.chains, ports.rules);
  },
  source: (view, node, chain, index) => hostPortRules(view, node).sources.get(chain)?.[index],
};

interface Known {
  readonly settings: ClusterSettings;
  readonly pods: readonly Pod[];
  readonly network: HostNetwork;
}

const networks = new WeakMap<readonly Node[], Map<string, Known>>();

/** A node's network is made once for a list of nodes, a list of its pods and the settings: a Service that changes leaves it as it is. */
function nodeNetwork(view: ClusterView, name: string): HostNetwork {
  const nodes = view.list<Node>('Node');
  let byName = networks.get(nodes);
  if (!byName) networks.set(nodes, (byName = new Map()));
  const { settings } = view;
  const pods = podsOn(view, name);
  const last = byName.get(name);
  if (last?.settings === settings && last.pods === pods) return last.network;
  const network = makeNodeNetwork(view, name);
  byName.set(name, { settings, pods, network });
  return network;
}

function makeNodeNetwork(view: ClusterView, name: string): HostNetwork {
  const key = objectKey('Node', undefined, name);
  const node = view.get<Node>(key);
  const address = node && nodeAddress(node);
  if (!node || !address) return { node: name, ip: '', interfaces: [LOOPBACK], routes: [] };

  const interfaces: NetworkInterface[] = [
    LOOPBACK,
    { name: 'eth0', kind: 'physical', address: `${address.ip}/${prefixOf(view.settings.nodeCIDR)}` },
  ];
  const routes: Route[] = [];
  const router = addressOf(view.settings.nodeCIDR, 1);
  if (router !== undefined) routes.push({ destination: 'default', via: router, dev: 'eth0', cause: address.cause });
  routes.push({ destination: view.settings.nodeCIDR, dev: 'eth0', cause: address.cause });

  const own = node.spec.podCIDR;
  const gateway = own === undefined ? undefined : addressOf(own, 1);
  if (own !== undefined && gateway !== undefined) {
    interfaces.push({ name: BRIDGE, kind: 'bridge', address: `${gateway}/${prefixOf(own)}` });
    routes.push({ destination: own, dev: BRIDGE, cause: podCidrCause(key) });
    interfaces.push(...vethPairs(view, name));
  }
  routes.push(...routesToOthers(view, name));
  return { node: name, ip: address.ip, interfaces, routes };
}

const pairsOf = new WeakMap<readonly Pod[], readonly NetworkInterface[]>();

/** Made once for each list of a node's pods, which keeps its identity until a pod changes. */
function vethPairs(view: ClusterView, node: string): readonly NetworkInterface[] {
  const pods = podsOn(view, node);
  const known = pairsOf.get(pods);
  if (known) return known;
  const pairs = [...vethNames(pods.map(keyOf))].map(([pod, name]): NetworkInterface => ({
    name,
    kind: 'veth',
    master: BRIDGE,
    pod,
  }));
  pairsOf.set(pods, pairs);
  return pairs;
}

/** `10.244.2.0/24 via 192.168.0.12 dev eth0` for each other node. */
function routesToOthers(view: ClusterView, name: string): Route[] {
  const routes: Route[] = [];
  for (const other of view.list<Node>('Node')) {
    const via = nodeAddress(other)?.ip;
    if (other.metadata.name === name || other.spec.podCIDR === undefined || via === undefined) continue;
    routes.push({ destination: other.spec.podCIDR, via, dev: 'eth0', cause: podCidrCause(keyOf(other)) });
  }
  return routes;
}

/** The pod's own namespace: eth0 with an address of the node's pod CIDR, that block on the link, everything else by the bridge's address. */
function podNetwork(view: ClusterView, key: ObjectKey): HostNetwork {
  const pod = view.get<Pod>(key);
  const nodeName = pod?.spec.nodeName ?? '';
  if (pod?.spec.hostNetwork === true) return nodeNetwork(view, nodeName);
  const node = view.get<Node>(objectKey('Node', undefined, nodeName));
  const ip = pod?.status.podIP;
  const block = node?.spec.podCIDR;
  const gateway = block === undefined ? undefined : addressOf(block, 1);
  if (!pod || ip === undefined || block === undefined || gateway === undefined) {
    return { node: nodeName, ip: ip ?? '', interfaces: [LOOPBACK], routes: [] };
  }
  const cause = podCidrCause(objectKey('Node', undefined, nodeName));
  return {
    node: nodeName,
    ip,
    interfaces: [LOOPBACK, { name: 'eth0', kind: 'veth', address: `${ip}/${prefixOf(block)}` }],
    routes: [
      { destination: 'default', via: gateway, dev: 'eth0', cause },
      { destination: block, dev: 'eth0', cause },
    ],
  };
}

function podCidrCause(node: ObjectKey): Cause {
  return { object: node, field: ['spec', 'podCIDR'] };
}

function prefixOf(cidr: string): string {
  return cidr.split('/')[1] ?? '32';
}
