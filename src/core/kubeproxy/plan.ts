import type { ProxyEndpoint } from './endpoints.js';
import type { KubeProxyOptions } from './options.js';
import { Origins } from './origins.js';
import type { ServicePortInfo } from './service-port.js';
import { categorizeEndpoints, type CategorizedEndpoints } from './topology.js';

/** What the rules of a Service depend on besides the Service and its endpoints. */
export interface ProxyNode {
  readonly options: KubeProxyOptions;
  readonly name: string;
  readonly zone: string;
  /** The node's own addresses of this family, the primary one first. */
  readonly ips: readonly string[];
  /** What counts as "from a pod": undefined where there is no detector. */
  readonly clusterCIDR: string | undefined;
  /** False in a large cluster, where endpoint rules go without. */
  readonly comments: boolean;
}

/** One Service port with all that was decided about it before its rules are written. */
export interface PortPlan {
  readonly info: ServicePortInfo;
  readonly node: ProxyNode;
  readonly origins: Origins;
  readonly endpoints: CategorizedEndpoints<ProxyEndpoint>;
  /** Whether traffic to the ClusterIP, and traffic from outside, has somewhere to go under its own policy. */
  readonly internal: boolean;
  readonly external: boolean;
  readonly firewall: boolean;
}

export const MARK_MASQ = 'KUBE-MARK-MASQ';

/** Decides what a Service port needs on a node: which endpoints, and whether each kind of traffic has somewhere to go. */
export function planPort(info: ServicePortInfo, all: readonly ProxyEndpoint[], node: ProxyNode): PortPlan {
  const endpoints = categorizeEndpoints(all, info, node, node.options.topology);
  const locals = (endpoints.local ?? []).length > 0;
  return {
    info,
    node,
    origins: new Origins(info),
    endpoints,
    internal: endpoints.any && (!info.internalLocal || locals),
    external: endpoints.any && (!info.externalLocal || locals),
    firewall: endpoints.any && info.loadBalancerIPs.length > 0 && info.sourceRanges.length > 0,
  };
}
