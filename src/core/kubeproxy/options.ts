import type { TopologyRules } from './topology.js';

/** The part of KubeProxyConfiguration that changes rules, and what kube-proxy finds out about its host. Each has kube-proxy's own default. */
export interface KubeProxyOptions {
  readonly ipFamily: 'IPv4' | 'IPv6';
  /** `iptables.masqueradeAll`: rewrite the source of everything sent to a ClusterIP. */
  readonly masqueradeAll: boolean;
  /** `iptables.masqueradeBit` 14, spelt as the kernel prints it. */
  readonly masqueradeMark: string;
  /** `iptables.localhostNodePorts`. IPv4 only. */
  readonly localhostNodePorts: boolean;
  /** `nodePortAddresses`; empty means every local address. */
  readonly nodePortAddresses: readonly string[];
  /** `detectLocalMode`: by ClusterCIDR, or not at all. */
  readonly detectLocal: 'ClusterCIDR' | 'None';
  /** `clusterCIDR`; absent takes the cluster's own pod CIDR. */
  readonly clusterCIDR?: string;
  /** Whether the host's iptables knows `--random-fully` (all since 1.6.2 do). */
  readonly randomFully: boolean;
  /** `net.netfilter.nf_conntrack_tcp_be_liberal`: with it, packets in state INVALID are let through. */
  readonly conntrackTcpLiberal: boolean;
  readonly topology: TopologyRules;
}

export const DEFAULT_OPTIONS: KubeProxyOptions = {
  ipFamily: 'IPv4',
  masqueradeAll: false,
  masqueradeMark: '0x4000',
  localhostNodePorts: true,
  nodePortAddresses: [],
  detectLocal: 'ClusterCIDR',
  randomFully: true,
  conntrackTcpLiberal: false,
  topology: { hints: 'always', terminatingFallback: true },
};

/** With more endpoints than this in the cluster, comments on endpoint rules are left out (`largeClusterEndpointsThreshold`). */
export const LARGE_CLUSTER_ENDPOINTS = 1000;
