import { objectKey, parseKey, type ObjectKey } from '../api/key.js';
import type { Endpoint, EndpointPort, EndpointSlice } from '../api/endpoints.js';
import type { IpFamily } from '../api/ip.js';
import type { KubeObject, Labels } from '../api/meta.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { Service } from '../api/service.js';
import type { Context, Controller, Deed, Write } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { podsWithLabels, servicesSelecting } from '../cluster/indexes.js';
import { canonicalJson } from '../cluster/seeded.js';
import type { Change } from '../cluster/types.js';
import { controllerRef } from '../cluster/ownership.js';
import { why } from '../cluster/why.js';
import { addressesOf, addressTypesOf, belongsInEndpoints, endpointOf, endpointPorts } from './endpoint-of-pod.js';
import { nodeNamed } from './scheduler.js';
import { packSlices } from './slice-packing.js';
import { withHints } from './traffic-distribution.js';

export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';
export const MANAGED_BY_LABEL = 'endpointslice.kubernetes.io/managed-by';
const HEADLESS_LABEL = 'service.kubernetes.io/headless';
const MANAGER = 'endpointslice-controller.k8s.io';
/** An endpoint costs about as much as a look at so many objects. */
export const ENDPOINT_WEIGHT = 4;
/** `--max-endpoints-per-slice` of kube-controller-manager. */
const MAX_ENDPOINTS = 100;

/**
 * Keeps, for every Service with a selector, EndpointSlices with the addresses of its pods. Models
 * `pkg/controller/endpointslice/endpointslice_controller.go` and kubernetes/endpointslice `reconciler.go`.
 */
export const endpointslice: Controller = {
  name: 'endpointslice-controller',
  watches: {
    Service({ key, before, after }, wake) {
      const [was, is] = [before as Service | undefined, after as Service | undefined];
      if (is && (was?.spec !== is.spec || was.metadata.labels !== is.metadata.labels)) wake(key);
    },
    Pod(change, wake, context) {
      for (const key of servicesTouchedByPod(change, context)) wake(key);
    },
    Node({ before, after }, wake, context) {
      const [was, is] = [before as Node | undefined, after as Node | undefined];
      if (!was || !is || zoneOf(was) === zoneOf(is)) return;
      for (const podKey of context.find('pod-node', is.metadata.name)) {
        const pod = context.get<Pod>(podKey);
        for (const key of servicesSelecting(context, pod?.metadata.namespace ?? '', pod?.metadata.labels)) wake(key);
      }
    },
    EndpointSlice({ before, after }, wake) {
      const slice = (after ?? before) as EndpointSlice;
      const service = slice.metadata.labels?.[SERVICE_NAME_LABEL];
      // What this controller wrote itself is no news; what somebody deleted is.
      if (!after && service !== undefined) wake(objectKey('Service', slice.metadata.namespace, service));
    },
  },
  reconcile(key, context) {
    const service = context.get<Service>(key as ObjectKey);
    if (!service?.spec.selector || Object.keys(service.spec.selector).length === 0) return undefined;
    if (service.spec.type === 'ExternalName') return undefined;
    return reconcile(context, key as ObjectKey, service);
  },
};

function zoneOf(node: Node): string | undefined {
  return node.metadata.labels?.['topology.kubernetes.io/zone'];
}

/** The Services that a change of a pod concerns: `GetPodServicesToUpdate` of kubernetes/endpointslice `util/controller_utils.go`. */
export function servicesTouchedByPod({ before, after }: Change, context: Context): ReadonlySet<ObjectKey> {
  const [was, is] = [before as Pod | undefined, after as Pod | undefined];
  const relabelled = was?.metadata.labels !== is?.metadata.labels;
  if (was && is && !relabelled && !endpointChanged(was, is)) return new Set();
  const namespace = (is ?? was)?.metadata.namespace ?? '';
  const touched = new Set<ObjectKey>();
  if (is) for (const key of servicesSelecting(context, namespace, is.metadata.labels)) touched.add(key);
  if (was && (relabelled || !is)) {
    for (const key of servicesSelecting(context, namespace, was.metadata.labels)) touched.add(key);
  }
  return touched;
}

/** Whether anything of a pod changed that an endpoint shows: `podEndpointsChanged` of the same file. */
function endpointChanged(was: Pod, is: Pod): boolean {
  return (
    was.metadata.deletionTimestamp !== is.metadata.deletionTimestamp ||
    was.status.podIP !== is.status.podIP ||
    was.status.phase !== is.status.phase ||
    was.spec !== is.spec ||
    readyStatus(was) !== readyStatus(is)
  );
}

function readyStatus(pod: Pod): string | undefined {
  return pod.status.conditions?.find((condition) => condition.type === 'Ready')?.status;
}

interface PortSet {
  readonly ports: readonly EndpointPort[];
  readonly family: IpFamily;
  readonly endpoints: Endpoint[];
}

/** What is to be written for a Service; slices to delete may still lend their names to slices to create. */
interface Plan {
  readonly create: { readonly set: PortSet; readonly endpoints: readonly Endpoint[] }[];
  readonly update: EndpointSlice[];
  readonly remove: EndpointSlice[];
}

function reconcile(context: Context, key: ObjectKey, service: Service): Deed | undefined {
  const { namespace } = parseKey(key);
  const sets = portSets(context, service);
  const labels = labelsOf(service);
  const existing = new Map<string, EndpointSlice[]>();
  for (const sliceKey of context.find('slice-service', `${namespace}/${service.metadata.name}`)) {
    const slice = context.get<EndpointSlice>(sliceKey);
    if (slice?.metadata.labels?.[MANAGED_BY_LABEL] !== MANAGER) continue;
    const id = setId(slice.addressType, slice.ports ?? []);
    existing.set(id, [...(existing.get(id) ?? []), slice]);
  }
  const plan: Plan = { create: [], update: [], remove: [] };
  for (const [id, slices] of existing) if (!sets.has(id)) plan.remove.push(...slices);
  for (const [id, set] of sets) planSet(plan, set, existing.get(id) ?? [], labels);
  const writes = writesOf(context, service, plan, labels);
  if (writes.length === 0) return undefined;
  const endpoints = [...sets.values()].flatMap((set) => set.endpoints);
  return {
    cause: { object: key, field: ['spec', 'selector'] },
    why: why('cluster.endpointslice.synced', {
      service: service.metadata.name,
      ready: endpoints.filter((one) => one.conditions.ready === true).length,
      endpoints: endpoints.length,
    }),
    writes,
    pause: Infinity,
  };
}

/** The desired endpoints, grouped by address family and by what the Service's ports are on each pod. Never empty: no pods make one empty set. */
function portSets(context: Context, service: Service): Map<string, PortSet> {
  const sets = new Map<string, PortSet>();
  const families = addressTypesOf(service.spec);
  const sameForAll = (service.spec.ports ?? []).every((port) => typeof port.targetPort === 'number');
  const ids = new Map<readonly EndpointPort[], string>();
  let shared: readonly EndpointPort[] | undefined;
  const pods = podsWithLabels(context, service.metadata.namespace ?? '', service.spec.selector ?? {});
  context.spend(ENDPOINT_WEIGHT * pods.length);
  for (const pod of pods) {
    if (!belongsInEndpoints(pod, true)) continue;
    const ports: readonly EndpointPort[] = (sameForAll ? shared : undefined) ?? endpointPorts(service, pod);
    shared = ports;
    for (const family of families) {
      if (addressesOf(pod, family).length === 0) continue;
      const id = `${family} ${ids.get(ports) ?? canonicalJson(ports)}`;
      ids.set(ports, id.slice(family.length + 1));
      const set: PortSet = sets.get(id) ?? { ports, family, endpoints: [] };
      sets.set(id, set);
      set.endpoints.push(knownEndpoint(pod, nodeNamed(context, pod.spec.nodeName), service, family));
    }
  }
  for (const family of families) {
    if ([...sets.values()].some((set) => set.family === family)) continue;
    sets.set(setId(family, []), { ports: [], family, endpoints: [] });
  }
  return sets;
}

interface KnownEndpoint {
  readonly spec: Service['spec'];
  readonly zone: string | undefined;
  readonly family: IpFamily;
  readonly endpoint: Endpoint;
}

const known = new WeakMap<Pod, KnownEndpoint>();

/** The endpoint of a pod, computed once for each version of the pod: a thousand unchanged pods then compare by identity. */
function knownEndpoint(pod: Pod, node: Node | undefined, service: Service, family: IpFamily): Endpoint {
  const zone = node && zoneOf(node);
  const memo = known.get(pod);
  if (memo && memo.spec === service.spec && memo.zone === zone && memo.family === family) return memo.endpoint;
  const endpoint = withHints(endpointOf(pod, node, service, family), service.spec.trafficDistribution);
  known.set(pod, { spec: service.spec, zone, family, endpoint });
  return endpoint;
}

function setId(family: string, ports: readonly EndpointPort[]): string {
  return `${family} ${canonicalJson(ports)}`;
}

function labelsOf(service: Service): Labels {
  const { [HEADLESS_LABEL]: _, ...own } = service.metadata.labels ?? {};
  return {
    ...own,
    [MANAGED_BY_LABEL]: MANAGER,
    [SERVICE_NAME_LABEL]: service.metadata.name,
    ...(service.spec.clusterIP === 'None' ? { [HEADLESS_LABEL]: '' } : {}),
  };
}

function planSet(plan: Plan, set: PortSet, slices: readonly EndpointSlice[], labels: Labels): void {
  const rewrite = (slice: EndpointSlice, endpoints: readonly Endpoint[]) => {
    const relabelled = deepEqual(slice.metadata.labels, labels) ? slice.metadata : { ...slice.metadata, labels };
    if (endpoints === slice.endpoints && relabelled === slice.metadata) return;
    plan.update.push({ ...slice, metadata: relabelled, endpoints });
  };
  if (set.endpoints.length === 0) {
    const [first, ...others] = slices;
    if (first) rewrite(first, first.endpoints.length === 0 ? first.endpoints : []);
    else plan.create.push({ set, endpoints: [] });
    plan.remove.push(...others);
    return;
  }
  const packing = packSlices(
    slices.map(({ metadata, endpoints }) => ({ name: metadata.name, endpoints })),
    set.endpoints,
    MAX_ENDPOINTS,
  );
  const filled = new Map(packing.update.map(({ name, endpoints }) => [name, endpoints]));
  for (const slice of slices) {
    const { name } = slice.metadata;
    if (packing.remove.includes(name)) plan.remove.push(slice);
    else rewrite(slice, filled.get(name) ?? slice.endpoints);
  }
  for (const endpoints of packing.create) plan.create.push({ set, endpoints });
}

/** A slice that would be deleted is rewritten as one that would be created, so that the fewest names change (`finalize` of reconciler.go). */
function writesOf(context: Context, service: Service, plan: Plan, labels: Labels): Write[] {
  const writes: Write[] = plan.update.map((object) => ({ verb: 'update', object }));
  const remove = [...plan.remove];
  for (const { set, endpoints } of plan.create) {
    const reused = remove.findIndex((slice) => slice.addressType === set.family);
    const [old] = reused < 0 ? [] : remove.splice(reused, 1);
    const content = { addressType: set.family, endpoints, ports: set.ports };
    if (old)
      writes.push({
        verb: 'update',
        object: { ...old, metadata: { ...old.metadata, labels }, ...content } as EndpointSlice,
      });
    else
      writes.push({ verb: 'create', object: { ...emptySlice(context, service, labels), ...content } as EndpointSlice });
  }
  for (const { metadata } of remove) {
    writes.push({ verb: 'delete', key: objectKey('EndpointSlice', metadata.namespace, metadata.name) });
  }
  return writes;
}

function emptySlice(context: Context, service: Service, labels: Labels): KubeObject {
  const { name, namespace } = service.metadata;
  const generateName = `${name}-`;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: context.generateName(generateName),
      generateName,
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      ownerReferences: [controllerRef(service)],
    },
  };
}
