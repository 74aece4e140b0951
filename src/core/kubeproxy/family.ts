import ipaddr from 'ipaddr.js';
import { parseIPv4 } from '../netfilter/address.js';

export type Family = 'IPv4' | 'IPv6';

export function isFamily(ip: string, family: Family): boolean {
  return family === 'IPv4' ? parseIPv4(ip) !== undefined : ip.includes(':') && ipaddr.IPv6.isValid(ip);
}

/** `203.0.113.7/25` → `203.0.113.0/25`, as Go prints a parsed network; undefined when it is not a CIDR of that family. */
export function hostBitsCleared(cidr: string, family: Family): string | undefined {
  const [address = '', length] = cidr.split('/');
  if (!isFamily(address, family) || length === undefined) return undefined;
  const parser = family === 'IPv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return parser.isValidCIDR(cidr) ? `${parser.networkAddressFromCIDR(cidr).toString()}/${Number(length)}` : undefined;
}

export function contains(cidr: string, ip: string): boolean {
  const family: Family = cidr.includes(':') ? 'IPv6' : 'IPv4';
  if (!isFamily(ip, family)) return false;
  return family === 'IPv4'
    ? ipaddr.IPv4.isValidCIDR(cidr) && ipaddr.IPv4.parse(ip).match(ipaddr.IPv4.parseCIDR(cidr))
    : ipaddr.IPv6.isValidCIDR(cidr) && ipaddr.IPv6.parse(ip).match(ipaddr.IPv6.parseCIDR(cidr));
}

/** `10.0.0.1:80`, `[fd00::1]:80`. */
export function joinHostPort(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
