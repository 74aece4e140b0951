import { cidrAddress, parseCidr } from '../api/cidr.js';
import { formatIp } from '../api/ip.js';
import { keyOf, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from './types.js';

/** What keeps a Service until its balancer is gone (`LoadBalancerCleanupFinalizer` of k8s.io/cloud-provider/service/helpers). */
export const LOAD_BALANCER_CLEANUP = 'service.kubernetes.io/load-balancer-cleanup';
/** kubeadm puts it on control planes; who puts it on a node takes the node out of every balancer. */
const EXCLUDE_LABEL = 'node.kubernetes.io/exclude-from-external-load-balancers';
/** What Cluster Autoscaler puts on a node before it deletes it: kube-proxy's health check then fails. */
export const TO_BE_DELETED = 'ToBeDeletedByClusterAutoscaler';
/** kube-proxy's `healthzBindAddress`: what balancers of Services with policy Cluster ask. */
export const KUBE_PROXY_HEALTH_PORT = 10_256;

/** The addresses that the model's cloud gives to balancers, in order: a block that RFC 5737 keeps for documentation. */
const CLOUD_CIDR = '203.0.113.0/24';
/** Those of them that hosts of the world outside have. A test compares them with `OUTSIDE_NAMES`. */
export const OUTSIDE_IN_CLOUD: ReadonlySet<string> = new Set([10, 20, 30, 40].map((n) => `203.0.113.${n}`));

/** What the cloud knows of the balancer of a Service; kept beside the API. */
export interface CloudBalancer {
  readonly ip: string;
  /** The nodes it was told to send to, in order of name. */
  readonly hosts: readonly string[];
}

/** Where it is remembered. */
export function cloudBalancerMemory(service: ObjectKey): string {
  return `cloud/balancer/${service}`;
}

/** Whether the cloud's service controller makes a balancer for it: one of another class is somebody else's (`wantsLoadBalancer`). */
export function wantsLoadBalancer({ spec }: Service): boolean {
  return spec.type === 'LoadBalancer' && spec.loadBalancerClass === undefined;
}

/**
 * The nodes that the service controller hands to a balancer: all but those that are labelled away or being deleted. Whether they are
 * ready is left to the balancer's own health checks (`stableNodeSetPredicates` of
 * `staging/src/k8s.io/cloud-provider/controllers/service/controller.go`, KEP-3458).
 */
export function balancerHosts(nodes: readonly Node[]): readonly string[] {
  return nodes
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined && !isExcluded(metadata.labels))
    .map(({ metadata }) => metadata.name)
    .toSorted();
}

function isExcluded(labels: Node['metadata']['labels']): boolean {
  return labels !== undefined && Object.hasOwn(labels, EXCLUDE_LABEL);
}

/** The hosts that the cloud was told of last; where nobody keeps a memory, those it would be told of now. */
export function hostsOfBalancer(view: ClusterView, service: Service): readonly string[] {
  const known = view.recall?.<CloudBalancer>(cloudBalancerMemory(keyOf(service)));
  return known?.hosts ?? balancerHosts(view.list<Node>('Node'));
}

/** The first address of the cloud's block that `isTaken` does not say is taken. */
export function nextCloudAddress(isTaken: (ip: string) => boolean): string | undefined {
  const block = parseCidr(CLOUD_CIDR);
  for (let n = 1; block && n < 255; n++) {
    const address = cidrAddress(block, n);
    const ip = address && formatIp(address);
    if (ip !== undefined && !isTaken(ip)) return ip;
  }
  return undefined;
}
