import { cidrAddress, parseCidrSloppy } from '../api/cidr.js';
import { formatIp } from '../api/ip.js';
import type { ClusterSettings } from '../cluster/types.js';
import type { ResolvConf } from './types.js';

/**
 * The address the kubelet writes into pods (`clusterDNS` of its configuration). kubeadm takes the tenth of the Service CIDR and gives the
 * same one to the kube-dns Service (`GetDNSIP`, cmd/kubeadm/app/constants/constants.go), so it stands even while that Service does not exist.
 */
export function clusterDnsAddress(settings: ClusterSettings): string {
  return nthAddress(settings.serviceCIDR, 10);
}

/** The node's own /etc/resolv.conf. The model's machines ask their router, which knows the world outside and nothing of the cluster. */
function nodeResolvConfText(settings: ClusterSettings): string {
  return `nameserver ${nthAddress(settings.nodeCIDR, 1)}\n`;
}

export function nodeResolvConf(settings: ClusterSettings): ResolvConf {
  return parseResolvConf(nodeResolvConfText(settings)) ?? { nameservers: [], searches: [], options: [] };
}

/**
 * Reads a resolv.conf as the kubelet does (`parseResolvConf`, pkg/kubelet/network/dns/dns.go): nameservers add up, the last `search` and
 * the last `options` line win, a dot at the end of a search name is dropped. Null where the kubelet reports an error: an empty `nameserver`.
 */
export function parseResolvConf(text: string): ResolvConf | null {
  const nameservers: string[] = [];
  let searches: string[] = [];
  let options: string[] = [];
  for (const line of text.split('\n')) {
    if (line.trim().startsWith('#')) continue;
    const [keyword, ...values] = line.trim().split(/\s+/);
    if (keyword === 'nameserver') {
      if (values[0] === undefined) return null;
      nameservers.push(values[0]);
    } else if (keyword === 'search') {
      searches = values.map((name) => (name === '.' ? name : name.replace(/\.$/, '')));
    } else if (keyword === 'options') {
      options = values;
    }
  }
  return { nameservers, searches, options };
}

function nthAddress(cidr: string, n: number): string {
  const block = parseCidrSloppy(cidr);
  const address = block && cidrAddress(block, n);
  return address ? formatIp(address) : '';
}
