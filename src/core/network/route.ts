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

/**
 * Whether an address belongs to this host: the kernel's `local` routing table, which holds every address of every interface and all of
 * 127.0.0.0/8. This is what `-m addrtype --dst-type LOCAL` asks.
 */
export function isLocalAddress(network: HostNetwork, ip: string): boolean {
  return ip.startsWith('127.') || network.interfaces.some((one) => one.address?.startsWith(`${ip}/`) === true);
}

/** The address of an interface without its prefix length: what MASQUERADE and a new socket take as source. */
export function interfaceAddress(network: HostNetwork, dev: string): string | undefined {
  return network.interfaces.find((one) => one.name === dev)?.address?.split('/')[0];
}
