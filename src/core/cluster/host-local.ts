import { cidrAddress, cidrOffset, cidrSize, parseCidr, type Cidr } from '../api/cidr.js';
import { formatIp, parseIp } from '../api/ip.js';

/** Addresses of one subnet that host-local gives: from the first to the last usable one; the gateway is skipped. */
export interface PodRange {
  readonly cidr: Cidr;
  readonly first: number;
  readonly last: number;
  readonly gateway: number;
}

/**
 * The range of a subnet: `.1` is the gateway, the network and (IPv4) broadcast addresses are not given.
 * Models `Range.Canonicalize` of containernetworking/plugins `plugins/ipam/host-local/backend/allocator/range.go`.
 */
export function podRange(subnet: string): PodRange | undefined {
  const cidr = parseCidr(subnet);
  if (!cidr) return undefined;
  const size = cidrSize(cidr);
  const count = size > 1n << 32n ? 2 ** 32 : Number(size);
  return { cidr, first: 1, last: cidr.family === 'IPv4' ? count - 2 : count - 1, gateway: 1 };
}

function addressAt(range: PodRange, offset: number): string {
  const ip = cidrAddress(range.cidr, offset);
  return ip ? formatIp(ip) : '';
}

/** The subnet's first and last address, as host-local's error messages name a range. */
export function rangeText(ranges: readonly PodRange[]): string {
  return ranges.map((range) => `${addressAt(range, range.first)}-${addressAt(range, range.last)}`).join(',');
}

/**
 * The next free address: round robin over all ranges from the one after the last reserved, which is tried last; from the very
 * first when that is unknown or outside. Models `IPAllocator.Get` and `RangeIter.Next` of
 * containernetworking/plugins `plugins/ipam/host-local/backend/allocator/allocator.go`.
 */
export function nextPodIp(
  ranges: readonly PodRange[],
  lastReserved: string | undefined,
  taken: (ip: string) => boolean,
): string | undefined {
  const first = ranges[0];
  if (!first) return undefined;
  let { at, offset } = placeOf(ranges, lastReserved) ?? { at: 0, offset: first.first - 1 };
  const total = ranges.reduce((sum, range) => sum + Math.max(0, range.last - range.first + 1), 0);
  for (let tries = 0; tries < total; tries++) {
    offset++;
    if (offset > (ranges[at] as PodRange).last) {
      at = (at + 1) % ranges.length;
      offset = (ranges[at] as PodRange).first;
    }
    const range = ranges[at] as PodRange;
    if (offset === range.gateway) continue;
    const ip = addressAt(range, offset);
    if (!taken(ip)) return ip;
  }
  return undefined;
}

/** Whether a requested address can be given; the reason in host-local's words when not. */
export function checkPodIp(
  ranges: readonly PodRange[],
  ip: string,
  taken: (ip: string) => boolean,
): string | undefined {
  const place = placeOf(ranges, ip);
  if (!place) return `IP ${ip} not in range set`;
  if (place.offset === ranges[place.at]?.gateway) return `requested ip ${ip} is subnet's gateway`;
  return taken(ip) ? `requested IP address ${ip} is not available in range set ${rangeText(ranges)}` : undefined;
}

function placeOf(ranges: readonly PodRange[], ipText: string | undefined): { at: number; offset: number } | undefined {
  const ip = ipText === undefined ? undefined : parseIp(ipText);
  if (!ip) return undefined;
  for (const [at, range] of ranges.entries()) {
    const offset = cidrOffset(range.cidr, ip);
    if (offset !== undefined && offset >= BigInt(range.first) && offset <= BigInt(range.last)) {
      return { at, offset: Number(offset) };
    }
  }
  return undefined;
}
