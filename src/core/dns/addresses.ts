import { formatIp, parseIp } from '../api/ip.js';

/** Which address record a text belongs in, as Go's `net.ParseIP` sees it; undefined when it is a name. */
export function addressType(text: string): 'A' | 'AAAA' | undefined {
  const family = parseIp(text)?.family;
  return family && (family === 'IPv4' ? 'A' : 'AAAA');
}

/** One spelling for each address, so that texts can be compared. A text that is no address stays as it is. */
export function canonicalAddress(text: string): string {
  const ip = text.includes(':') ? parseIp(text) : undefined;
  return ip ? formatIp(ip) : text;
}

/** The address a reverse name asks about (`5.1.244.10.in-addr.arpa.`), or undefined when it is not one address. */
export function addressOfReverse(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower.endsWith('.in-addr.arpa.')) {
    const ip = lower.slice(0, -'.in-addr.arpa.'.length).split('.').reverse().join('.');
    return addressType(ip) === 'A' ? ip : undefined;
  }
  if (lower.endsWith('.ip6.arpa.')) {
    const nibbles = lower.slice(0, -'.ip6.arpa.'.length).split('.').reverse().join('');
    if (!/^[0-9a-f]{32}$/.test(nibbles)) return undefined;
    return canonicalAddress(nibbles.replace(/(.{4})(?=.)/g, '$1:'));
  }
  return undefined;
}

/** Whether a name belongs to one of the reverse trees. */
export function isReverse(name: string): boolean {
  return /\.(?:in-addr|ip6)\.arpa\.$/i.test(name);
}
