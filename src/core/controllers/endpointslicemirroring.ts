import type { Endpoints, EndpointSlice } from '../api/endpoints.js';
import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import type { Service } from '../api/service.js';
import type { Context, Controller, Deed, Write } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { controllerRef } from '../cluster/ownership.js';
import type { ClusterEvent } from '../cluster/types.js';
import { why } from '../cluster/why.js';
import { MANAGED_BY_LABEL, SERVICE_NAME_LABEL } from './endpointslice.js';
import { MAX_PER_SUBSET, mirrorOf, portsKey } from './mirrored-slices.js';

const MANAGER = 'endpointslicemirroring-controller.k8s.io';
const SKIP_LABEL = 'endpointslice.kubernetes.io/skip-mirror';
/** Not cloned to the slices (`newEndpointSlice`). */
const OWN_ANNOTATIONS = new Set([
  'endpoints.kubernetes.io/last-change-trigger-time',
  'kubectl.kubernetes.io/last-applied-configuration',
]);

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

/** Writes what the slices lack. A slice whose ports are gone is made into one that is missing, and keeps its name (`recycleSlices`). */
function mirror(context: Context, object: Endpoints, slices: readonly EndpointSlice[]): Deed | undefined {
  const { slices: desired, skipped } = mirrorOf(object);
  const spare = [...slices];
  const take = (fits: (slice: EndpointSlice) => boolean): EndpointSlice | undefined => {
    const index = spare.findIndex(fits);
    return index < 0 ? undefined : spare.splice(index, 1)[0];
  };
  const known = desired.map(({ addressType, ports }) =>
    take((slice) => portsKey(slice.addressType, slice.ports ?? []) === portsKey(addressType, ports)),
  );
  const labels = { ...object.metadata.labels, [SERVICE_NAME_LABEL]: object.metadata.name, [MANAGED_BY_LABEL]: MANAGER };
  const annotations = annotationsOf(object);
  const writes: Write[] = [];
  for (const [index, content] of desired.entries()) {
    const slice = known[index] ?? take(({ addressType }) => addressType === content.addressType);
    const { annotations: _, ...kept } = slice?.metadata ?? newMetadata(context, object);
    const metadata = { ...kept, labels, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) };
    const next = { ...slice, ...content, metadata };
    if (slice === undefined) {
      writes.push({ verb: 'create', object: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', ...next } });
    } else if (!deepEqual(next, slice)) writes.push({ verb: 'update', object: next as EndpointSlice });
  }
  for (const slice of spare) writes.push({ verb: 'delete', key: keyOf(slice) });
  if (writes.length === 0) return undefined;
  const count = desired.reduce((sum, { endpoints }) => sum + endpoints.length, 0);
  return {
    cause: { object: keyOf(object), field: object.subsets ? ['subsets'] : ['metadata', 'name'] },
    why: why('cluster.mirroring.synced', { service: object.metadata.name, endpoints: count }),
    writes,
    ...(skipped === 0 ? {} : { event: tooMany(object, skipped) }),
  };
}

/** All annotations but those that speak of the Endpoints object itself. */
function annotationsOf({ metadata }: Endpoints): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([name]) => !OWN_ANNOTATIONS.has(name)));
}

function newMetadata(context: Context, object: Endpoints): EndpointSlice['metadata'] {
  const { name, namespace = 'default' } = object.metadata;
  const generateName = `${name}-`;
  return {
    name: context.generateName(generateName),
    generateName,
    namespace,
    ownerReferences: [controllerRef(object)],
  };
}

function tooMany(object: Endpoints, skipped: number): ClusterEvent {
  const message = `A max of ${MAX_PER_SUBSET} addresses can be mirrored to EndpointSlices per Endpoints subset. ${skipped} addresses were skipped`;
  return { type: 'Warning', reason: 'TooManyAddressesToMirror', message, object: keyOf(object) };
}
