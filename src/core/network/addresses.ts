import { cidrAddress, parseCidr } from '../api/cidr.js';
import { formatIp } from '../api/ip.js';

/** The n-th address of a block (0 is its network address), or undefined when there is no such address. */
export function addressOf(cidr: string, n: number): string | undefined {
  const block = parseCidr(cidr);
  const address = block && cidrAddress(block, n);
  return address && formatIp(address);
}
