import type { Hop, Packet } from '../../core/index.js';
import type { TimelineHop } from '../types.js';

/** How a hop is shown. A bounce for whoever is told no, a stop that fades for whoever is not told. */
export function moodOf(hop: Hop): TimelineHop['mood'] {
  switch (hop.kind) {
    case 'dns':
      return 'dns';
    case 'deliver':
      return 'deliver';
    case 'stop':
      return hop.stop === 'drop' || hop.stop === 'unanswered' ? 'drop' : 'reject';
    default:
      return addressed(hop.packet.before) === addressed(hop.packet.after) ? 'plain' : 'rewrite';
  }
}

function addressed({ src, sport, dst, dport }: Packet): string {
  return `${src} ${sport} ${dst} ${dport}`;
}
