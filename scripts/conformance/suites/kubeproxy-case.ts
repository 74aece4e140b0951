import {
  createKubeProxy,
  defaultObject,
  type KubeObject,
  type KubeProxyOptions,
  type Node,
  type NodeRules,
} from '../../../src/core/index.js';
import { viewOf } from '../../../src/core/kubeproxy/testing/view.js';

/** How the proxier of a case was set up. */
export interface ProxyConfig {
  readonly nodeName: string;
  readonly nodeIPs: readonly string[];
  readonly podCIDR: string;
  readonly detectLocal: 'ClusterCIDR' | null;
  readonly masqueradeAll: boolean;
  readonly localhostNodePorts: boolean;
  readonly nodePortAddresses: readonly string[] | null;
  readonly masqueradeMark: string;
  readonly ipFamily?: 'IPv4' | 'IPv6';
}

/** What our kube-proxy programs on the node of a case. The objects go through the API server's defaulting first, as real ones do. */
export function rulesOf(config: ProxyConfig, objects: readonly KubeObject[]): NodeRules {
  const options: Partial<KubeProxyOptions> = {
    ipFamily: config.ipFamily ?? 'IPv4',
    masqueradeAll: config.masqueradeAll,
    masqueradeMark: config.masqueradeMark,
    localhostNodePorts: config.localhostNodePorts,
    nodePortAddresses: config.nodePortAddresses ?? [],
    detectLocal: config.detectLocal ?? 'None',
    clusterCIDR: config.podCIDR,
    // The cases come from a fake iptables that says it does not know the option.
    randomFully: false,
  };
  const serviceFamily = config.ipFamily ?? 'IPv4';
  const node: Node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: config.nodeName },
    spec: {},
    status: { addresses: config.nodeIPs.map((address) => ({ type: 'InternalIP' as const, address })) },
  };
  const stored = objects.map((object) => defaultObject(object, { serviceFamily }));
  return createKubeProxy(options).rules(viewOf([...stored, node]), config.nodeName);
}
