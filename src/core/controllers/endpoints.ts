import { objectKey, type ObjectKey } from '../api/key.js';
import type { EndpointAddress, Endpoints } from '../api/endpoints.js';
import { parseIp } from '../api/ip.js';
import type { Pod } from '../api/pod.js';
import type { Service } from '../api/service.js';
import { isPodReady } from '../cluster/conditions.js';
import type { Context, Controller } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { podsWithLabels } from '../cluster/indexes.js';
import { canonicalJson } from '../cluster/seeded.js';
import { why } from '../cluster/why.js';
import { addressesOf, addressTypesOf, belongsInEndpoints, findPort, hasHostnameIn } from './endpoint-of-pod.js';
import { ENDPOINT_WEIGHT, servicesTouchedByPod } from './endpointslice.js';

type Subset = NonNullable<Endpoints['subsets']>[number];

const HEADLESS_LABEL = 'service.kubernetes.io/headless';
const MANAGED_BY_LABEL = 'endpoints.kubernetes.io/managed-by';
/** `maxCapacity`: more addresses than this are left out, which the annotation says. */
const MAX_ADDRESSES = 1000;
const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';

/**
 * Keeps the old Endpoints object of every Service with a selector. Nothing in the cluster reads it any more, but it is still written.
 * Models `syncService` of `pkg/controller/endpoint/endpoints_controller.go` and `RepackSubsets` of `pkg/api/v1/endpoints/util.go`.
 */
export const endpoints: Controller = {
  name: 'endpoint-controller',
  watches: {
    Service({ key, before, after }, wake) {
      const [was, is] = [before as Service | undefined, after as Service | undefined];
      if (!is || was?.spec !== is.spec || was.metadata.labels !== is.metadata.labels) wake(key);
    },
    Pod(change, wake, context) {
      for (const key of servicesTouchedByPod(change, context)) wake(key);
    },
  },
  reconcile(key, context) {
    const serviceKey = key as ObjectKey;
    const service = context.get<Service>(serviceKey);
    if (!service) return remove(context, serviceKey);
    if (!service.spec.selector || Object.keys(service.spec.selector).length === 0) return undefined;
    if (service.spec.type === 'ExternalName') return undefined;
    return write(context, serviceKey, service);
  },
};

function endpointsKey(serviceKey: ObjectKey): ObjectKey {
  return serviceKey.replace(/^Service/, 'Endpoints') as ObjectKey;
}

function remove(context: Context, serviceKey: ObjectKey) {
  const key = endpointsKey(serviceKey);
  const object = context.get<Endpoints>(key);
  if (!object) return undefined;
  return {
    cause: { object: key, field: ['metadata', 'name'] },
    why: why('cluster.endpoints.removed', { service: object.metadata.name }),
    writes: [{ verb: 'delete', key } as const],
  };
}

function write(context: Context, serviceKey: ObjectKey, service: Service) {
  const { name, namespace = 'default' } = service.metadata;
  const key = objectKey('Endpoints', namespace, name);
  const old = context.get<Endpoints>(key);
  const { subsets, ready, overCapacity } = subsetsOf(context, service);
  const labels = {
    ...service.metadata.labels,
    [MANAGED_BY_LABEL]: 'endpoint-controller',
    ...(service.spec.clusterIP === 'None' ? { [HEADLESS_LABEL]: '' } : {}),
  };
  const { [OVER_CAPACITY]: _, ...annotations } = old?.metadata.annotations ?? {};
  const noted = overCapacity ? { ...annotations, [OVER_CAPACITY]: 'truncated' } : annotations;
  const content = subsets.length > 0 ? { subsets } : {};
  if (old && deepEqual(old.subsets ?? [], subsets) && deepEqual(old.metadata.labels, labels)) return undefined;
  const { annotations: _old, ...metadata } = old?.metadata ?? { name, namespace };
  const object: Endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { ...metadata, name, labels, ...(Object.keys(noted).length > 0 ? { annotations: noted } : {}) },
    ...content,
  };
  return {
    cause: { object: serviceKey, field: ['spec', 'selector'] },
    why: why('cluster.endpoints.synced', { service: name, ready }),
    writes: [{ verb: old ? ('update' as const) : ('create' as const), object }],
    pause: Infinity,
  };
}

interface Packed {
  readonly subsets: readonly Subset[];
  readonly ready: number;
  readonly overCapacity: boolean;
}

/** Addresses with the same ports make one subset; addresses are in order of their number. */
function subsetsOf(context: Context, service: Service): Packed {
  const [family = 'IPv4'] = addressTypesOf(service.spec);
  const groups = new Map<string, { ports: Subset['ports']; ready: EndpointAddress[]; notReady: EndpointAddress[] }>();
  const publish = service.spec.publishNotReadyAddresses === true;
  let count = 0;
  let ready = 0;
  let overCapacity = false;
  // Ports by number are the same on every pod: computed once.
  const sameForAll = (service.spec.ports ?? []).every((port) => typeof port.targetPort === 'number');
  const ids = new Map<NonNullable<Subset['ports']>, string>();
  let shared: NonNullable<Subset['ports']> | undefined;
  const pods = podsWithLabels(context, service.metadata.namespace ?? '', service.spec.selector ?? {});
  context.spend(ENDPOINT_WEIGHT * pods.length);
  for (const pod of pods) {
    if (!belongsInEndpoints(pod, publish)) continue;
    const [ip] = addressesOf(pod, family);
    if (ip === undefined) continue;
    if (count >= MAX_ADDRESSES) {
      overCapacity = true;
      continue;
    }
    const ports = (sameForAll ? shared : undefined) ?? portsOf(service, pod);
    shared = ports;
    if (ports.length === 0 && (service.spec.ports ?? []).length > 0) continue;
    count++;
    const id = ids.get(ports) ?? canonicalJson(ports);
    ids.set(ports, id);
    const group = groups.get(id) ?? { ports, ready: [], notReady: [] };
    groups.set(id, group);
    const isReady = publish || isPodReady(pod);
    if (isReady) ready++;
    (isReady ? group.ready : group.notReady).push(addressOf(pod, ip, service));
  }
  const subsets = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]): Subset => ({
      ...(group.ready.length > 0 ? { addresses: group.ready.toSorted(byIp) } : {}),
      ...(group.notReady.length > 0 ? { notReadyAddresses: group.notReady.toSorted(byIp) } : {}),
      ...(group.ports && group.ports.length > 0 ? { ports: group.ports } : {}),
    }));
  return { subsets, ready, overCapacity };
}

function portsOf(service: Service, pod: Pod): NonNullable<Subset['ports']> {
  return (service.spec.ports ?? []).flatMap((port) => {
    const number = findPort(pod, port);
    if (number === undefined) return [];
    return [
      {
        ...(port.name === undefined ? {} : { name: port.name }),
        port: number,
        protocol: port.protocol,
        ...(port.appProtocol === undefined ? {} : { appProtocol: port.appProtocol }),
      },
    ];
  });
}

const addresses = new WeakMap<Pod, { readonly service: Service['spec']; readonly address: EndpointAddress }>();

function addressOf(pod: Pod, ip: string, service: Service): EndpointAddress {
  const known = addresses.get(pod);
  if (known && known.service === service.spec) return known.address;
  const { hostname, nodeName } = pod.spec;
  const address: EndpointAddress = {
    ip,
    ...(hasHostnameIn(pod, service) && hostname !== undefined ? { hostname } : {}),
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: {
      kind: 'Pod',
      namespace: pod.metadata.namespace ?? 'default',
      name: pod.metadata.name,
      uid: pod.metadata.uid ?? '',
    },
  };
  addresses.set(pod, { service: service.spec, address });
  return address;
}

function byIp(a: EndpointAddress, b: EndpointAddress): number {
  const [one, two] = [numberOf(a), numberOf(b)];
  return one < two ? -1 : one > two ? 1 : 0;
}

const numbers = new WeakMap<EndpointAddress, bigint>();

function numberOf(address: EndpointAddress): bigint {
  let value = numbers.get(address);
  if (value === undefined) {
    value = parseIp(address.ip)?.value ?? 0n;
    numbers.set(address, value);
  }
  return value;
}
