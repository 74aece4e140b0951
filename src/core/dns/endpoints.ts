import type { Endpoint, EndpointSlice } from '../api/endpoints.js';
import { keyOf, type ObjectKey } from '../api/key.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import { canonicalAddress } from './addresses.js';

/** One ready address of a Service, as CoreDNS keeps it, and where in its slice it stands. */
export interface ServiceEndpoint {
  readonly service: string;
  readonly namespace: string;
  readonly address: string;
  readonly endpoint: Endpoint;
  readonly ports: readonly { readonly name: string; readonly protocol: string; readonly port: number }[];
  readonly slice: ObjectKey;
  readonly index: number;
}

export interface EndpointIndex {
  readonly byService: ReadonlyMap<string, readonly ServiceEndpoint[]>;
  readonly byAddress: ReadonlyMap<string, readonly ServiceEndpoint[]>;
}

const indexes = new WeakMap<readonly object[], EndpointIndex>();

/**
 * CoreDNS' view of EndpointSlices: ready endpoints only, where an unset `ready` counts as ready; a slice without ports still has addresses
 * (`endpointSliceToEndpoints`, plugin/kubernetes/object/endpoint.go). Built once for each list of slices.
 */
export function endpointIndex(view: ClusterView): EndpointIndex {
  const slices = view.list<EndpointSlice>('EndpointSlice');
  const known = indexes.get(slices);
  if (known) return known;
  const byService = new Map<string, ServiceEndpoint[]>();
  const byAddress = new Map<string, ServiceEndpoint[]>();
  for (const slice of slices) {
    const service = slice.metadata.labels?.['kubernetes.io/service-name'];
    if (service === undefined) continue;
    const namespace = slice.metadata.namespace ?? '';
    const ports = portsOf(slice);
    slice.endpoints.forEach((endpoint, index) => {
      if (endpoint.conditions.ready === false) return;
      for (const address of endpoint.addresses) {
        const one: ServiceEndpoint = { service, namespace, address, endpoint, ports, slice: keyOf(slice), index };
        add(byService, `${namespace}/${service}`, one);
        add(byAddress, canonicalAddress(address), one);
      }
    });
  }
  const index = { byService, byAddress };
  indexes.set(slices, index);
  return index;
}

/** A slice without ports gets the port -1, which gives addresses but no SRV record. */
function portsOf(slice: EndpointSlice): ServiceEndpoint['ports'] {
  if (!slice.ports || slice.ports.length === 0) return [{ name: '', protocol: '', port: -1 }];
  return slice.ports.map((one) => ({ name: one.name ?? '', protocol: one.protocol ?? '', port: one.port ?? -1 }));
}

const services = new WeakMap<readonly object[], ReadonlyMap<string, readonly Service[]>>();

/** The Services that own a cluster address, in key order (the API server lets only one of them have it). */
export function servicesAt(view: ClusterView, ip: string): readonly Service[] {
  const list = view.list<Service>('Service');
  let index = services.get(list);
  if (!index) {
    const built = new Map<string, Service[]>();
    for (const service of list) for (const one of clusterIPsOf(service)) add(built, canonicalAddress(one), service);
    services.set(list, built);
    index = built;
  }
  return index.get(canonicalAddress(ip)) ?? [];
}

/** A Service's addresses; none for a headless or external one. */
export function clusterIPsOf(service: Service): readonly string[] {
  const ips = service.spec.clusterIPs ?? (service.spec.clusterIP === undefined ? [] : [service.spec.clusterIP]);
  return ips.filter((ip) => ip !== 'None' && ip !== '');
}

export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === 'None' || service.spec.clusterIPs?.[0] === 'None';
}

/**
 * The name of an endpoint below its Service: its hostname, else its pod's name where the Corefile asks for that and it fits a label, else the
 * address with dashes, with a 0 where it would end in a dash (`endpointHostname`, plugin/kubernetes/kubernetes.go).
 */
export function endpointName(
  address: string,
  hostname: string | undefined,
  podName: string | undefined,
  endpointPodNames: boolean,
): string {
  if (hostname !== undefined && hostname !== '') return hostname;
  if (endpointPodNames && podName !== undefined && podName !== '' && podName.length <= 63) return podName;
  const dashed = address.replaceAll(/[.:]/g, '-');
  return dashed.endsWith('-') ? `${dashed}0` : dashed;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
