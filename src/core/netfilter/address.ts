import ipaddr from 'ipaddr.js';

/** An IPv4 address as an unsigned 32-bit number; undefined when the text is not four decimal octets. */
export function parseIPv4(text: string): number | undefined {
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46) {
      if (octet < 0 || ++dots > 3) return undefined;
      value = value * 256 + octet;
      octet = -1;
      continue;
    }
    if (code < 48 || code > 57) return undefined;
    octet = octet < 0 ? code - 48 : octet * 10 + code - 48;
    if (octet > 255) return undefined;
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : undefined;
}

function isAddress(text: string): boolean {
  return parseIPv4(text) !== undefined || ipaddr.IPv6.isValid(text);
}

/** Splits `10.0.0.0/8` or a bare address (a whole-length prefix). Undefined when it is neither. */
function splitCidr(cidr: string): { address: string; length: number; family: 4 | 6 } | undefined {
  const slash = cidr.indexOf('/');
  const address = slash === -1 ? cidr : cidr.slice(0, slash);
  const family = parseIPv4(address) !== undefined ? 4 : ipaddr.IPv6.isValid(address) ? 6 : undefined;
  if (family === undefined) return undefined;
  const bits = family === 4 ? 32 : 128;
  if (slash === -1) return { address, length: bits, family };
  const length = cidr.slice(slash + 1);
  return /^\d{1,3}$/.test(length) && Number(length) <= bits ? { address, length: Number(length), family } : undefined;
}

/** A test whether an address lies in the CIDR (`-s`, `-d`); undefined when the text is not one. An address of the other family never does. */
export function cidrMatcher(cidr: string): ((ip: string) => boolean) | undefined {
  const parts = splitCidr(cidr);
  if (parts === undefined) return undefined;
  if (parts.family === 4) {
    const mask = parts.length === 0 ? 0 : (0xffffffff << (32 - parts.length)) >>> 0;
    const network = ((parseIPv4(parts.address) ?? 0) & mask) >>> 0;
    return (ip) => {
      const value = parseIPv4(ip);
      return value !== undefined && (value & mask) >>> 0 === network;
    };
  }
  const network = ipaddr.IPv6.parse(parts.address);
  return (ip) => ipaddr.IPv6.isValid(ip) && ipaddr.IPv6.parse(ip).match(network, parts.length);
}

/** One spelling for each address, so that `2001:DB8::1` and `2001:db8:0::1` are the same key. Other text is given back as it is. */
export function canonicalAddress(ip: string): string {
  return ip.includes(':') && ipaddr.IPv6.isValid(ip) ? ipaddr.IPv6.parse(ip).toString() : ip;
}

/** The one address that a CIDR holds, in canonical form; undefined when it holds more than one. */
export function hostOf(cidr: string): string | undefined {
  const parts = splitCidr(cidr);
  if (parts === undefined || parts.length !== (parts.family === 4 ? 32 : 128)) return undefined;
  return canonicalAddress(parts.address);
}

/** Splits a `--to-destination` / `--to-source` value: `10.0.0.1:80`, `10.0.0.1`, `[fd00::1]:80`. Port ranges are not modelled. */
export function splitHostPort(text: string): { host: string; port: number | undefined } | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2] ?? (isAddress(text) ? text : undefined);
  if (host === undefined || !isAddress(host)) return undefined;
  const port = match?.[3] === undefined ? undefined : Number(match[3]);
  return port !== undefined && port > 65535 ? undefined : { host, port };
}
