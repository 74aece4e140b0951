import { keyOf, objectKey } from '../api/key.js';
import type { EndpointSlice } from '../api/endpoints.js';
import type { Node } from '../api/node.js';
import type { Service } from '../api/service.js';
import { KUBE_PROXY_HEALTH_PORT, TO_BE_DELETED } from '../cluster/load-balancer.js';
import type { ClusterView } from '../cluster/types.js';
import { deadCause } from './host.js';

/** What a health check of kube-proxy answers over HTTP. */
export type HealthStatus = 200 | 503;

/**
 * What kube-proxy's own health check says on a node, at `/healthz` of port 10256: 503 while the node is being deleted, so that balancers take
 * it out before it goes. Models `ProxyHealthServer.Health` of `pkg/proxy/healthcheck/proxy_health.go` (KEP-3836).
 */
export function proxyHealth(view: ClusterView, node: string): HealthStatus {
  const object = view.get<Node>(objectKey('Node', undefined, node));
  const isGoing =
    object?.metadata.deletionTimestamp !== undefined ||
    object?.spec.taints?.some(({ key }) => key === TO_BE_DELETED) === true;
  return isGoing ? 503 : 200;
}

/**
 * What the health check of a Service with externalTrafficPolicy Local says on a node: 200 where the node has a ready endpoint of it and
 * kube-proxy is well. Models `hcInstance` of `pkg/proxy/healthcheck/service_health.go`.
 */
export function serviceHealth(view: ClusterView, service: Service, node: string): HealthStatus {
  return proxyHealth(view, node) === 200 && localEndpoints(view, service, node) > 0 ? 200 : 503;
}

/** How many ready endpoints of a Service are on a node: terminating ones are not counted (`LocalReadyEndpoints`). */
export function localEndpoints(view: ClusterView, service: Service, node: string): number {
  const { name, namespace } = service.metadata;
  const found = new Set<string>();
  for (const slice of view.list<EndpointSlice>('EndpointSlice', namespace)) {
    if (slice.metadata.labels?.['kubernetes.io/service-name'] !== name) continue;
    for (const { addresses, nodeName, conditions } of slice.endpoints) {
      if (nodeName === node && (conditions?.ready ?? true)) for (const address of addresses) found.add(address);
    }
  }
  return found.size;
}

/** The port that a balancer's health check of a Service asks, and what it makes of a node: a machine that is down answers nothing. */
export function healthOf(
  view: ClusterView,
  service: Service,
  node: string,
): { readonly port: number; readonly healthy: boolean } {
  const { externalTrafficPolicy, healthCheckNodePort } = service.spec;
  const isLocal = externalTrafficPolicy === 'Local' && Boolean(healthCheckNodePort);
  const port = isLocal ? (healthCheckNodePort ?? 0) : KUBE_PROXY_HEALTH_PORT;
  const status = isLocal ? serviceHealth(view, service, node) : proxyHealth(view, node);
  return { port, healthy: status === 200 && deadCause(view, node) === undefined };
}

/** The Service whose health check kube-proxy serves on a port of every node. */
export function serviceOfHealthPort(view: ClusterView, port: number): Service | undefined {
  return healthPorts(view).get(port);
}

const ports = new WeakMap<readonly Service[], ReadonlyMap<number, Service>>();

function healthPorts(view: ClusterView): ReadonlyMap<number, Service> {
  const services = view.list<Service>('Service');
  let known = ports.get(services);
  if (!known) {
    const checked = services.filter(
      ({ spec }) => spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local' && spec.healthCheckNodePort,
    );
    known = new Map(checked.map((service) => [service.spec.healthCheckNodePort ?? 0, service]));
    ports.set(services, known);
  }
  return known;
}

/** The key of a Service for a sentence: `web`, or with its namespace where that is not `default`. */
export function shownName(service: Service): string {
  const { namespace = 'default', name } = service.metadata;
  return namespace === 'default' ? name : `${namespace}/${name}`;
}

export function healthCause(service: Service): { object: ReturnType<typeof keyOf>; field: string[] } {
  return { object: keyOf(service), field: ['spec', 'healthCheckNodePort'] };
}
