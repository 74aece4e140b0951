import {
  formatRequirements,
  selectorRequirements,
  type Ingress,
  type NetworkPolicy,
  type Service,
} from '../core/index.js';
import type { EntrySummary, ObjectSummary } from './protocol.js';

type Told = Pick<ObjectSummary, 'state' | 'ports'>;

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** As `kubectl get service` prints one. Models `printService` and `getServiceExternalIP` of pkg/printers/internalversion/printers.go. */
export function serviceSummary(service: Service): Told & Pick<ObjectSummary, 'ip' | 'entry'> {
  const { type, clusterIP, ports } = service.spec;
  const headless = clusterIP === 'None';
  const ip = headless || clusterIP === undefined || clusterIP === '' ? undefined : clusterIP;
  const entry = entryOf(service);
  return {
    state: headless ? 'headless' : type,
    ...(ip === undefined ? {} : { ip }),
    ports: (ports ?? []).map(({ port, protocol, name }) => ({
      port,
      protocol,
      ...(name === undefined ? {} : { name }),
    })),
    ...(entry === null ? {} : { entry }),
  };
}

/** The ways in besides the cluster IP; null where there is none and none is asked for. */
function entryOf({ spec, status }: Service): EntrySummary | null {
  const { type, ports = [], externalIPs = [] } = spec;
  const balancer = (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
  const addresses = [...(type === 'LoadBalancer' ? balancer : []), ...externalIPs];
  const nodePorts = ports.flatMap(({ port, nodePort, protocol }) =>
    nodePort === undefined || nodePort === 0 ? [] : [{ port, nodePort, protocol }],
  );
  if (type !== 'LoadBalancer' && addresses.length === 0 && nodePorts.length === 0) return null;
  const external = addresses.length > 0 ? addresses.join(',') : type === 'LoadBalancer' ? '<pending>' : undefined;
  return { addresses, nodePorts, ...(external === undefined ? {} : { external }) };
}

/** As `kubectl get ingress` prints one. Models `printIngress` of the same file. */
export function ingressSummary({ metadata, spec, status }: Ingress): Told & Pick<ObjectSummary, 'ingress'> {
  const name = spec.ingressClassName ?? metadata.annotations?.[CLASS_ANNOTATION];
  const rules = spec.rules ?? [];
  const routes = rules.flatMap(({ host = '', http }) => (http?.paths ?? []).map(({ path = '/' }) => ({ host, path })));
  return {
    state: name ?? '<none>',
    ports: [{ port: 80, protocol: 'TCP' }, ...((spec.tls ?? []).length === 0 ? [] : [{ port: 443, protocol: 'TCP' }])],
    ingress: {
      ...(name === undefined ? {} : { class: name }),
      routes,
      tls: (spec.tls ?? []).flatMap(({ hosts = [] }) => hosts),
      addresses: (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => ip ?? hostname ?? []),
    },
  };
}

/** As the POD-SELECTOR column of `kubectl get networkpolicy`. Models `printNetworkPolicy` of the same file. */
export function policySummary({ spec }: NetworkPolicy): Told {
  const requirements = selectorRequirements(spec.podSelector ?? {}) ?? [];
  return { state: requirements.length === 0 ? '<none>' : formatRequirements(requirements), ports: [] };
}
