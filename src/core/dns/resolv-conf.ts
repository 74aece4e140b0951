import type { Pod, PodDnsConfig } from '../api/pod.js';
import type { ClusterView } from '../cluster/types.js';
import type { ResolvConf } from './types.js';
import { clusterDnsAddress, nodeResolvConf } from './kubelet.js';

const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_LINE = 2048;
const MAX_SEARCH_NAME = 253;

/** What the kubelet is told by its own configuration, not by any object. */
export interface KubeletDns {
  readonly clusterDns: readonly string[];
  readonly clusterDomain: string;
  /** The node's own file; null when the kubelet runs with `--resolv-conf=""`. */
  readonly host: ResolvConf | null;
}

/** A pod's /etc/resolv.conf, and the texts of the `DNSConfigForming` Warnings the kubelet writes when it had to cut. */
export interface PodResolvConf extends ResolvConf {
  readonly warnings: readonly string[];
}

/** The resolv.conf of a pod of this cluster. */
export function resolvConf(view: ClusterView, pod: Pod): PodResolvConf {
  return podResolvConf(pod, {
    clusterDns: [clusterDnsAddress(view.settings)],
    clusterDomain: view.settings.clusterDomain,
    host: nodeResolvConf(view.settings),
  });
}

/** `Configurer.GetPodDNS` of pkg/kubelet/network/dns/dns.go. */
export function podResolvConf(pod: Pod, kubelet: KubeletDns): PodResolvConf {
  const base = baseFor(pod, kubelet);
  return withinLimits(pod.spec.dnsConfig ? merge(base, pod.spec.dnsConfig) : base);
}

/** Where a pod's resolv.conf comes from before dnsConfig: the cluster's DNS, the node's file, or nothing (`getPodDNSType`). */
export function dnsSource(pod: Pod): 'cluster' | 'host' | 'none' | 'invalid' {
  switch (pod.spec.dnsPolicy) {
    case 'None':
      return 'none';
    case 'Default':
      return 'host';
    case 'ClusterFirstWithHostNet':
      return 'cluster';
    case 'ClusterFirst':
      return pod.spec.hostNetwork === true ? 'host' : 'cluster';
    default:
      return 'invalid';
  }
}

function baseFor(pod: Pod, kubelet: KubeletDns): ResolvConf {
  const source = dnsSource(pod);
  if (source === 'none') return { nameservers: [], searches: [], options: [] };
  const host = kubelet.host ?? { nameservers: [], searches: [], options: [] };
  // The API server refuses other policies; should one get through, the kubelet logs it and goes on as ClusterFirst.
  if (source !== 'host' && kubelet.clusterDns.length > 0) {
    const namespace = pod.metadata.namespace ?? 'default';
    const domain = kubelet.clusterDomain;
    const own = domain === '' ? [] : [`${namespace}.svc.${domain}`, `svc.${domain}`, domain];
    return {
      nameservers: kubelet.clusterDns,
      searches: distinct([...own, ...host.searches]),
      options: ['ndots:5'],
    };
  }
  // Without a file for the node, resolution is switched off by pointing at the pod itself.
  return kubelet.host ?? { nameservers: ['127.0.0.1'], searches: ['.'], options: [] };
}

function merge(base: ResolvConf, more: PodDnsConfig): ResolvConf {
  return {
    nameservers: distinct([...base.nameservers, ...(more.nameservers ?? [])]),
    searches: distinct([...base.searches, ...(more.searches ?? [])]),
    options: mergeOptions(base.options, more.options ?? []),
  };
}

/** `mergeDNSOptions`: an option given again replaces the older one. The kubelet keeps no order; this keeps the first place. */
export function mergeOptions(existing: readonly string[], more: NonNullable<PodDnsConfig['options']>): string[] {
  const values = new Map<string, string>();
  for (const option of existing) {
    const colon = option.indexOf(':');
    if (colon < 0) values.set(option, '');
    else values.set(option.slice(0, colon), option.slice(colon + 1));
  }
  for (const option of more) values.set(option.name, option.value ?? '');
  return [...values].map(([name, value]) => (value === '' ? name : `${name}:${value}`));
}

function withinLimits(conf: ResolvConf): PodResolvConf {
  const warnings: string[] = [];
  const nameservers = conf.nameservers.slice(0, MAX_NAMESERVERS);
  if (nameservers.length < conf.nameservers.length) {
    warnings.push(
      `Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: ${nameservers.join(' ')}`,
    );
  }
  const searches = fittingSearches(conf.searches);
  if (searches.length < conf.searches.length) {
    warnings.push(
      `Search Line limits were exceeded, some search paths have been omitted, the applied search line is: ${searches.join(' ')}`,
    );
  }
  return { nameservers, searches, options: conf.options, warnings };
}

/** `formDNSSearchFitsLimits`: at most 32 names, none longer than a domain name may be, 2048 characters in all. */
export function fittingSearches(searches: readonly string[]): string[] {
  const kept = searches.slice(0, MAX_SEARCHES).filter((name) => name.length <= MAX_SEARCH_NAME);
  while (kept.join(' ').length > MAX_SEARCH_LINE) kept.pop();
  return kept;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
