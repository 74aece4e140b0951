import type { FieldPath } from '../api/field-path.js';
import type { Rule } from '../netfilter/types.js';
import type { PortPlan } from './plan.js';
import type { ProxyTable, WrittenRule } from './rule-book.js';
import { RuleLine } from './rule-line.js';
import type { RuleOrigin } from './types.js';

/**
 * The rules by which a Service port's addresses are recognised: in `nat` the jumps to its chains, and in `filter` the refusals where
 * there is nowhere to go. ClusterIP, external IPs, load balancer IPs, NodePort, health check port, in that order.
 */
export function captureRules(plan: PortPlan): readonly WrittenRule[] {
  const book: WrittenRule[] = [];
  captureClusterIP(book, plan);
  captureExternalIPs(book, plan);
  captureLoadBalancer(book, plan);
  captureNodePort(book, plan);
  captureHealthCheck(book, plan);
  return book;
}

function write(book: WrittenRule[], table: ProxyTable, chain: string, rule: Rule, origin: RuleOrigin): void {
  book.push({ table, chain, rule, origin });
}

function to(plan: PortPlan, chain: string, comment: string, ip: string): RuleLine {
  const { info } = plan;
  return new RuleLine(chain)
    .comment(`${info.name} ${comment}`)
    .protocol(info.protocol)
    .destination(ip)
    .dport(info.port.port);
}

/** No endpoint anywhere is refused aloud; endpoints that the policy keeps from this node are silence. */
function refusal(
  plan: PortPlan,
  policy: FieldPath,
): { verdict: 'REJECT' | 'DROP'; comment: string; origin: RuleOrigin } {
  return plan.endpoints.any
    ? { verdict: 'DROP', comment: 'has no local endpoints', origin: plan.origins.because(policy) }
    : { verdict: 'REJECT', comment: 'has no endpoints', origin: plan.origins.because(['spec', 'selector']) };
}

function captureClusterIP(book: WrittenRule[], plan: PortPlan): void {
  const { info, origins } = plan;
  if (plan.internal) {
    const chain = info.internalLocal ? info.chains.svl : info.chains.svc;
    const line = to(plan, 'KUBE-SERVICES', 'cluster IP', info.clusterIP);
    write(book, 'nat', 'KUBE-SERVICES', line.jump(chain), origins.because(['spec', 'clusterIP']));
    return;
  }
  const { verdict, comment, origin } = refusal(plan, ['spec', 'internalTrafficPolicy']);
  write(book, 'filter', 'KUBE-SERVICES', to(plan, 'KUBE-SERVICES', comment, info.clusterIP).verdict(verdict), origin);
}

function refuseExternal(book: WrittenRule[], plan: PortPlan, ip: string): void {
  if (plan.external) return;
  const { verdict, comment, origin } = refusal(plan, ['spec', 'externalTrafficPolicy']);
  const chain = 'KUBE-EXTERNAL-SERVICES';
  write(book, 'filter', chain, to(plan, chain, comment, ip).verdict(verdict), origin);
}

function captureExternalIPs(book: WrittenRule[], plan: PortPlan): void {
  const { info, origins } = plan;
  for (const { value, index } of info.externalIPs) {
    if (plan.endpoints.any) {
      const line = to(plan, 'KUBE-SERVICES', 'external IP', value);
      write(book, 'nat', 'KUBE-SERVICES', line.jump(info.chains.ext), origins.because(['spec', 'externalIPs', index]));
    }
    refuseExternal(book, plan, value);
  }
}

function captureLoadBalancer(book: WrittenRule[], plan: PortPlan): void {
  const { info, origins } = plan;
  for (const { value, index } of info.loadBalancerIPs) {
    if (plan.endpoints.any) {
      const line = to(plan, 'KUBE-SERVICES', 'loadbalancer IP', value);
      const chain = plan.firewall ? info.chains.fw : info.chains.ext;
      write(
        book,
        'nat',
        'KUBE-SERVICES',
        line.jump(chain),
        origins.because(['status', 'loadBalancer', 'ingress', index, 'ip']),
      );
    }
    if (plan.firewall) {
      const line = to(plan, 'KUBE-PROXY-FIREWALL', `traffic not accepted by ${info.chains.fw}`, value);
      write(
        book,
        'filter',
        'KUBE-PROXY-FIREWALL',
        line.verdict('DROP'),
        origins.because(['spec', 'loadBalancerSourceRanges']),
      );
    }
  }
  for (const { value } of info.loadBalancerIPs) refuseExternal(book, plan, value);
}

function captureNodePort(book: WrittenRule[], plan: PortPlan): void {
  const { info, origins } = plan;
  if (info.nodePort === 0) return;
  if (plan.endpoints.any) {
    const line = new RuleLine('KUBE-NODEPORTS').comment(info.name).protocol(info.protocol).dport(info.nodePort);
    write(book, 'nat', 'KUBE-NODEPORTS', line.jump(info.chains.ext), origins.because(origins.port('nodePort')));
  }
  if (plan.external) return;
  const { verdict, comment, origin } = refusal(plan, ['spec', 'externalTrafficPolicy']);
  const chain = 'KUBE-EXTERNAL-SERVICES';
  const line = new RuleLine(chain)
    .comment(`${info.name} ${comment}`)
    .local('dst')
    .protocol(info.protocol)
    .dport(info.nodePort);
  write(book, 'filter', chain, line.verdict(verdict), origin);
}

function captureHealthCheck(book: WrittenRule[], { info, origins }: PortPlan): void {
  if (info.healthCheckNodePort === 0) return;
  const line = new RuleLine('KUBE-NODEPORTS').comment(`${info.name} health check node port`).protocol('tcp');
  const rule = line.dport(info.healthCheckNodePort).verdict('ACCEPT');
  write(book, 'filter', 'KUBE-NODEPORTS', rule, origins.because(['spec', 'healthCheckNodePort']));
}
