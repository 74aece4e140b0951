import ipaddr from 'ipaddr.js';

export type IpFamily = 'IPv4' | 'IPv6';

/** An address as a number of 32 or 128 bits, so that ranges are arithmetic. */
export interface IpAddress {
  readonly family: IpFamily;
  readonly value: bigint;
}

export const ADDRESS_BITS: Readonly<Record<IpFamily, number>> = { IPv4: 32, IPv6: 128 };

const OCTET = '(?:0|[1-9][0-9]{0,2})';
const STRICT_V4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const SLOPPY_V4 = /^[0-9]+(?:\.[0-9]+){3}$/;
/** Hexadecimal groups and colons, with an optional dotted tail; no zone. ipaddr.js then decides whether the groups add up. */
const STRICT_V6 = new RegExp(`^(?=.*:)(?:[0-9a-fA-F]{0,4}:)*(?:[0-9a-fA-F]{0,4}|${OCTET}(?:\\.${OCTET}){3})$`);
/** `ffff:` seven times and a dotted tail. */
const MAX_LENGTH = 45;
const MAPPED_PREFIX = 0xffffn << 32n;

/**
 * Reads an address as Go's `netip.ParseAddr` does: four decimal octets without leading zeros, or IPv6 with groups of at most four digits.
 * Zones are refused, as Kubernetes refuses them. IPv4-mapped IPv6 (`::ffff:1.2.3.4`) stays IPv6.
 */
export function parseIp(text: string): IpAddress | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  // ipaddr.js takes what Go does not: octal and hexadecimal octets, fewer than four of them, zones.
  if (STRICT_V4.test(text)) return ipaddr.IPv4.isValid(text) ? fromBytes(ipaddr.IPv4.parse(text)) : undefined;
  const plain = STRICT_V6.test(text) ? undot(text) : '';
  return ipaddr.IPv6.isValid(plain) ? fromBytes(ipaddr.IPv6.parse(plain)) : undefined;
}

/** Writes a dotted tail as two groups: ipaddr.js takes `::1.2.3.4` for an IPv4-mapped address, which it is not. */
function undot(text: string): string {
  const start = text.lastIndexOf(':') + 1;
  const tail = text.slice(start);
  if (!tail.includes('.')) return text;
  const [a = 0, b = 0, c = 0, d = 0] = tail.split('.').map(Number);
  if (Math.max(a, b, c, d) > 255) return '';
  return `${text.slice(0, start)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/**
 * Reads an address as the older fields of the API do: leading zeros are decimal (`010.0.0.1` is 10.0.0.1), and an IPv4-mapped IPv6
 * address is its IPv4 address. Models `ParseIPSloppy` of k8s.io/utils/net, which is `net.ParseIP` of Go before 1.17.
 */
export function parseIpSloppy(text: string): IpAddress | undefined {
  const ip = parseIp(dropLeadingZeros(text));
  return ip === undefined ? undefined : unmapIp(ip);
}

function dropLeadingZeros(text: string): string {
  if (SLOPPY_V4.test(text)) return text.replaceAll(/(?<![0-9])0+(?=[0-9])/g, '');
  if (!text.includes(':')) return text;
  return text.replaceAll(/(?<![0-9a-fA-F])0+(?=[0-9a-fA-F])/g, '');
}

/** The IPv4 address inside an IPv4-mapped IPv6 one; any other address is itself. */
export function unmapIp(ip: IpAddress): IpAddress {
  return isMappedIp(ip) ? { family: 'IPv4', value: ip.value & 0xffff_ffffn } : ip;
}

export function isMappedIp(ip: IpAddress): boolean {
  return ip.family === 'IPv6' && ip.value >> 32n === MAPPED_PREFIX >> 32n;
}

function fromBytes(address: ipaddr.IPv4 | ipaddr.IPv6): IpAddress {
  const bytes = address.toByteArray();
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return { family: bytes.length === 4 ? 'IPv4' : 'IPv6', value };
}

/** The canonical text (RFC 5952 for IPv6): what the API server and Go print. */
export function formatIp(ip: IpAddress): string {
  const size = ADDRESS_BITS[ip.family] / 8;
  const bytes = Array.from({ length: size }, (_, i) => Number((ip.value >> BigInt(8 * (size - 1 - i))) & 0xffn));
  const address = ipaddr.fromByteArray(bytes);
  if (address instanceof ipaddr.IPv6) {
    return isMappedIp(ip) ? `::ffff:${formatIp(unmapIp(ip))}` : address.toRFC5952String();
  }
  return address.toString();
}

/** The family of an address or a CIDR as the API reads them (leading zeros forgiven); undefined when it is neither. */
export function familyOf(text: string): IpFamily | undefined {
  return parseIpSloppy(text.split('/', 1)[0] ?? '')?.family;
}

/** Kinds of addresses that may not be endpoints or node addresses, and what each of them is called in the API's words. */
export function specialRangeOf(
  ip: IpAddress,
): 'unspecified' | 'loopback' | 'link-local unicast' | 'link-local multicast' | undefined {
  const { family, value } = unmapIp(ip);
  if (value === 0n) return 'unspecified';
  if (family === 'IPv4') {
    if (value >> 24n === 127n) return 'loopback';
    if (value >> 16n === 0xa9fen) return 'link-local unicast';
    return value >> 8n === 0xe00000n ? 'link-local multicast' : undefined;
  }
  if (value === 1n) return 'loopback';
  if (value >> 118n === 0x3fan) return 'link-local unicast';
  // Go's IsLinkLocalMulticast: ff?2::/16, whatever the flags.
  return value >> 120n === 0xffn && ((value >> 112n) & 0xfn) === 2n ? 'link-local multicast' : undefined;
}
