import type { Cause } from '../api/cause.js';
import type { Message } from '../api/message.js';
import type { Packet } from '../netfilter/types.js';
import type { Hop, Location } from './types.js';

type KindOf<H> = H extends Hop ? Omit<H, 'direction' | 'leg' | 'at' | 'packet' | 'why' | 'cause'> : never;

/** What is particular to a hop of its kind. */
export type HopBody = KindOf<Hop>;

/** Writes hops down in order. A silent recorder makes nothing at all: walks whose outcome alone matters cost no sentences. */
export class Recorder {
  readonly hops: Hop[] = [];
  direction: 'out' | 'back' = 'out';
  /** Which connection is told: the client's own (0), or the one that a proxy opens for it. */
  leg = 0;
  readonly silent: boolean;

  constructor(silent = false) {
    this.silent = silent;
  }

  add(
    body: HopBody,
    at: Location,
    packet: Packet | readonly [before: Packet, after: Packet],
    why: () => Message,
    cause: Cause,
  ): void {
    if (this.silent) return;
    const [before, after] = 'src' in packet ? [packet, packet] : packet;
    const leg = this.leg > 0 ? { leg: this.leg } : {};
    this.hops.push({ ...body, ...leg, direction: this.direction, at, packet: { before, after }, why: why(), cause });
  }
}
