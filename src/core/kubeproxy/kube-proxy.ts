import type { EndpointSlice } from '../api/endpoints.js';
import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import { assemble } from './assemble.js';
import { endpointsByPort, portKey } from './endpoints.js';
import { isFamily } from './family.js';
import { DEFAULT_OPTIONS, LARGE_CLUSTER_ENDPOINTS, type KubeProxyOptions } from './options.js';
import { servicePorts, type ServicePortInfo } from './service-port.js';
import { planPort, type ProxyNode } from './plan.js';
import { ServiceBook } from './service-book.js';
import { SliceIndex } from './slice-index.js';
import type { NodeRules } from './types.js';

/** kube-proxy in iptables mode, on every node of a cluster. Keeps what it built and builds again only what changed. */
export interface KubeProxy {
  /** What kube-proxy has programmed on a node, given the cluster of this moment. The same object until something it depends on changes. */
  rules(view: ClusterView, node: string): NodeRules;
  /** Rules built so far: the exact work, for tests and benchmarks. */
  readonly rulesBuilt: number;
}

/** The rules of one Service on one node (or on all, where they cannot differ), and what they were built from. */
interface Built {
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
  readonly settings: string;
  readonly book: ServiceBook;
}

/** Starts kube-proxy with its default configuration, changed by `options`. */
export function createKubeProxy(options: Partial<KubeProxyOptions> = {}): KubeProxy {
  return new IptablesProxy({ ...DEFAULT_OPTIONS, ...options });
}

class IptablesProxy implements KubeProxy {
  rulesBuilt = 0;
  readonly #options: KubeProxyOptions;
  readonly #slices = new SliceIndex();
  #services: readonly Service[] = [];
  #ports = new Map<Service, readonly ServicePortInfo[]>();
  readonly #built = new Map<string, Map<ObjectKey, Built>>();
  readonly #last = new Map<string, { inputs: readonly unknown[]; rules: NodeRules }>();

  constructor(options: KubeProxyOptions) {
    this.#options = options;
  }

  rules(view: ClusterView, name: string): NodeRules {
    const services = view.list<Service>('Service');
    const slices = view.list<EndpointSlice>('EndpointSlice');
    const object = view.get<Node>(objectKey('Node', undefined, name));
    const inputs = [services, slices, object, view.settings.podCIDR];
    const last = this.#last.get(name);
    if (last?.inputs.every((input, i) => input === inputs[i])) return last.rules;

    this.#slices.update(slices);
    this.#read(services);
    const proxied = services.filter((service) => this.#portsOf(service).length > 0);
    const node = this.#node(view, name, object, this.#isLarge(proxied));
    const books = proxied.map((service) => this.#serviceBook(service, node));
    this.#forget(proxied);
    const rules = assemble(node, books);
    this.#last.set(name, { inputs, rules });
    return rules;
  }

  /** Reads the Services that are new or changed; keeps what was read of the others. */
  #read(services: readonly Service[]): void {
    if (services === this.#services) return;
    const ports = new Map<Service, readonly ServicePortInfo[]>();
    for (const service of services)
      ports.set(service, this.#ports.get(service) ?? servicePorts(service, this.#options.ipFamily));
    this.#services = services;
    this.#ports = ports;
  }

  #portsOf(service: Service): readonly ServicePortInfo[] {
    return this.#ports.get(service) ?? [];
  }

  #node(view: ClusterView, name: string, object: Node | undefined, large: boolean): ProxyNode {
    const { ipFamily, detectLocal, clusterCIDR } = this.#options;
    const addresses = (object?.status?.addresses ?? []).filter(({ type }) => type === 'InternalIP');
    return {
      options: this.#options,
      name,
      zone: object?.metadata.labels?.['topology.kubernetes.io/zone'] ?? '',
      ips: addresses.map(({ address }) => address).filter((ip) => isFamily(ip, ipFamily)),
      clusterCIDR: detectLocal === 'None' ? undefined : (clusterCIDR ?? view.settings.podCIDR),
      comments: !large,
    };
  }

  #isLarge(services: readonly Service[]): boolean {
    let endpoints = 0;
    for (const service of services) endpoints += this.#slices.endpointsOf(service, this.#portsOf(service));
    return endpoints > LARGE_CLUSTER_ENDPOINTS;
  }

  #serviceBook(service: Service, node: ProxyNode): ServiceBook {
    const ports = this.#portsOf(service);
    const slices = this.#slices.of(service);
    const everywhere = !dependsOnNode(ports, slices);
    const place = everywhere ? '' : node.name;
    const settings = `${node.comments} ${node.clusterCIDR} ${everywhere ? '' : `${node.zone} ${node.ips[0]}`}`;
    const cache = this.#built.get(place) ?? new Map<ObjectKey, Built>();
    this.#built.set(place, cache);
    const key = keyOf(service);
    const known = cache.get(key);
    if (known?.service === service && known.slices === slices && known.settings === settings) return known.book;
    const endpoints = endpointsByPort(slices, node.name, this.#options.ipFamily);
    const plans = ports.map((port) =>
      planPort(port, endpoints.get(portKey(port.port.name, port.port.protocol)) ?? [], node),
    );
    const book = new ServiceBook(plans, this);
    cache.set(key, { service, slices, settings, book });
    return book;
  }

  /** Drops what was built for Services that are gone, once the caches hold more than there are. */
  #forget(services: readonly Service[]): void {
    for (const cache of this.#built.values()) {
      if (cache.size <= services.length) continue;
      const keys = new Set(services.map(keyOf));
      for (const key of cache.keys()) if (!keys.has(key)) cache.delete(key);
    }
  }
}

/** True when the rules can differ from node to node: a Local policy, topology hints, or a firewall that may let the node itself in. */
function dependsOnNode(ports: readonly ServicePortInfo[], slices: readonly EndpointSlice[]): boolean {
  return (
    ports.some((port) => port.usesLocal || port.sourceRanges.length > 0) ||
    slices.some((slice) => slice.endpoints.some((endpoint) => endpoint.hints !== undefined))
  );
}
