import type { Hop } from '../../core/index.js';

/**
 * Seconds that a hop takes at 1×. They depend on the hop alone and not on the lens, so that one position of the player means the same
 * instant on every lens.
 */
export function durationOf(hop: Hop): number {
  switch (hop.kind) {
    case 'link':
      return hop.link === 'loopback' ? 0.6 : 0.9;
    case 'nat':
    case 'policy':
    case 'tls':
    case 'l7':
      // A rewritten header and a decision are read, not only seen.
      return 1.3;
    case 'deliver':
    case 'response':
    case 'balance':
    case 'stop':
      return 1.2;
    case 'dns':
      return 0.7;
    case 'rule':
      return 0.7;
    case 'chain':
      return 0.5;
    case 'socket':
    case 'route':
    case 'conntrack':
      return 0.7;
  }
}
