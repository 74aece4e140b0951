import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { canonicalJson, seededBelow, seededNumber } from '../cluster/seeded.js';
import type { TrafficRequest } from './types.js';

/** Linux' default `net.ipv4.ip_local_port_range`. */
const EPHEMERAL = { first: 32768, last: 60999 };

/**
 * Everything that chance decides on one packet's way, from the cluster's seed, the request and its attempt. Each purpose has a stream of its
 * own, so that one more roll here never moves another there. pure-rand's xoroshiro128+ is part of the link format.
 */
export interface Dice {
  /** A stream of numbers in [0, 1) for one purpose: `node worker-1`, `dns`. */
  stream(purpose: string): () => number;
  /** Which sending it is, from 0: what goes round by turns goes on with it. */
  readonly attempt: number;
  /** The source port a socket gets. */
  port(purpose: string): number;
}

export function diceOf(seed: number, request: TrafficRequest): Dice {
  const { from, to, port, protocol, attempt } = request;
  const label = canonicalJson({ from, to, port, protocol, attempt });
  return {
    attempt,
    stream: (purpose) => {
      const generator = xoroshiro128plus(seededNumber(seed, `${purpose}|${label}`));
      return () => uniformFloat64(generator);
    },
    port: (purpose) =>
      EPHEMERAL.first + seededBelow(seed, `port ${purpose}|${label}`, EPHEMERAL.last - EPHEMERAL.first + 1),
  };
}
