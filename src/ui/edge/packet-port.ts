import type { Reachability, ReachMatrix, ReachPort, Trace } from '../../core/index.js';

/**
 * The port that the policies were asked about, or would be: the destination's own, after every translation. Of a packet that was stopped that is
 * what its header says where it stopped. Null without a packet, and for one of a protocol that has no ports.
 */
export function packetPort(trace: Trace | null): ReachPort | null {
  const last = trace?.hops.findLast(({ direction }) => direction === 'out')?.packet.after;
  if (last === undefined || last.protocol === 'icmp') return null;
  return { port: last.dport, protocol: last.protocol.toUpperCase() as ReachPort['protocol'] };
}

export const portText = ({ port, protocol }: ReachPort): string => `${port}/${protocol}`;

/** The table of the port that the reader chose, or of the packet's; without either, the first in which something is denied. */
export function matrixOf(
  reach: Reachability | null,
  chosen: string | null,
  packet: ReachPort | null,
): ReachMatrix | undefined {
  const matrices = reach?.matrices ?? [];
  const of = (text: string | null): ReachMatrix | undefined => matrices.find(({ port }) => portText(port) === text);
  return (
    of(chosen) ??
    of(packet && portText(packet)) ??
    matrices.find(({ cells }) => cells.some((row) => row.includes('denied'))) ??
    matrices[0]
  );
}

/**
 * Who reaches whom, on the ports that pods declare and on the packet's. A pod may listen where it declares nothing, and a packet
 * to a port where nobody listens passes the policies all the same: both are asked about. `ask` is called again only for such a port.
 */
export async function withPacket(
  ask: (ports?: readonly ReachPort[]) => Promise<Reachability | null>,
  packet: ReachPort | null,
): Promise<Reachability | null> {
  const declared = await ask();
  const ports = declared?.matrices.map(({ port }) => port) ?? [];
  if (declared === null || packet === null || ports.some((port) => portText(port) === portText(packet)))
    return declared;
  return ask([...ports, packet]);
}
