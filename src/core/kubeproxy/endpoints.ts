import type { EndpointPort, EndpointSlice, Endpoint } from '../api/endpoints.js';
import { isFamily, joinHostPort, type Family } from './family.js';
import type { EndpointState } from './topology.js';

/** One address and port behind a Service port. */
export interface ProxyEndpoint extends EndpointState {
  readonly ip: string;
  readonly port: number;
  /** Where it is written: the EndpointSlice, and its place in `endpoints`. */
  readonly slice: EndpointSlice;
  readonly index: number;
}

const NO_HINTS: readonly string[] = [];

/** The key of a Service port among its endpoints: name and protocol. */
export function portKey(name: string | undefined, protocol: string | undefined): string {
  return `${name ?? ''} ${(protocol ?? 'TCP').toLowerCase()}`;
}

/**
 * The endpoints of a Service by port, from all of its slices, sorted by `ip:port` as text. An address that stands in two slices counts once,
 * the local one if they differ. Ports without a number are left out. Models pkg/proxy/endpointslicecache.go.
 */
export function endpointsByPort(
  slices: readonly EndpointSlice[],
  node: string,
  family: Family,
): ReadonlyMap<string, readonly ProxyEndpoint[]> {
  const ports = new Map<string, Map<string, ProxyEndpoint>>();
  for (const slice of slices) {
    if (slice.addressType !== family) continue;
    for (const port of slice.ports ?? []) {
      if (port.port === undefined || port.port === null || port.port === 0) continue;
      const known = ports.get(portKey(port.name, port.protocol)) ?? new Map<string, ProxyEndpoint>();
      ports.set(portKey(port.name, port.protocol), known);
      for (const [index, endpoint] of slice.endpoints.entries()) {
        const found = proxyEndpoint(slice, endpoint, index, port, node, family);
        if (found !== undefined && (found.local || !known.has(found.address))) known.set(found.address, found);
      }
    }
  }
  return new Map([...ports].map(([name, known]) => [name, sorted([...known.values()])]));
}

function sorted(endpoints: ProxyEndpoint[]): readonly ProxyEndpoint[] {
  return endpoints.sort((a, b) => (a.address < b.address ? -1 : 1));
}

function proxyEndpoint(
  slice: EndpointSlice,
  endpoint: Endpoint,
  index: number,
  port: EndpointPort,
  node: string,
  family: Family,
): ProxyEndpoint | undefined {
  // Only the first address is used; the API allows more, no controller writes them.
  const ip = endpoint.addresses[0];
  if (ip === undefined || !isFamily(ip, family)) return undefined;
  const { conditions, hints } = endpoint;
  const number = port.port ?? 0;
  return {
    ip,
    port: number,
    address: joinHostPort(ip, number),
    ready: conditions?.ready ?? true,
    serving: conditions?.serving ?? true,
    terminating: conditions?.terminating ?? false,
    local: endpoint.nodeName === node,
    zoneHints: hints?.forZones?.map((zone) => zone.name) ?? NO_HINTS,
    nodeHints: hints?.forNodes?.map((hint) => hint.name) ?? NO_HINTS,
    slice,
    index,
  };
}
