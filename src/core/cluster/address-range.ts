import { cidrAddress, cidrOffset, cidrSize, parseCidrSloppy, type Cidr } from '../api/cidr.js';
import { formatIp, parseIp } from '../api/ip.js';

/** An allocator never walks more addresses than this, so that a /64 cannot hang it. `ipallocator` has the same cap. */
const MAX_WALK = 1 << 20;

/** The addresses that a Service CIDR gives away: without the network address, and for IPv4 without the broadcast address. */
export interface ServiceRange {
  readonly cidr: Cidr;
  /** How many addresses can be given. */
  readonly size: number;
  /** How many of the first ones are left for those who ask for a certain address: of a /24 that is .1 to .16. */
  readonly staticBand: number;
}

/** Why an address or a port was not given, in the words of the allocators. */
export type AllocationError = 'ErrFull' | 'ErrAllocated' | 'ErrNotInRange';

/**
 * The range of a Service CIDR. The static band is `min(max(16, size/16), 256)` of the whole CIDR, nothing for 16 addresses or fewer.
 * Models `NewIPAllocator` and `calculateRangeOffset` of `pkg/registry/core/service/ipallocator/ipallocator.go`.
 */
export function serviceRange(cidrText: string): ServiceRange | undefined {
  const cidr = parseCidrSloppy(cidrText);
  if (!cidr) return undefined;
  const whole = Number(cidrSize(cidr));
  const edges = cidr.family === 'IPv4' ? 2 : 1;
  const size = Math.min(Math.max(0, whole - edges), MAX_WALK);
  const staticBand = whole <= 16 ? 0 : Math.min(Math.max(16, Math.floor(whole / 16)), 256);
  return { cidr, size, staticBand };
}

/** Whether an address may be given: `ErrNotInRange` and `ErrAllocated` as the API server finds them. */
export function checkServiceIp(
  range: ServiceRange,
  ipText: string,
  taken: (ip: string) => boolean,
): AllocationError | undefined {
  const ip = parseIp(ipText);
  const offset = ip && cidrOffset(range.cidr, ip);
  if (offset === undefined || offset < 1n || offset > BigInt(range.size)) return 'ErrNotInRange';
  return taken(ipText) ? 'ErrAllocated' : undefined;
}

/**
 * The next free address: the upper band first, from a chosen place in it and round; the static band when the upper one is full.
 * `start` is any number: the real allocator throws dice, the model passes a seeded one.
 */
export function nextServiceIp(range: ServiceRange, start: number, taken: (ip: string) => boolean): string | undefined {
  const { cidr, size, staticBand } = range;
  return walk(cidr, 1 + staticBand, size - staticBand, start, taken) ?? walk(cidr, 1, staticBand, start, taken);
}

function walk(
  cidr: Cidr,
  first: number,
  count: number,
  start: number,
  taken: (ip: string) => boolean,
): string | undefined {
  for (let i = 0; i < count; i++) {
    const ip = cidrAddress(cidr, first + ((start + i) % count));
    const text = ip && formatIp(ip);
    if (text !== undefined && !taken(text)) return text;
  }
  return undefined;
}
