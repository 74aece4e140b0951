import {
  ADDRESS_BITS,
  formatIp,
  isMappedIp,
  parseIp,
  parseIpSloppy,
  unmapIp,
  type IpAddress,
  type IpFamily,
} from './ip.js';

/** A block of addresses: `base` is its first one. `address` is the one that was written, which may lie inside (`10.0.0.7/24`). */
export interface Cidr {
  readonly family: IpFamily;
  readonly base: bigint;
  readonly prefix: number;
  readonly address: bigint;
}

/** Reads a CIDR as Go's `netip.ParsePrefix` does: a strict address, a slash, a prefix length without sign or leading zeros. */
export function parseCidr(text: string): Cidr | undefined {
  const [ip, prefix] = split(text, /^(?:0|[1-9][0-9]{0,2})$/, parseIp);
  return ip === undefined || prefix === undefined ? undefined : build(ip, prefix);
}

/**
 * Reads a CIDR as the older fields of the API do (`ParseCIDRSloppy` of k8s.io/utils/net): leading zeros are decimal, an IPv4-mapped block
 * of 96 bits or more is the IPv4 block inside.
 */
export function parseCidrSloppy(text: string): Cidr | undefined {
  const [ip, prefix] = split(text, /^[0-9]{1,9}$/, (address) => {
    const sloppy = parseIpSloppy(address);
    return sloppy !== undefined && address.includes(':') && sloppy.family === 'IPv4'
      ? { family: 'IPv6' as const, value: (0xffffn << 32n) | sloppy.value }
      : sloppy;
  });
  if (ip === undefined || prefix === undefined) return undefined;
  return isMappedIp(ip) && prefix >= 96 ? build(unmapIp(ip), prefix - 96) : build(ip, prefix);
}

function split(
  text: string,
  lengthShape: RegExp,
  parse: (address: string) => IpAddress | undefined,
): readonly [IpAddress | undefined, number | undefined] {
  const slash = text.indexOf('/');
  if (slash < 0) return [undefined, undefined];
  const ip = parse(text.slice(0, slash));
  const length = text.slice(slash + 1);
  const prefix = lengthShape.test(length) ? Number(length) : undefined;
  if (ip === undefined || prefix === undefined || prefix > ADDRESS_BITS[ip.family]) return [undefined, undefined];
  return [ip, prefix];
}

function build(ip: IpAddress, prefix: number): Cidr {
  const hostBits = BigInt(ADDRESS_BITS[ip.family] - prefix);
  return { family: ip.family, base: (ip.value >> hostBits) << hostBits, prefix, address: ip.value };
}

/** The block's canonical text, host bits cleared: `10.0.0.0/24`. */
export function formatCidr(cidr: Cidr): string {
  return `${formatIp({ family: cidr.family, value: cidr.base })}/${cidr.prefix}`;
}

/** How many addresses the block has, the first and the last included. */
export function cidrSize(cidr: Cidr): bigint {
  return 1n << BigInt(ADDRESS_BITS[cidr.family] - cidr.prefix);
}

/** The n-th address of the block, counted from 0; undefined past its end. */
export function cidrAddress(cidr: Cidr, n: bigint | number): IpAddress | undefined {
  const offset = BigInt(n);
  if (offset < 0n || offset >= cidrSize(cidr)) return undefined;
  return { family: cidr.family, value: cidr.base + offset };
}

/** The place of an address in the block, counted from 0; undefined when it lies outside. */
export function cidrOffset(cidr: Cidr, ip: IpAddress): bigint | undefined {
  const plain = unmapIp(ip);
  if (plain.family !== cidr.family) return undefined;
  const offset = plain.value - cidr.base;
  return offset >= 0n && offset < cidrSize(cidr) ? offset : undefined;
}

export function cidrContains(cidr: Cidr, ip: IpAddress): boolean {
  return cidrOffset(cidr, ip) !== undefined;
}

/** Whether every address of `inner` is one of `outer`. */
export function cidrContainsCidr(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.prefix <= inner.prefix && cidrContains(outer, firstOf(inner));
}

function firstOf(cidr: Cidr): IpAddress {
  return { family: cidr.family, value: cidr.base };
}
