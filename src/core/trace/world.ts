import { cidrContains, cidrSize, parseCidr } from '../api/cidr.js';
import { parseIp } from '../api/ip.js';
import { keyOf } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import type { ClusterSettings, ClusterView } from '../cluster/types.js';
import { OUTSIDE_NAMES } from '../dns/outside.js';
import { addressOf } from '../network/addresses.js';
import type { HostNetwork, NetworkProvider } from '../network/types.js';
import { OUTSIDE_CLIENT } from './place.js';
import type { OutsidePlace } from './types.js';

/**
 * The world outside, as the model has it: the nodes' router, one machine on the nodes' network, one client in the Internet, and the hosts of
 * the documentation names. The router knows the nodes' network, the Internet, and what is public of the cluster. It knows no pod and no
 * cluster IP: nobody outside has a route to them.
 */
export const OUTSIDE_HOSTS: ReadonlySet<string> = new Set([...OUTSIDE_NAMES.values()].flat());

/** Ports that the hosts outside serve over TCP. */
export const OUTSIDE_PORTS: readonly number[] = [80, 443];

export function routerOf(settings: ClusterSettings): string {
  return addressOf(settings.nodeCIDR, 1) ?? '';
}

/** The machine on the nodes' own network that is none of them: the 200th address, or in a smaller network the last one. */
export function lanMachineOf(settings: ClusterSettings): string {
  const block = parseCidr(settings.nodeCIDR);
  const last = block === undefined ? 0 : Number(cidrSize(block)) - 2;
  return addressOf(settings.nodeCIDR, Math.min(200, last)) ?? '';
}

/** The addresses of those outside: what a picture or a test of the model calls them by. */
export function outsideAddresses(settings: ClusterSettings): Readonly<Record<OutsidePlace | 'router', string>> {
  return { internet: OUTSIDE_CLIENT, lan: lanMachineOf(settings), router: routerOf(settings) };
}

/** Whether an address is one that the Internet does not carry: the cluster's own blocks and those of RFC 1918. */
export function isPrivate(settings: ClusterSettings, address: string): boolean {
  const ip = parseIp(address);
  const blocks = [
    settings.podCIDR,
    settings.serviceCIDR,
    settings.nodeCIDR,
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
  ];
  return ip !== undefined && blocks.some((block) => within(block, address));
}

export function within(block: string, address: string): boolean {
  const cidr = parseCidr(block);
  const ip = parseIp(address);
  return cidr !== undefined && ip !== undefined && cidrContains(cidr, ip);
}

export function answersOutside(settings: ClusterSettings, address: string): boolean {
  return address === OUTSIDE_CLIENT || address === routerOf(settings) || OUTSIDE_HOSTS.has(address);
}

const podNetworks = new WeakMap<NetworkProvider, WeakMap<Pod, HostNetwork>>();

/** A pod's interfaces and routes; kept while the pod stays as it is, for neither changes while it runs. */
export function networkOfPod(provider: NetworkProvider, view: ClusterView, pod: Pod): HostNetwork {
  let known = podNetworks.get(provider);
  if (!known) podNetworks.set(provider, (known = new WeakMap()));
  let network = known.get(pod);
  if (!network) known.set(pod, (network = provider.pod(view, keyOf(pod))));
  return network;
}
