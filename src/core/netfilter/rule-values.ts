import { cidrMatcher, splitHostPort } from './address.js';
import type { L4Protocol } from './types.js';

// Each reader gives the value of one word, or undefined when iptables would not take it there (or we do not model it).

const PROTOCOLS = new Set<string>(['tcp', 'udp', 'sctp', 'icmp', 'all']);
const ADDRESS_TYPES = new Set(['LOCAL', 'UNICAST', 'BROADCAST', 'MULTICAST']);
const STATES = new Set(['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED', 'DNAT', 'SNAT']);
const REJECTIONS = new Set(
  'icmp-net-unreachable icmp-host-unreachable icmp-port-unreachable icmp-proto-unreachable icmp-net-prohibited icmp-host-prohibited icmp-admin-prohibited tcp-reset icmp6-port-unreachable icmp6-adm-prohibited icmp6-no-route icmp6-addr-unreachable'.split(
    ' ',
  ),
);
const WHOLE_MASKS = new Set(['255.255.255.255', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']);

export function readText(word: string): string | undefined {
  return word === '' ? undefined : word;
}

export function readProtocol(word: string): L4Protocol | 'all' | undefined {
  return PROTOCOLS.has(word) ? (word as L4Protocol) : undefined;
}

export function readCidr(word: string): string | undefined {
  return cidrMatcher(word) === undefined ? undefined : word;
}

export function readHostPort(word: string): string | undefined {
  return splitHostPort(word) === undefined ? undefined : word;
}

function readPort(word: string): number | undefined {
  return /^\d{1,5}$/.test(word) && Number(word) <= 65535 ? Number(word) : undefined;
}

/** `80` or `1024:65535`; an open end is the lowest or highest port. */
export function readPorts(word: string): [number, number] | undefined {
  const colon = word.indexOf(':');
  const from = readPort(colon === -1 ? word : word.slice(0, colon) || '0');
  const to = colon === -1 ? from : readPort(word.slice(colon + 1) || '65535');
  return from === undefined || to === undefined || from > to ? undefined : [from, to];
}

/** `80,443,8000:8080`: fifteen places at most, of which a range takes two (`parse_multi_ports` of extensions/libxt_multiport.c). */
export function readPortList(word: string): [number, number][] | undefined {
  const ports = word.split(',').map(readPorts);
  const places = word.split(/[,:]/).length;
  return places <= 15 && ports.every((one) => one !== undefined) ? ports : undefined;
}

export function readNumber(word: string): number | undefined {
  const value = /^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(word) ? Number(word) : Number.NaN;
  return value <= 0xffffffff ? value : undefined;
}

export function readMark(word: string): { value: number; mask: number | undefined } | undefined {
  const [first = '', second, ...rest] = word.split('/');
  const value = readNumber(first);
  const mask = second === undefined ? undefined : readNumber(second);
  if (value === undefined || rest.length > 0 || (second !== undefined && mask === undefined)) return undefined;
  return { value, mask };
}

export function readProbability(word: string): string | undefined {
  return /^\d+(\.\d+)?(e-?\d+)?$/i.test(word) && Number(word) <= 1 ? word : undefined;
}

export function readAddressTypes(word: string): string[] | undefined {
  return readList(word, ADDRESS_TYPES);
}

export function readStates(word: string): string[] | undefined {
  return readList(word, STATES);
}

export function readRejection(word: string): string | undefined {
  return REJECTIONS.has(word) ? word : undefined;
}

export function readSeconds(word: string): number | undefined {
  return /^[1-9]\d{0,9}$/.test(word) ? Number(word) : undefined;
}

/** A mask of `-m recent`: only the whole address is modelled. */
export function readWholeMask(word: string): string | undefined {
  return WHOLE_MASKS.has(word) ? word : undefined;
}

/** A mode of `-m statistic`: only dice are modelled. */
export function readMode(word: string): string | undefined {
  return word === 'random' ? word : undefined;
}

function readList(word: string, allowed: ReadonlySet<string>): string[] | undefined {
  const items = word.split(',');
  return items.every((item) => allowed.has(item)) ? items : undefined;
}
