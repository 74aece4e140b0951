import type { ConntrackEntry, ConntrackState, L4Protocol, Packet, Tuple } from './types.js';

/** Which of an entry's two tuples a packet has: `original` goes the way of the opener, `reply` comes back. */
export type Direction = 'original' | 'reply';

/** What conntrack knows of a packet when it enters the host. */
export interface Lookup {
  readonly state: ConntrackState;
  readonly entry?: ConntrackEntry;
  readonly direction?: Direction;
}

/**
 * Seconds an entry lives after its last packet: before and after the first reply. The kernel's defaults
 * (nf_conntrack_proto_tcp.c SYN_SENT and ESTABLISHED, _udp.c, _sctp.c COOKIE_WAIT and ESTABLISHED, _icmp.c).
 */
export const TIMEOUTS: Readonly<Record<L4Protocol, { readonly new: number; readonly established: number }>> = {
  tcp: { new: 120, established: 432_000 },
  udp: { new: 30, established: 120 },
  sctp: { new: 3, established: 210 },
  icmp: { new: 30, established: 30 },
};

interface Tracked {
  entry: ConntrackEntry;
  expires: number;
}

export function tupleOf(packet: Tuple): Tuple {
  const { protocol, src, dst, sport, dport } = packet;
  return { protocol, src, dst, sport, dport };
}

/** The tuple of the answer to a packet. */
export function replyTuple({ protocol, src, dst, sport, dport }: Tuple): Tuple {
  return { protocol, src: dst, dst: src, sport: dport, dport: sport };
}

function keyOf(tuple: Tuple): string {
  return `${tuple.protocol} ${tuple.src} ${tuple.sport} ${tuple.dst} ${tuple.dport}`;
}

/**
 * The connections one host knows, by both of their tuples. Times are milliseconds of the caller's clock. Only the first packet of
 * a connection walks the nat table; what it decided is kept here and done to all later packets, both ways
 * (net/netfilter/nf_conntrack_core.c, nf_nat_core.c).
 */
export class Conntrack {
  readonly #byTuple = new Map<string, { tracked: Tracked; direction: Direction }>();

  /** What is known of a packet as it enters. NEW without an entry: its nat tables decide, then `confirm` writes that down. */
  lookup(packet: Tuple, now: number): Lookup {
    const found = this.#find(packet, now);
    if (found === undefined) return { state: 'NEW' };
    const { entry } = found.tracked;
    const state = entry.state === 'ESTABLISHED' || found.direction === 'reply' ? 'ESTABLISHED' : 'NEW';
    return { state, entry, direction: found.direction };
  }

  /**
   * Writes down a connection whose first packet has passed: `first` as it entered the host, `last` as it leaves. Gives the entry; an entry that
   * was there already stays.
   */
  confirm(first: Tuple, last: Tuple, now: number): ConntrackEntry {
    const known = this.#find(first, now);
    if (known !== undefined) return known.tracked.entry;
    const entry: ConntrackEntry = {
      original: tupleOf(first),
      reply: replyTuple(last),
      state: 'NEW',
      dnat: first.dst !== last.dst || first.dport !== last.dport,
      snat: first.src !== last.src || first.sport !== last.sport,
    };
    this.#add({ entry, expires: now + TIMEOUTS[first.protocol].new * 1000 });
    return entry;
  }

  /** Notes another packet of a known connection: the first reply makes it ESTABLISHED, every packet makes it live longer. */
  seen(packet: Tuple, now: number): ConntrackEntry | undefined {
    const found = this.#find(packet, now);
    if (found === undefined) return undefined;
    const { tracked, direction } = found;
    if (direction === 'reply' && tracked.entry.state === 'NEW')
      tracked.entry = { ...tracked.entry, state: 'ESTABLISHED' };
    const { established, new: fresh } = TIMEOUTS[tracked.entry.original.protocol];
    tracked.expires = now + (tracked.entry.state === 'ESTABLISHED' ? established : fresh) * 1000;
    return tracked.entry;
  }

  /** True when an answer to this packet would be taken for part of another connection: `HostContext.portTaken`. */
  taken(packet: Tuple, now: number): boolean {
    return this.#find(replyTuple(packet), now) !== undefined;
  }

  /** Forgets a connection, as `conntrack -D` does, or a reset that is its only answer. */
  remove(entry: ConntrackEntry): void {
    this.#byTuple.delete(keyOf(entry.original));
    this.#byTuple.delete(keyOf(entry.reply));
  }

  /** The live connections, oldest first. */
  entries(now: number): readonly ConntrackEntry[] {
    return [...this.#byTuple.values()]
      .filter(({ tracked, direction }) => direction === 'original' && tracked.expires > now)
      .map(({ tracked }) => tracked.entry);
  }

  #add(tracked: Tracked): void {
    this.#byTuple.set(keyOf(tracked.entry.original), { tracked, direction: 'original' });
    this.#byTuple.set(keyOf(tracked.entry.reply), { tracked, direction: 'reply' });
  }

  #find(tuple: Tuple, now: number): { tracked: Tracked; direction: Direction } | undefined {
    const found = this.#byTuple.get(keyOf(tuple));
    if (found === undefined || found.tracked.expires > now) return found;
    this.remove(found.tracked.entry);
    return undefined;
  }
}

/**
 * The packet of a known connection with its destination rewritten, as PREROUTING and OUTPUT do: DNAT on the way out, un-SNAT on the way back.
 */
export function translateDestination(packet: Packet, entry: ConntrackEntry, direction: Direction): Packet {
  const goal = direction === 'original' ? replyTuple(entry.reply) : replyTuple(entry.original);
  return goal.dst === packet.dst && goal.dport === packet.dport
    ? packet
    : { ...packet, dst: goal.dst, dport: goal.dport };
}

/** The same for the source, as POSTROUTING and INPUT do: SNAT on the way out, un-DNAT on the way back. */
export function translateSource(packet: Packet, entry: ConntrackEntry, direction: Direction): Packet {
  const goal = direction === 'original' ? replyTuple(entry.reply) : replyTuple(entry.original);
  return goal.src === packet.src && goal.sport === packet.sport
    ? packet
    : { ...packet, src: goal.src, sport: goal.sport };
}
