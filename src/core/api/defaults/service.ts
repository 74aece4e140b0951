import { familyOf, type IpFamily } from '../ip.js';
import type { Service } from '../service.js';
import { fill, mapField, type Written } from './fill.js';

type Spec = Written<Service['spec']>;

const AFFINITY_SECONDS = 10_800;

/**
 * A Service as the API server completes it before validation: `SetDefaults_Service` of pkg/apis/core/v1/defaults.go, `normalizeClusterIPs`
 * of pkg/registry/core/service/storage/rest.go, and the address families of `initIPFamilyFields` of storage/alloc.go for a cluster with one
 * family of Service addresses. Allocated values (clusterIP, nodePort) are left to the allocators.
 */
export function defaultService(service: Written<Service>, family: IpFamily): Written<Service> {
  const spec = [defaultType, defaultAffinity, defaultPorts, defaultPolicies, normaliseClusterIPs].reduce(
    (one, step) => step(one),
    service.spec ?? {},
  );
  return {
    ...service,
    spec: defaultFamilies(spec, family),
    status: defaultStatus(service.status ?? {}, spec.type === 'LoadBalancer'),
  };
}

function defaultType(spec: Spec): Spec {
  return fill(spec, { type: 'ClusterIP' });
}

function defaultAffinity(spec: Spec): Spec {
  const filled = fill(spec, { sessionAffinity: 'None' });
  if (filled.sessionAffinity === 'None') {
    // A configuration without an affinity is dropped, not refused.
    const { sessionAffinityConfig, ...rest } = filled;
    return sessionAffinityConfig === undefined ? filled : rest;
  }
  if (filled.sessionAffinity !== 'ClientIP') return filled;
  if (filled.sessionAffinityConfig?.clientIP?.timeoutSeconds !== undefined) return filled;
  return { ...filled, sessionAffinityConfig: { clientIP: { timeoutSeconds: AFFINITY_SECONDS } } };
}

function defaultPorts(spec: Spec): Spec {
  return mapField(spec, 'ports', (ports) =>
    ports.map((port) => {
      const withTarget = port.targetPort === 0 || port.targetPort === '' ? { ...port, targetPort: undefined } : port;
      return fill(withTarget, { protocol: 'TCP', targetPort: port.port ?? 0 });
    }),
  );
}

/** Whether traffic from outside the cluster can reach it: `ExternallyAccessible` of pkg/api/v1/service/util.go. */
export function isExternallyAccessible(spec: Spec): boolean {
  return (
    spec.type === 'LoadBalancer' ||
    spec.type === 'NodePort' ||
    (spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0)
  );
}

function defaultPolicies(spec: Spec): Spec {
  const inside = spec.type === 'ClusterIP' || spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  return fill(spec, {
    externalTrafficPolicy: isExternallyAccessible(spec) ? 'Cluster' : undefined,
    internalTrafficPolicy: inside ? 'Cluster' : undefined,
    allocateLoadBalancerNodePorts: spec.type === 'LoadBalancer' ? true : undefined,
  });
}

/** On creation, clusterIP alone also becomes the only one of clusterIPs. The other way round is refused by validation. */
function normaliseClusterIPs(spec: Spec): Spec {
  if (!spec.clusterIP || (spec.clusterIPs ?? []).length > 0) return spec;
  return { ...spec, clusterIPs: [spec.clusterIP] };
}

function defaultFamilies(spec: Spec, family: IpFamily): Spec {
  if (spec.type === 'ExternalName') return spec;
  const headless = spec.clusterIP === 'None';
  const withoutSelector = Object.keys(spec.selector ?? {}).length === 0;
  const policy = spec.ipFamilyPolicy ?? (headless && withoutSelector ? 'RequireDualStack' : 'SingleStack');
  const given = spec.ipFamilies ?? [];
  const families = given.length > 0 ? [...given] : headless ? [] : familiesOf(spec.clusterIPs ?? []);
  if (families.length === 0) families.push(family);
  // Endpoints of a headless Service without a selector are anybody's: both families, even where the cluster has one.
  if (headless && withoutSelector && policy !== 'SingleStack' && families.length === 1) {
    families.push(families[0] === 'IPv4' ? 'IPv6' : 'IPv4');
  }
  return { ...spec, ipFamilyPolicy: policy, ipFamilies: families };
}

/** One family for each address; none when they do not go together, which validation refuses. */
function familiesOf(addresses: readonly string[]): IpFamily[] {
  const families = addresses.map((address) => familyOf(address)).filter((family) => family !== undefined);
  return new Set(families).size === families.length ? families : [];
}

function defaultStatus(status: Written<Service['status']>, balanced: boolean): Written<Service['status']> {
  const filled = fill(status, { loadBalancer: {} });
  if (!balanced) return filled;
  return mapField(filled, 'loadBalancer', (balancer) =>
    mapField(balancer, 'ingress', (ingress) => ingress.map((one) => (one.ip ? fill(one, { ipMode: 'VIP' }) : one))),
  );
}
