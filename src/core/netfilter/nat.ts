import { splitHostPort } from './address.js';
import type { HostContext, Packet, Target } from './types.js';

/** How many ports the kernel tries before it gives up (net/netfilter/nf_nat_core.c, `NF_NAT_MAX_ATTEMPTS`). */
const ATTEMPTS = 128;

/** The packet after `-j DNAT --to-destination`; without a port in the option the destination port stays. */
export function destinationTranslated(packet: Packet, to: string): Packet {
  const target = splitHostPort(to);
  return target === undefined ? packet : { ...packet, dst: target.host, dport: target.port ?? packet.dport };
}

/**
 * The packet after `-j SNAT` or `-j MASQUERADE`. The source port is kept when nobody else uses the resulting tuple; otherwise, and always with
 * `--random-fully`, ports are drawn from the range that the old port was in. Models `nf_nat_l4proto_unique_tuple`
 * of net/netfilter/nf_nat_core.c.
 */
export function sourceTranslated(
  packet: Packet,
  target: Extract<Target, { kind: 'SNAT' | 'MASQUERADE' }>,
  host: HostContext,
): Packet {
  if (target.kind === 'SNAT') {
    const to = splitHostPort(target.to);
    if (to === undefined) return packet;
    const moved = { ...packet, src: to.host, sport: to.port ?? packet.sport };
    return to.port === undefined ? withFreePort(moved, false, host) : moved;
  }
  return withFreePort({ ...packet, src: host.masqueradeAddress }, target.randomFully, host);
}

/** The same packet, with another source port where its own is taken (or must not be kept). A packet without ports is left alone. */
function withFreePort(packet: Packet, randomly: boolean, host: Pick<HostContext, 'portTaken' | 'random'>): Packet {
  if (packet.protocol === 'icmp' || packet.sport === 0) return packet;
  const taken = (candidate: Packet): boolean => host.portTaken?.(candidate) ?? false;
  if (!randomly && !taken(packet)) return packet;
  const [low, high] = packet.sport < 512 ? [1, 511] : packet.sport < 1024 ? [600, 1023] : [1024, 65535];
  const size = high - low + 1;
  const start = Math.floor(host.random() * size);
  let last = packet;
  for (let i = 0; i < Math.min(ATTEMPTS, size); i++) {
    last = { ...packet, sport: low + ((start + i) % size) };
    if (!taken(last)) return last;
  }
  return last;
}
