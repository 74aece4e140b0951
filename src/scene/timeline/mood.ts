import type { Hop, Packet, Trace } from '../../core/index.js';
import type { TimelineHop } from '../types.js';

/**
 * How a hop is shown. A bounce for whoever is told no, a stop that fades for whoever is not told. A refusal that comes back to the client is
 * not a delivery, though the packet that carries it is delivered.
 */
export function moodOf(hop: Hop, trace: Pick<Trace, 'client'>): TimelineHop['mood'] {
  switch (hop.kind) {
    case 'dns':
      return 'dns';
    case 'deliver':
      return hop.direction === 'back' && trace.client !== 'ok' ? 'reject' : 'deliver';
    case 'stop':
      return hop.stop === 'drop' || hop.stop === 'unanswered' ? 'drop' : 'reject';
    case 'policy':
    case 'balance':
    case 'tls':
    case 'l7':
    case 'response':
      return 'decide';
    case 'socket':
    case 'route':
    case 'link':
    case 'chain':
    case 'rule':
    case 'nat':
    case 'conntrack':
      return addressed(hop.packet.before) === addressed(hop.packet.after) ? 'plain' : 'rewrite';
  }
}

function addressed({ src, sport, dst, dport }: Packet): string {
  return `${src} ${sport} ${dst} ${dport}`;
}
