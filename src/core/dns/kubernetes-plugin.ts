import type { Cause } from '../api/cause.js';
import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import { addressType, canonicalAddress, isReverse } from './addresses.js';
import { clusterIPsOf, endpointIndex, endpointName, isHeadless, type ServiceEndpoint } from './endpoints.js';
import { labelsBefore } from './names.js';
import type { CoreDnsConfig, DnsReason } from './types.js';

/** One thing a name stands for: an address or another name, a port, and the name an SRV record would point at. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly key: string;
}

/** What the plugin found. `missing` is its "name error": NXDOMAIN unless the Corefile falls through. */
export interface Finding {
  readonly missing: boolean;
  readonly targets: readonly Target[];
  readonly reason: DnsReason;
  readonly service?: ObjectKey;
  readonly cause?: Cause;
}

const nothing = (reason: DnsReason): Finding => ({ missing: false, targets: [], reason });
const missing = (reason: DnsReason): Finding => ({ missing: true, targets: [], reason });

interface Parsed {
  readonly kind: 'svc' | 'pod';
  readonly namespace: string;
  readonly name: string;
  readonly endpoint: string;
  readonly port: string;
  readonly protocol: string;
}

/**
 * What a name in a zone stands for (`Records`, `findServices`, `findPods` of coredns plugin/kubernetes/kubernetes.go). The forms are
 * `service.ns.svc`, `endpoint.service.ns.svc`, `_port._proto.service.ns.svc` and `1-2-3-4.ns.pod`, each below the zone; the empty levels
 * above them exist and hold nothing.
 */
export function findRecords(view: ClusterView, name: string, zone: string, config: CoreDnsConfig): Finding {
  const labels = labelsBefore(zone, name);
  if (labels.length === 0 || (labels.length === 1 && (labels[0] === 'svc' || labels[0] === 'pod'))) {
    return nothing('other-type');
  }
  const parsed = parse(labels);
  if (!parsed || isReverse(name)) return missing('malformed');
  if (!isExposed(view, parsed.namespace, config)) return missing('no-namespace');
  if (parsed.name === '') return nothing('other-type');
  return parsed.kind === 'pod' ? findPods(view, parsed, zone, config) : findService(view, parsed, zone, config);
}

/** `parseRequest` of plugin/kubernetes/parse.go. */
function parse(labels: readonly string[]): Parsed | undefined {
  const [kind, namespace = '', name = '', ...rest] = [...labels].reverse();
  if ((kind !== 'svc' && kind !== 'pod') || rest.length > 2) return undefined;
  const bare = (label = '') => label.replace(/^_/, '');
  return {
    kind,
    namespace,
    name,
    endpoint: rest.length === 1 ? (rest[0] ?? '') : '',
    protocol: rest.length === 2 ? bare(rest[0]) : '',
    port: rest.length === 2 ? bare(rest[1]) : '',
  };
}

/** A namespace is answered for when it exists and the Corefile does not leave it out (plugin/kubernetes/namespace.go). */
export function isExposed(view: ClusterView, namespace: string, config: CoreDnsConfig): boolean {
  if (config.namespaces && !config.namespaces.includes(namespace)) return false;
  return view.get(objectKey('Namespace', undefined, namespace)) !== undefined;
}

function findService(view: ClusterView, parsed: Parsed, zone: string, config: CoreDnsConfig): Finding {
  const service = view.get<Service>(objectKey('Service', parsed.namespace, parsed.name));
  if (!service) return missing('no-service');
  const key = keyOf(service);
  const suffix = `${service.metadata.name}.${service.metadata.namespace ?? ''}.svc.${zone}`;
  const endpoints = endpointIndex(view).byService.get(`${parsed.namespace}/${parsed.name}`) ?? [];

  if (service.spec.type === 'ExternalName') {
    const host = service.spec.externalName ?? '';
    // An ExternalName has no endpoints, and one that looks like an address is no name: neither is answered.
    if (parsed.endpoint !== '' || addressType(host) !== undefined) return { ...missing('external-name'), service: key };
    const cause: Cause = { object: key, field: ['spec', 'externalName'] };
    return {
      missing: false,
      targets: [{ host, port: 0, key: suffix }],
      reason: 'external-name',
      service: key,
      cause,
    };
  }
  if (isHeadless(service) || parsed.endpoint !== '') return findEndpoints(key, endpoints, parsed, suffix, config);
  if (config.ignoreEmptyService === true && endpoints.length === 0) return { ...missing('no-endpoints'), service: key };

  const targets = (service.spec.ports ?? [])
    .filter((port) => matches(parsed, port.name ?? '', port.protocol))
    .flatMap((port) => clusterIPsOf(service).map((host): Target => ({ host, port: port.port, key: suffix })));
  if (targets.length === 0) return { ...missing('no-service'), service: key };
  const cause: Cause = { object: key, field: ['spec', 'clusterIP'] };
  return { missing: false, targets, reason: 'cluster-ip', service: key, cause };
}

function findEndpoints(
  service: ObjectKey,
  endpoints: readonly ServiceEndpoint[],
  parsed: Parsed,
  suffix: string,
  config: CoreDnsConfig,
): Finding {
  const targets: Target[] = [];
  let cause: Cause | undefined;
  for (const one of endpoints) {
    const podName = one.endpoint.targetRef?.name;
    const name = endpointName(one.address, one.endpoint.hostname, podName, config.endpointPodNames === true);
    if (parsed.endpoint !== '' && parsed.endpoint !== name.toLowerCase()) continue;
    for (const port of one.ports) {
      if (!matches(parsed, port.name, port.protocol)) continue;
      targets.push({ host: one.address, port: port.port, key: `${name}.${suffix}` });
      cause ??= { object: one.slice, field: ['endpoints', one.index, 'addresses', 0] };
    }
  }
  if (!cause) return { ...missing('no-endpoints'), service };
  return { missing: false, targets, reason: parsed.endpoint === '' ? 'headless' : 'endpoint', service, cause };
}

function matches(parsed: Parsed, name: string, protocol: string): boolean {
  const same = (asked: string, actual: string) => asked === '' || asked === actual.toLowerCase();
  return same(parsed.port, name) && same(parsed.protocol, protocol);
}

function findPods(view: ClusterView, parsed: Parsed, zone: string, config: CoreDnsConfig): Finding {
  if (config.pods === 'disabled') return missing('no-pod');
  const dashes = parsed.name.split('-').length - 1;
  const isIpv4 = dashes === 3 && !parsed.name.includes('--');
  const ip = parsed.name.replaceAll('-', isIpv4 ? '.' : ':');
  if (addressType(ip) === undefined) return missing('malformed');
  const target: Target = { host: ip, port: 0, key: `${parsed.name}.${parsed.namespace}.pod.${zone}` };
  // `insecure` answers for any address without asking whether such a pod exists.
  if (config.pods === 'insecure') return { missing: false, targets: [target], reason: 'pod' };
  const pod = view
    .list<Pod>('Pod', parsed.namespace)
    .find(
      (one) => !one.metadata.deletionTimestamp && canonicalAddress(one.status.podIP ?? '') === canonicalAddress(ip),
    );
  if (!pod) return missing('no-pod');
  return {
    missing: false,
    targets: [target],
    reason: 'pod',
    cause: { object: keyOf(pod), field: ['status', 'podIP'] },
  };
}
