import type { Endpoint, EndpointAddress, EndpointPort, Endpoints } from '../api/endpoints.js';
import { familyOf, type IpFamily } from '../api/ip.js';
import { canonicalJson } from '../cluster/seeded.js';

/** `--mirroring-max-endpoints-per-subset`. */
export const MAX_PER_SUBSET = 1000;

/** What a slice says that mirrors a part of an Endpoints object. */
export interface MirroredSlice {
  readonly addressType: IpFamily;
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

/** The slices that mirror an Endpoints object, and how many of its addresses are too many for that. */
export interface Mirror {
  readonly slices: readonly MirroredSlice[];
  readonly skipped: number;
}

/**
 * One slice for all subsets with the same ports, in whatever order, and each address family. Of each subset the first thousand addresses are
 * taken, those that are ready before the others (pkg/controller/endpointslicemirroring/reconciler.go, `reconcile` and `desiredCalc`).
 */
export function mirrorOf(object: Endpoints): Mirror {
  const byPorts = new Map<string, { addressType: IpFamily; ports: readonly EndpointPort[]; set: EndpointSet }>();
  let skipped = 0;
  for (const { addresses = [], notReadyAddresses = [], ports: own = [] } of object.subsets ?? []) {
    const ports = own.map((port): EndpointPort => ({ ...port, name: port.name ?? '' }));
    const all = [
      ...addresses.map((address) => endpointFrom(address, true)),
      ...notReadyAddresses.map((address) => endpointFrom(address, false)),
    ];
    skipped += Math.max(0, all.length - MAX_PER_SUBSET);
    for (const endpoint of all.slice(0, MAX_PER_SUBSET)) {
      const addressType = familyOf(endpoint.addresses[0] ?? '');
      if (addressType === undefined) continue;
      const key = portsKey(addressType, ports);
      const group = byPorts.get(key) ?? { addressType, ports, set: new Map() };
      byPorts.set(key, group);
      group.set.set(endpointKey(endpoint), endpoint);
    }
  }
  const slices = [...byPorts.values()].map(({ addressType, ports, set }) => ({
    addressType,
    ports,
    endpoints: [...set.values()].slice(0, MAX_PER_SUBSET),
  }));
  return { slices, skipped };
}

type EndpointSet = Map<string, Endpoint>;

/** Slices with the same key hold endpoints of the same ports (`newAddrTypePortMapKey`). */
export function portsKey(addressType: string, ports: readonly EndpointPort[]): string {
  return [addressType, ...ports.map(canonicalJson).toSorted()].join('\n');
}

/** What makes two endpoints the same one (k8s.io/endpointslice/util/endpointset.go, `hashEndpoint`). */
function endpointKey({ addresses, hostname, targetRef }: Endpoint): string {
  return JSON.stringify([addresses, hostname ?? '', targetRef?.namespace ?? '', targetRef?.name ?? '']);
}

function endpointFrom(address: EndpointAddress, ready: boolean): Endpoint {
  return {
    addresses: [address.ip],
    conditions: { ready },
    ...(address.hostname === undefined ? {} : { hostname: address.hostname }),
    ...(address.nodeName === undefined ? {} : { nodeName: address.nodeName }),
    ...(address.targetRef === undefined ? {} : { targetRef: address.targetRef }),
  };
}
