import type { ClusterSettings } from '../cluster/types.js';
import { OUTSIDE_NAMES } from './outside.js';
import type { CoreDnsConfig } from './types.js';

/**
 * What kubeadm's Corefile says (cmd/kubeadm/app/phases/addons/dns/manifests.go):
 * `kubernetes cluster.local in-addr.arpa ip6.arpa { pods insecure; fallthrough in-addr.arpa ip6.arpa; ttl 30 }`, then `forward`.
 */
export function kubeadmCorefile(settings: ClusterSettings): CoreDnsConfig {
  return {
    zones: [`${settings.clusterDomain}.`, 'in-addr.arpa.', 'ip6.arpa.'],
    pods: 'insecure',
    ttl: 30,
    fallthrough: ['in-addr.arpa.', 'ip6.arpa.'],
    upstream: OUTSIDE_NAMES,
  };
}
