import type { Hop } from '../../core/index.js';
import type { Formatter } from '../../messages/index.js';

/** The short word for what a hop is: that of iptables, conntrack or Linux where one of them has it, else ours. */
export function kindText(hop: Hop, words: Formatter): string {
  switch (hop.kind) {
    case 'chain':
      return `${hop.table} ${hop.chain}`;
    case 'rule':
      return hop.chain;
    case 'nat':
      return hop.nat;
    case 'link':
      return hop.link === 'wire' || hop.link === 'uplink' ? words.text(`ui.hop.${hop.link}`) : hop.link;
    case 'policy':
      return words.text(`ui.hop.${hop.decision.direction}`);
    case 'balance':
      return `${words.text('ui.hop.balance')} → ${hop.node === '' ? words.text('ui.hop.noneHealthy') : hop.node}`;
    case 'l7':
      return `${hop.decision.request.method} ${hop.decision.request.host}${hop.decision.request.path}`;
    case 'tls':
      return `TLS ${hop.tls.sni}`;
    case 'response':
      return `HTTP ${hop.status}`;
    case 'dns':
      return `${hop.question.type} → ${hop.answer.rcode}`;
    case 'conntrack':
      return hop.kind;
    case 'socket':
    case 'route':
    case 'stop':
    case 'deliver':
      return words.text(`ui.hop.${hop.kind}`);
  }
}
