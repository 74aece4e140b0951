import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import type { Endpoint, EndpointAddress, EndpointPort, Endpoints, EndpointSlice } from '../api/endpoints.js';
import { familyOf, type IpFamily } from '../api/ip.js';
import type { Service } from '../api/service.js';
import type { Context, Controller, Deed, Write } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { canonicalJson } from '../cluster/seeded.js';
import { controllerRef } from '../cluster/ownership.js';
import { why } from '../cluster/why.js';
import { MANAGED_BY_LABEL, SERVICE_NAME_LABEL } from './endpointslice.js';

const MANAGER = 'endpointslicemirroring-controller.k8s.io';
const SKIP_LABEL = 'endpointslice.kubernetes.io/skip-mirror';
/** `--mirroring-max-endpoints-per-subset`. */
const MAX_PER_SUBSET = 1000;

/**
 * Mirrors the Endpoints that somebody wrote for a Service without a selector into EndpointSlices, which is what kube-proxy reads. Keys are
 * those of Endpoints. Models `pkg/controller/endpointslicemirroring/{endpointslicemirroring_controller,reconciler}.go`.
 */
export const endpointslicemirroring: Controller = {
  name: 'endpointslicemirroring-controller',
  watches: {
    Endpoints({ key, before, after }, wake, context) {
      const object = (after ?? before) as Endpoints;
      // Endpoints of a Service with a selector are the endpoint controller's: no news for the mirror.
      const service = context.get<Service>(objectKey('Service', object.metadata.namespace, object.metadata.name));
      if (!service || !hasSelector(service)) wake(key);
    },
    Service({ before, after }, wake) {
      const [was, is] = [before as Service | undefined, after as Service | undefined];
      const object = (is ?? was) as Service;
      if (was && is && hasSelector(was) === hasSelector(is)) return;
      if (is && hasSelector(is) && (!was || hasSelector(was))) return;
      wake(objectKey('Endpoints', object.metadata.namespace, object.metadata.name));
    },
  },
  reconcile(key, context) {
    const object = context.get<Endpoints>(key as ObjectKey);
    const { namespace, name } = nameOf(key);
    const service = context.get<Service>(objectKey('Service', namespace, name));
    const mirrors = object !== undefined && service !== undefined && !hasSelector(service) && isMirrored(object);
    const slices = context
      .find('slice-service', `${namespace}/${name}`)
      .map((one) => context.get<EndpointSlice>(one))
      .filter((slice) => slice?.metadata.labels?.[MANAGED_BY_LABEL] === MANAGER) as EndpointSlice[];
    if (mirrors) return mirror(context, object, slices);
    if (slices.length === 0) return undefined;
    const [first] = slices;
    return {
      cause: { object: keyOf(first as EndpointSlice), field: ['metadata', 'labels'] },
      why: why('cluster.mirroring.removed', { service: name }),
      writes: slices.map((slice) => ({ verb: 'delete', key: keyOf(slice) })),
    };
  },
};

function nameOf(key: string): { namespace: string; name: string } {
  const [, namespace = '', name = ''] = key.split('/');
  return { namespace, name };
}

function hasSelector(service: Service): boolean {
  return Object.keys(service.spec.selector ?? {}).length > 0;
}

function isMirrored(object: Endpoints): boolean {
  const { labels, annotations } = object.metadata;
  return labels?.[SKIP_LABEL] !== 'true' && annotations?.['control-plane.alpha.kubernetes.io/leader'] === undefined;
}

/** One slice for each subset and address family. */
function mirror(context: Context, object: Endpoints, slices: readonly EndpointSlice[]): Deed | undefined {
  const labels = { ...object.metadata.labels, [SERVICE_NAME_LABEL]: object.metadata.name, [MANAGED_BY_LABEL]: MANAGER };
  const writes: Write[] = [];
  const spare = [...slices];
  let count = 0;
  for (const subset of object.subsets ?? []) {
    const ports: readonly EndpointPort[] = (subset.ports ?? []).map((port) => ({ ...port, name: port.name ?? '' }));
    for (const family of ['IPv4', 'IPv6'] as const) {
      const endpoints = [
        ...(subset.addresses ?? []).map((address) => endpointFrom(address, true)),
        ...(subset.notReadyAddresses ?? []).map((address) => endpointFrom(address, false)),
      ]
        .filter((endpoint) => familyOf(endpoint.addresses[0] ?? '') === family)
        .slice(0, MAX_PER_SUBSET);
      if (endpoints.length === 0) continue;
      count += endpoints.length;
      const index = spare.findIndex(
        (slice) => slice.addressType === family && canonicalJson(slice.ports) === canonicalJson(ports),
      );
      const [known] = index < 0 ? [] : spare.splice(index, 1);
      const content = { addressType: family, endpoints, ports };
      if (!known) writes.push({ verb: 'create', object: newSlice(context, object, labels, content) });
      else {
        const next: EndpointSlice = { ...known, metadata: { ...known.metadata, labels }, ...content };
        if (!deepEqual(next, known)) writes.push({ verb: 'update', object: next });
      }
    }
  }
  for (const slice of spare) writes.push({ verb: 'delete', key: keyOf(slice) });
  if (writes.length === 0) return undefined;
  return {
    cause: { object: keyOf(object), field: object.subsets ? ['subsets'] : ['metadata', 'name'] },
    why: why('cluster.mirroring.synced', { service: object.metadata.name, endpoints: count }),
    writes,
  };
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

function newSlice(
  context: Context,
  object: Endpoints,
  labels: Readonly<Record<string, string>>,
  content: {
    readonly addressType: IpFamily;
    readonly endpoints: readonly Endpoint[];
    readonly ports: readonly EndpointPort[];
  },
): EndpointSlice {
  const { name, namespace = 'default' } = object.metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: context.generateName(`${name}-`),
      generateName: `${name}-`,
      namespace,
      labels,
      ownerReferences: [controllerRef(object)],
    },
    ...content,
  };
}
