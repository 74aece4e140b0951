import { parseRules } from '../ruleset-text.js';
import type { HostContext, Packet, RuleSet } from '../types.js';

/** A packet from a pod to a Service, changed by `over`. */
export function packetOf(over: Partial<Packet> = {}): Packet {
  return { src: '10.244.1.5', dst: '10.96.0.10', protocol: 'tcp', sport: 40_000, dport: 80, mark: 0, ttl: 64, ...over };
}

/** A host that owns 192.168.0.2, whose dice always miss, at time 0. */
export function hostOf(over: Partial<HostContext> = {}): HostContext {
  return {
    isLocal: (ip) => ip === '192.168.0.2' || ip.startsWith('127.'),
    random: () => 0.999,
    now: 0,
    recent: new Map(),
    inInterface: 'eth0',
    outInterface: 'cbr0',
    state: 'NEW',
    natDone: { dnat: false, snat: false },
    masqueradeAddress: '192.168.0.2',
    ...over,
  };
}

/** The ruleset of a text that must be right. */
export function rulesetOf(text: string): RuleSet {
  const { ruleset, errors } = parseRules(text);
  if (errors.length > 0) throw new Error(`the test's own rules are wrong: ${JSON.stringify(errors)}`);
  return ruleset;
}
