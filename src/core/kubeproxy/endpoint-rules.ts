import { endpointChainName } from './chain-names.js';
import type { ProxyEndpoint } from './endpoints.js';
import type { RuleBook } from './rule-book.js';
import { RuleLine } from './rule-line.js';
import { MARK_MASQ, type PortPlan } from './plan.js';

/** `1/n` with ten digits, as kube-proxy hands it to iptables (`computeProbability`). */
export function probability(n: number): string {
  return (1 / n).toFixed(10);
}

function chainOf({ info }: PortPlan, endpoint: ProxyEndpoint): string {
  return endpointChainName(info.name, info.protocol, endpoint.address);
}

/**
 * The rules that choose an endpoint: first those who were here before (session affinity), then one roll of the dice after another, so
 * that each of n endpoints has the chance 1/n; the last takes what is left. Models `writeServiceToEndpointRules`.
 */
export function writeLoadBalancing(
  book: RuleBook,
  plan: PortPlan,
  chain: string,
  endpoints: readonly ProxyEndpoint[],
): void {
  const { info, node, origins } = plan;
  book.open(chain);
  const begin = (endpoint: ProxyEndpoint): RuleLine => {
    const line = new RuleLine(chain);
    return node.comments ? line.comment(`${info.name} -> ${endpoint.address}`) : line;
  };
  if (info.affinitySeconds > 0)
    for (const endpoint of endpoints) {
      const sep = chainOf(plan, endpoint);
      const { endpoint: about } = origins.chosen(endpoint);
      const origin = origins.because(['spec', 'sessionAffinity']);
      const rule = begin(endpoint).seenWithin(sep, info.affinitySeconds).jump(sep);
      book.write(chain, rule, about === undefined ? origin : { ...origin, endpoint: about });
    }
  for (const [i, endpoint] of endpoints.entries()) {
    const line = begin(endpoint);
    if (i < endpoints.length - 1) line.probability(probability(endpoints.length - i));
    book.write(chain, line.jump(chainOf(plan, endpoint)), origins.chosen(endpoint));
  }
}

/** KUBE-SEP: mark an endpoint that came back to itself, remember the client where affinity asks for it, then rewrite the destination. */
export function writeEndpointChains(book: RuleBook, plan: PortPlan, endpoints: readonly ProxyEndpoint[]): void {
  const { info, node, origins } = plan;
  for (const endpoint of endpoints) {
    const chain = chainOf(plan, endpoint);
    const begin = (): RuleLine => (node.comments ? new RuleLine(chain).comment(info.name) : new RuleLine(chain));
    book.write(chain, begin().source(endpoint.ip).jump(MARK_MASQ), origins.chosen(endpoint));
    const line = begin();
    if (info.affinitySeconds > 0) line.remember(chain);
    book.write(chain, line.protocol(info.protocol).dnat(endpoint.address), origins.targeted(endpoint));
  }
}
