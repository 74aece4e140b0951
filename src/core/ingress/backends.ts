import type { Cause } from '../api/cause.js';
import type { Endpoint, EndpointSlice } from '../api/endpoints.js';
import { objectKey, type ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { IngressBackend } from '../api/networking.js';
import type { Service, ServicePort } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import type { ControllerSpec } from './controllers.js';
import { externalTarget } from './external-name.js';
import type { RouteBackend } from './types.js';
import { why } from './why.js';

type Address = RouteBackend['endpoints'][number];

/** A backend that was looked up: what it proxies to, or why it cannot. */
export interface Resolved {
  readonly backend: RouteBackend;
  /** Set when there is nothing to proxy to. */
  readonly problem?: { readonly why: Message; readonly cause: Cause; readonly status?: number };
}

/** Where a Service of a rule leads: the ready endpoints behind the port it names, as ingress-nginx finds them or as the API says. */
export function resolveService(
  view: ClusterView,
  spec: ControllerSpec,
  service: ObjectKey,
  wanted: string | number | undefined,
  cause: Cause,
  ingress: string,
): Resolved {
  const isNginx = spec.program.routing === 'nginx';
  const object = view.get<Service>(service);
  const name = service.split('/').at(-1) ?? '';
  const base = { kind: 'service' as const, service, ...(wanted === undefined ? {} : { port: wanted }), cause };
  if (!object) {
    const problem = { why: why('ingress.decide.noService', { ingress, service: name }), cause };
    return { backend: { ...base, endpoints: [] }, problem };
  }
  if (object.spec.type === 'ExternalName') {
    const external = externalTarget(object, wanted, spec);
    if ('why' in external) return { backend: { ...base, endpoints: [] }, problem: external };
    return { backend: { ...base, endpoints: [], external } };
  }
  const port = portOf(object, wanted, isNginx);
  if (!port) {
    const declared = (object.spec.ports ?? [])
      .map((one) => (one.name ? `${one.name} ${one.port}` : String(one.port)))
      .join(', ');
    const params = { service: name, port: String(wanted ?? ''), declared: declared === '' ? '-' : declared };
    return { backend: { ...base, endpoints: [] }, problem: { why: why('ingress.decide.noPort', params), cause } };
  }
  const { ready, notReady } = endpointsOf(view, object, port, isNginx);
  if (ready.length > 0) return { backend: { ...base, endpoints: ready } };
  const hasSelector = Object.keys(object.spec.selector ?? {}).length > 0;
  const at: Cause = { object: service, field: hasSelector ? ['spec', 'selector'] : ['metadata', 'name'] };
  const problem = { why: why('ingress.decide.noEndpoints', { service: name, notReady }), cause: at };
  return { backend: { ...base, endpoints: [] }, problem };
}

/**
 * The port of a Service that a backend means: its number or its name (`ServiceBackendPort` of k8s.io/api/networking/v1/types.go). ingress-nginx takes the target
 * port too, whichever fits first (`serviceEndpoints`, `internal/ingress/controller/controller.go`).
 */
function portOf({ spec }: Service, wanted: string | number | undefined, isNginx: boolean): ServicePort | undefined {
  const ports = spec.ports ?? [];
  if (wanted === undefined) return ports[0];
  const text = String(wanted);
  return ports.find(
    (one) =>
      String(one.port) === text || (isNginx && String(one.targetPort ?? '') === text) || (one.name ?? '') === text,
  );
}

/** The port that a backend names: a number or a name, one of the two. */
export function wantedPort({ service }: IngressBackend): string | number | undefined {
  const name = service?.port?.name;
  return name === undefined || name === '' ? service?.port?.number : name;
}

/** The Service's own address and port, by the port's number as it is or by its name, for the annotation `service-upstream` (`getServiceClusterEndpoint`, controller.go). */
export function clusterAddress(
  view: ClusterView,
  service: ObjectKey,
  wanted: string | number | undefined,
): Address | undefined {
  const object = view.get<Service>(service);
  const ip = object?.spec.clusterIP;
  if (!object || ip === undefined || ip === '' || ip === 'None') return undefined;
  const port = typeof wanted === 'number' ? wanted : object.spec.ports?.find((one) => one.name === wanted)?.port;
  return port === undefined ? undefined : { ip, port };
}

const slicesByService = new WeakMap<readonly object[], ReadonlyMap<string, readonly EndpointSlice[]>>();

function slicesOf(view: ClusterView, namespace: string, name: string): readonly EndpointSlice[] {
  const all = view.list<EndpointSlice>('EndpointSlice');
  let index = slicesByService.get(all);
  if (!index) {
    const built = new Map<string, EndpointSlice[]>();
    for (const slice of all) {
      const service = slice.metadata.labels?.['kubernetes.io/service-name'];
      if (service === undefined || slice.addressType === 'FQDN') continue;
      const id = `${slice.metadata.namespace ?? ''}/${service}`;
      const list = built.get(id);
      if (list) list.push(slice);
      else built.set(id, [slice]);
    }
    slicesByService.set(all, (index = built));
  }
  return index.get(`${namespace}/${name}`) ?? [];
}

/**
 * The ready endpoints of a Service's port, in the order of their addresses, each once: those of the slice's port of the same name, TCP.
 */
function endpointsOf(
  view: ClusterView,
  service: Service,
  port: ServicePort,
  isNginx: boolean,
): { ready: readonly Address[]; notReady: number } {
  const { namespace, name } = service.metadata;
  const found = new Map<string, Address>();
  let notReady = 0;
  if ((port.protocol ?? 'TCP') !== 'TCP') return { ready: [], notReady };
  for (const slice of slicesOf(view, namespace ?? '', name)) {
    const numbers = isNginx ? nginxNumbers(slice, port) : namedNumbers(slice, port);
    for (const endpoint of slice.endpoints) {
      if (endpoint.conditions.ready === false) notReady++;
      else
        for (const number of numbers)
          for (const ip of endpoint.addresses) found.set(`${ip}:${number}`, addressOf(endpoint, ip, number));
    }
  }
  const ready = [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return { ready, notReady };
}

function namedNumbers({ ports }: EndpointSlice, { name = '' }: ServicePort): readonly number[] {
  const number = ports?.find((one) => (one.name ?? '') === name)?.port ?? undefined;
  return number === undefined ? [] : [number];
}

/**
 * The numbers that ingress-nginx reads from a slice (`getEndpointsFromSlices`, `internal/ingress/controller/endpointslices.go`): a port of the Service without a name
 * takes every TCP port of the slice; where the names differ, and where the slice has no ports, a target port that is a number counts.
 */
function nginxNumbers({ ports = [] }: EndpointSlice, { name = '', targetPort }: ServicePort): readonly number[] {
  const target = typeof targetPort === 'number' ? [targetPort] : [];
  if (ports.length === 0) return target;
  return ports.flatMap((one) => {
    if ((one.protocol ?? 'TCP') !== 'TCP') return [];
    return (name === '' || name === (one.name ?? '')) && one.port ? [one.port] : target;
  });
}

function addressOf({ targetRef }: Endpoint, ip: string, port: number): Address {
  const isPod = targetRef?.kind === 'Pod' && targetRef.name !== undefined;
  return { ip, port, ...(isPod ? { pod: objectKey('Pod', targetRef.namespace, targetRef.name ?? '') } : {}) };
}

/** The key of the Service that a backend of an Ingress names: always of the Ingress's own namespace. */
export function serviceKey(namespace: string | undefined, backend: IngressBackend): ObjectKey {
  return objectKey('Service', namespace, backend.service?.name ?? '');
}
