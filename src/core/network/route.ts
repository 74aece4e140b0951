import type { ObjectKey } from '../api/key.js';
import { cidrContains, parseCidr, type Cidr } from '../api/cidr.js';
import { parseIp } from '../api/ip.js';
import type { HostNetwork, Route } from './types.js';

const EVERYWHERE = parseCidr('0.0.0.0/0');

interface Entry {
  readonly block: Cidr;
  readonly route: Route;
}

const tables = new WeakMap<HostNetwork, readonly Entry[]>();

/** The routes of a host, longest prefix first; parsed once for each network. */
function tableOf(network: HostNetwork): readonly Entry[] {
  let table = tables.get(network);
  if (!table) {
    table = network.routes
      .flatMap((route): Entry[] => {
        const block = route.destination === 'default' ? EVERYWHERE : parseCidr(route.destination);
        return block ? [{ block, route }] : [];
      })
      .toSorted((a, b) => b.block.prefix - a.block.prefix);
    tables.set(network, table);
  }
  return table;
}

/**
 * The route a packet to `destination` takes: the longest prefix that holds it, as the kernel's FIB lookup does (`ip route get`).
 * Undefined when no route matches: the sender sees ENETUNREACH.
 */
export function routeFor(network: HostNetwork, destination: string): Route | undefined {
  const ip = parseIp(destination);
  return ip && tableOf(network).find((entry) => cidrContains(entry.block, ip))?.route;
}

interface Addresses {
  readonly own: ReadonlySet<string>;
  readonly byName: ReadonlyMap<string, string>;
  readonly byPod: ReadonlyMap<ObjectKey, string>;
}

const addresses = new WeakMap<HostNetwork, Addresses>();

/** The addresses of a host and the pods behind its interfaces, gathered once for each network. */
function addressesOf(network: HostNetwork): Addresses {
  let known = addresses.get(network);
  if (!known) {
    const byName = new Map<string, string>();
    const byPod = new Map<ObjectKey, string>();
    for (const { name, address, pod } of network.interfaces) {
      if (address !== undefined) byName.set(name, address.split('/')[0] ?? '');
      if (pod !== undefined) byPod.set(pod, name);
    }
    addresses.set(network, (known = { own: new Set(byName.values()), byName, byPod }));
  }
  return known;
}

/**
 * Whether an address belongs to this host: the kernel's `local` routing table, which holds every address of every interface and all of
 * 127.0.0.0/8. This is what `-m addrtype --dst-type LOCAL` asks.
 */
export function isLocalAddress(network: HostNetwork, ip: string): boolean {
  return ip.startsWith('127.') || addressesOf(network).own.has(ip);
}

/** The address of an interface without its prefix length: what MASQUERADE and a new socket take as source. */
export function interfaceAddress(network: HostNetwork, dev: string): string | undefined {
  return addressesOf(network).byName.get(dev);
}

/**
 * The interface whose address MASQUERADE takes for what leaves by `dev` (net/netfilter/nf_nat_masquerade.c). 127.0.0.1 is good on this machine
 * only, so for what leaves by `lo` the kernel looks further, to the first interface with an address of wider scope (`inet_select_addr`).
 */
export function masqueradeInterface(network: HostNetwork, dev: string): string {
  const own = network.interfaces.find((one) => one.name === dev);
  if (own?.address !== undefined && own.kind !== 'loopback') return dev;
  return network.interfaces.find((one) => one.address !== undefined && one.kind !== 'loopback')?.name ?? dev;
}

/** The name of the interface behind which a pod is. */
export function interfaceOfPod(network: HostNetwork, pod: ObjectKey): string | undefined {
  return addressesOf(network).byPod.get(pod);
}
