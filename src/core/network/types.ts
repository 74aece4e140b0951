import type { Cause } from '../api/cause.js';
import type { ObjectKey } from '../api/key.js';
import type { ClusterView } from '../cluster/types.js';

export interface NetworkInterface {
  readonly name: string;
  readonly kind: 'physical' | 'bridge' | 'veth' | 'loopback';
  /** Address with prefix length, as `ip addr` prints it: `10.244.1.1/24`. */
  readonly address?: string;
  /** The bridge this interface is a port of. */
  readonly master?: string;
  /** For the node's end of a veth pair: the pod at the other end. */
  readonly pod?: ObjectKey;
}

/** A route as `ip route` prints it. `destination` is a CIDR or `default`. */
export interface Route {
  readonly destination: string;
  readonly via?: string;
  readonly dev: string;
  readonly cause: Cause;
}

/** The network namespace of a node (or of a pod: then `interfaces` are lo and eth0). */
export interface HostNetwork {
  readonly node: string;
  readonly ip: string;
  readonly interfaces: readonly NetworkInterface[];
  readonly routes: readonly Route[];
}

/** What a rule of the provider is there for: the field that made it, and where it leads. */
export interface RuleSource {
  readonly cause: Cause;
  readonly endpoint: { readonly ip: string; readonly port: number; readonly pod: ObjectKey };
}

/**
 * How pods get interfaces and how packets get from node to node. `bridge` (plain bridge and routes) is the first;
 * others (VXLAN, IPIP, BGP …) implement the same interface.
 */
export interface NetworkProvider {
  readonly name: string;
  node(view: ClusterView, node: string): HostNetwork;
  pod(view: ClusterView, pod: ObjectKey): HostNetwork;
  /** The provider's own rules on a node, as `iptables-restore` text (masquerading of traffic that leaves the cluster …). */
  rules(view: ClusterView, node: string): string;
  /** What a rule of a chain that is the provider's alone is there for; undefined for those that every node has. */
  source(view: ClusterView, node: string, chain: string, index: number): RuleSource | undefined;
}
