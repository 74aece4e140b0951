import { cidrMatcher, parseIPv4 } from './address.js';
import { matchRecent } from './recent.js';
import type { HostContext, Match, Packet, Rule } from './types.js';

/** One roll of `-m statistic`: it hits when it is below the probability. */
export interface Roll {
  readonly roll: number;
  readonly probability: number;
}

/** What a rule said of a packet: whether all of its matches held, and the roll if it came to one. */
export interface Evaluation {
  readonly matched: boolean;
  readonly roll?: Roll;
}

type Test = (packet: Packet, host: HostContext) => boolean;
type Step = { readonly test: Test } | { readonly probability: number; readonly threshold: number };

const HIT: Evaluation = { matched: true };
const MISS: Evaluation = { matched: false };
/** Matches on the IP header, which the kernel tests before any `-m` extension (net/ipv4/netfilter/ip_tables.c, `ip_packet_match`). */
const HEADER = new Set<Match['kind']>(['protocol', 'source', 'destination', 'in-interface', 'out-interface']);
const compiled = new WeakMap<Rule, readonly Step[]>();

/** Tests a rule against a packet: the header first, then the extensions in the order of the text; the first that fails ends it. */
export function evaluateRule(rule: Rule, packet: Packet, host: HostContext): Evaluation {
  let steps = compiled.get(rule);
  if (steps === undefined) compiled.set(rule, (steps = compile(rule)));
  let rolled: Roll | undefined;
  for (const step of steps) {
    if ('test' in step) {
      if (!step.test(packet, host)) return rolled === undefined ? MISS : { matched: false, roll: rolled };
      continue;
    }
    const roll = host.random();
    rolled = { roll, probability: step.probability };
    if (roll >= step.threshold) return { matched: false, roll: rolled };
  }
  return rolled === undefined ? HIT : { matched: true, roll: rolled };
}

function compile(rule: Rule): readonly Step[] {
  const header = rule.matches.filter((match) => HEADER.has(match.kind));
  const extensions = rule.matches.filter((match) => !HEADER.has(match.kind) && match.kind !== 'comment');
  return [...header, ...extensions].map(stepOf);
}

function stepOf(match: Match): Step {
  if (match.kind !== 'statistic') return { test: testOf(match) };
  const probability = Number(match.probability);
  // The kernel keeps 31 bits of it (libxt_statistic.c: lround(0x80000000 * probability)).
  return { probability, threshold: Math.round(probability * 2 ** 31) / 2 ** 31 };
}

function testOf(match: Exclude<Match, { kind: 'statistic' }>): Test {
  switch (match.kind) {
    case 'protocol':
      return (packet) => (match.protocol === 'all' || packet.protocol === match.protocol) !== match.not;
    case 'source': {
      const inside = cidrMatcher(match.cidr) ?? never;
      return (packet) => inside(packet.src) !== match.not;
    }
    case 'destination': {
      const inside = cidrMatcher(match.cidr) ?? never;
      return (packet) => inside(packet.dst) !== match.not;
    }
    case 'in-interface':
      return (_, host) => interfaceMatches(match.name, host.inInterface) !== match.not;
    case 'out-interface':
      return (_, host) => interfaceMatches(match.name, host.outInterface) !== match.not;
    case 'source-port':
      return (packet) => (packet.sport >= match.from && packet.sport <= match.to) !== match.not;
    case 'destination-port':
      return (packet) => (packet.dport >= match.from && packet.dport <= match.to) !== match.not;
    case 'multiport': {
      const isIn = (port: number): boolean => match.ports.some(([from, to]) => port >= from && port <= to);
      return ({ sport, dport }) => {
        const source = match.side !== 'destination' && isIn(sport);
        return (source || (match.side !== 'source' && isIn(dport))) !== match.not;
      };
    }
    case 'mark':
      return (packet) => ((packet.mark & match.mask) >>> 0 === match.value) !== match.not;
    case 'addrtype': {
      const types = match.type.split(',');
      return (packet, host) => {
        const ip = match.side === 'src' ? packet.src : packet.dst;
        return types.includes(addressType(ip, host)) !== match.not;
      };
    }
    case 'conntrack':
      return (_, host) => match.states.some((state) => hasState(state, host)) !== match.not;
    case 'recent':
      return (packet, host) => matchRecent(match, packet.src, host);
    case 'comment':
      return () => true;
  }
}

function never(): boolean {
  return false;
}

/** A name that ends in `+` stands for every interface whose name begins so. */
function interfaceMatches(pattern: string, name: string): boolean {
  return pattern.endsWith('+') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** The type of an address as the host's routing table knows it (net/netfilter/xt_addrtype.c), as far as addresses alone tell it. */
function addressType(ip: string, host: HostContext): string {
  if (host.isLocal(ip)) return 'LOCAL';
  const value = parseIPv4(ip);
  if (value === undefined) return ip.toLowerCase().startsWith('ff') ? 'MULTICAST' : 'UNICAST';
  if (value === 0xffffffff) return 'BROADCAST';
  return value >= 0xe0000000 && value <= 0xefffffff ? 'MULTICAST' : 'UNICAST';
}

/** `--ctstate DNAT` and `SNAT` are virtual states: what was done to the connection, whatever its state (xt_conntrack.c). */
function hasState(state: string, host: HostContext): boolean {
  if (state === 'DNAT') return host.natDone.dnat;
  if (state === 'SNAT') return host.natDone.snat;
  return state === host.state;
}
