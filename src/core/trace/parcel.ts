import type { L4Protocol, Packet, Tuple } from '../netfilter/types.js';

/** A packet under way. An ICMP error carries the header of the packet it is about: that is how conntrack and the sender's socket recognise it. */
export interface Parcel {
  readonly packet: Packet;
  readonly inner?: Tuple;
  /** A TCP reset that answers a SYN: conntrack forgets the connection as it passes (`nf_conntrack_tcp_packet`). */
  readonly isReset?: true;
}

/** Linux' default `net.ipv4.ip_default_ttl`. */
const TTL = 64;

export function newPacket(protocol: L4Protocol, src: string, sport: number, dst: string, dport: number): Packet {
  return { src, dst, protocol, sport, dport, mark: 0, ttl: TTL };
}

/** The answer to a packet, as the socket or kernel that received it sends it. */
export function replyTo({ protocol, src, dst, sport, dport }: Packet): Packet {
  return newPacket(protocol, dst, dport, src, sport);
}

/** An ICMP "destination unreachable" about a packet. */
export function icmpAbout(packet: Packet, from: string): Parcel {
  const { protocol, src, dst, sport, dport } = packet;
  return { packet: newPacket('icmp', from, 0, src, 0), inner: { protocol, src, dst, sport, dport } };
}

export function from({ src, sport, protocol }: Packet): string {
  return protocol === 'icmp' ? src : `${src}:${sport}`;
}

export function to({ dst, dport, protocol }: Packet): string {
  return protocol === 'icmp' ? dst : `${dst}:${dport}`;
}

export function sameHeader(a: Tuple, b: Tuple): boolean {
  return a.src === b.src && a.dst === b.dst && a.sport === b.sport && a.dport === b.dport;
}
