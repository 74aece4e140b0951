import { objectKey, type ObjectKey } from '../api/key.js';
import type { Service, ServicePort } from '../api/service.js';
import { hostBitsCleared, isFamily, type Family } from './family.js';
import { serviceChainNames, servicePortName, type ServiceChainNames } from './chain-names.js';

/** One port of one Service, as kube-proxy reads it (`BaseServicePortInfo` of pkg/proxy/serviceport.go). */
export interface ServicePortInfo {
  readonly service: Service;
  readonly key: ObjectKey;
  /** Place in `spec.ports`. */
  readonly index: number;
  readonly port: ServicePort;
  /** Lower case, as iptables has it. */
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  /** `ns/name:port`. */
  readonly name: string;
  readonly chains: ServiceChainNames;
  readonly clusterIP: string;
  /** Addresses with their place in the manifest, for causes. */
  readonly externalIPs: readonly Placed[];
  readonly loadBalancerIPs: readonly Placed[];
  readonly sourceRanges: readonly Placed[];
  readonly nodePort: number;
  readonly healthCheckNodePort: number;
  /** Seconds of ClientIP affinity; 0 for none. */
  readonly affinitySeconds: number;
  readonly internalLocal: boolean;
  readonly externalLocal: boolean;
  readonly externallyAccessible: boolean;
  readonly usesCluster: boolean;
  readonly usesLocal: boolean;
  readonly hintsAnnotation?: string;
}

export interface Placed {
  readonly value: string;
  readonly index: number;
}

const NONE: readonly Placed[] = [];
const DEFAULT_AFFINITY_SECONDS = 10_800;
const ANOTHER_PROXY = 'service.kubernetes.io/service-proxy-name';
const HINTS_ANNOTATIONS = ['service.kubernetes.io/topology-mode', 'service.kubernetes.io/topology-aware-hints'];

/**
 * The ports that kube-proxy programs for a Service; none for headless and ExternalName Services, for those that another proxy serves, and for a
 * Service without a ClusterIP of this family. Models `ShouldSkipService` and `newBaseServiceInfo` of pkg/proxy.
 */
export function servicePorts(service: Service, family: Family): readonly ServicePortInfo[] {
  const { spec, metadata } = service;
  const clusterIP = [...(spec.clusterIPs ?? []), spec.clusterIP ?? ''].find((ip) => isFamily(ip, family));
  if (clusterIP === undefined || spec.type === 'ExternalName') return [];
  if (metadata.labels !== undefined && Object.hasOwn(metadata.labels, ANOTHER_PROXY)) return [];
  return (spec.ports ?? []).map((port, index) => portInfo(service, clusterIP, port, index, family));
}

function portInfo(
  service: Service,
  clusterIP: string,
  port: ServicePort,
  index: number,
  family: Family,
): ServicePortInfo {
  const { spec, metadata } = service;
  const namespace = metadata.namespace ?? 'default';
  const protocol = (port.protocol ?? 'TCP').toLowerCase() as ServicePortInfo['protocol'];
  const name = servicePortName(namespace, metadata.name, port.name ?? '');
  const externalIPs = ofFamily(spec.externalIPs, family);
  const loadBalancerIPs = ofFamily(
    service.status?.loadBalancer?.ingress?.map((i) => (i.ipMode === 'Proxy' ? '' : (i.ip ?? ''))),
    family,
  );
  const nodePort = port.nodePort ?? 0;
  const externallyAccessible = nodePort !== 0 || externalIPs.length > 0 || loadBalancerIPs.length > 0;
  const internalLocal = spec.internalTrafficPolicy === 'Local';
  const externalLocal = externalPolicyLocal(service);
  const hintsAnnotation = annotation(service, HINTS_ANNOTATIONS);
  return {
    service,
    key: objectKey('Service', namespace, metadata.name),
    index,
    port,
    protocol,
    name,
    chains: serviceChainNames(name, protocol),
    clusterIP,
    externalIPs,
    loadBalancerIPs,
    sourceRanges: sourceRanges(spec.loadBalancerSourceRanges, family),
    nodePort,
    healthCheckNodePort: externalLocal && spec.type === 'LoadBalancer' ? (spec.healthCheckNodePort ?? 0) : 0,
    affinitySeconds:
      spec.sessionAffinity === 'ClientIP'
        ? (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_AFFINITY_SECONDS)
        : 0,
    internalLocal,
    externalLocal,
    externallyAccessible,
    // Policy Local still needs the Cluster endpoints: pods and the node itself are sent to any of them.
    usesCluster: !internalLocal || externallyAccessible,
    usesLocal: internalLocal || (externalLocal && externallyAccessible),
    ...(hintsAnnotation === undefined ? {} : { hintsAnnotation }),
  };
}

/** externalTrafficPolicy counts only on a Service that something outside can reach (pkg/api/v1/service/util.go). */
function externalPolicyLocal({ spec }: Service): boolean {
  if (spec.externalTrafficPolicy !== 'Local') return false;
  return spec.type === 'LoadBalancer' || spec.type === 'NodePort' || (spec.externalIPs ?? []).length > 0;
}

function annotation({ metadata }: Service, keys: readonly string[]): string | undefined {
  const { annotations } = metadata;
  if (annotations === undefined) return undefined;
  const key = keys.find((name) => Object.hasOwn(annotations, name));
  return key === undefined ? undefined : annotations[key];
}

/** Written with blanks around or with host bits set, a range means its network. */
function sourceRanges(ranges: readonly string[] | undefined, family: Family): readonly Placed[] {
  return placed(ranges).flatMap(({ value, index }) => {
    const cidr = hostBitsCleared(value.trim(), family);
    return cidr === undefined ? [] : [{ value: cidr, index }];
  });
}

function ofFamily(ips: readonly string[] | undefined, family: Family): readonly Placed[] {
  const all = placed(ips);
  return all.length === 0 ? NONE : all.filter(({ value }) => isFamily(value, family));
}

function placed(values: readonly string[] | undefined): readonly Placed[] {
  return values === undefined || values.length === 0 ? NONE : values.map((value, index) => ({ value, index }));
}
