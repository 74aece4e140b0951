import { writeEndpointChains, writeLoadBalancing } from './endpoint-rules.js';
import { contains } from './family.js';
import { MARK_MASQ, type PortPlan } from './plan.js';
import type { RuleBook } from './rule-book.js';
import { RuleLine } from './rule-line.js';

/**
 * Writes the chains that belong to one Service port in the nat table, in kube-proxy's order and words. Models the second half of the loop over
 * Service ports in `syncProxyRules` of pkg/proxy/iptables/proxier.go.
 */
export function writeChains(book: RuleBook, plan: PortPlan): void {
  const { info } = plan;
  const { cluster, local, reachable, any } = plan.endpoints;
  writeInternal(book, plan);
  if (any && info.externallyAccessible) writeExternal(book, plan);
  if (plan.firewall) writeFirewall(book, plan);
  if (cluster !== null && cluster.length > 0) writeLoadBalancing(book, plan, info.chains.svc, cluster);
  if (local !== null && local.length > 0) writeLoadBalancing(book, plan, info.chains.svl, local);
  writeEndpointChains(book, plan, reachable);
}

/** Traffic to the ClusterIP that does not come from a pod is marked: its answer must come back through this node. */
function writeInternal(book: RuleBook, { info, node, origins, internal }: PortPlan): void {
  if (!internal) return;
  const chain = info.internalLocal ? info.chains.svl : info.chains.svc;
  const { masqueradeAll } = node.options;
  if (!masqueradeAll && node.clusterCIDR === undefined) return;
  const line = new RuleLine(chain)
    .comment(`${info.name} cluster IP`)
    .protocol(info.protocol)
    .destination(info.clusterIP)
    .dport(info.port.port);
  if (!masqueradeAll && node.clusterCIDR !== undefined) line.source(node.clusterCIDR, true);
  book.write(chain, line.jump(MARK_MASQ), origins.because(['spec', 'clusterIP']));
}

/** KUBE-EXT: what came for an external address. Policy Cluster is masqueraded, as it may leave the node again; Local keeps the client's address. */
function writeExternal(book: RuleBook, { info, node, origins, external }: PortPlan): void {
  const { ext, svc, svl } = info.chains;
  const policy = origins.because(['spec', 'externalTrafficPolicy']);
  book.open(ext);
  if (!info.externalLocal) {
    const all = new RuleLine(ext).comment(`masquerade traffic for ${info.name} external destinations`);
    book.write(ext, all.jump(MARK_MASQ), policy);
  } else {
    if (node.clusterCIDR !== undefined) {
      const pods = new RuleLine(ext).comment(`pod traffic for ${info.name} external destinations`);
      book.write(ext, pods.source(node.clusterCIDR).jump(svc), policy);
    }
    const mark = new RuleLine(ext).comment(`masquerade LOCAL traffic for ${info.name} external destinations`);
    book.write(ext, mark.local('src').jump(MARK_MASQ), policy);
    const route = new RuleLine(ext).comment(`route LOCAL traffic for ${info.name} external destinations`);
    book.write(ext, route.local('src').jump(svc), policy);
  }
  if (external) book.write(ext, new RuleLine(ext).jump(info.externalLocal ? svl : svc), policy);
}

/** KUBE-FW: only the allowed source ranges go on; whatever falls off its end meets KUBE-PROXY-FIREWALL in the filter table. */
function writeFirewall(book: RuleBook, { info, node, origins }: PortPlan): void {
  const { fw, ext } = info.chains;
  const allow = (source: string): RuleLine => new RuleLine(fw).comment(`${info.name} loadbalancer IP`).source(source);
  let nodeAllowed = false;
  for (const { value, index } of info.sourceRanges) {
    book.write(fw, allow(value).jump(ext), origins.because(['spec', 'loadBalancerSourceRanges', index]));
    if (contains(value, node.ips[0] ?? '')) nodeAllowed = true;
  }
  // A node that asks the load balancer's address may be answered by itself, with that address as its source.
  if (nodeAllowed)
    for (const { value, index } of info.loadBalancerIPs)
      book.write(fw, allow(value).jump(ext), origins.because(['status', 'loadBalancer', 'ingress', index, 'ip']));
  const rest = new RuleLine(fw).comment(`other traffic to ${info.name} will be dropped by KUBE-PROXY-FIREWALL`);
  book.write(fw, rest.only(), origins.because(['spec', 'loadBalancerSourceRanges']));
}
