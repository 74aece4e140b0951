import { canonicalAddress, hostOf } from './address.js';
import type { Chain, Match, Packet, Rule } from './types.js';

/** Shorter chains are walked rule by rule: the index would cost more than it saves. */
const WORTH_AN_INDEX = 16;

/**
 * The positions of a chain's rules by the one destination address and the one destination port they ask for. A packet's destination
 * does not change inside a table until the walk ends (DNAT ends it), so all other rules with an address or a port cannot match.
 * A rule with dice or a `recent` list stays among `others`: testing it has an effect even when it does not match.
 */
interface ChainIndex {
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  readonly others: readonly number[];
}

const indexes = new WeakMap<Chain, ChainIndex>();

/** The positions of the rules that can match the packet (or must be tested), in the chain's order; null for "test them all". */
export function candidateRules(chain: Chain, packet: Packet): readonly number[] | null {
  if (chain.rules.length < WORTH_AN_INDEX) return null;
  let index = indexes.get(chain);
  if (index === undefined) indexes.set(chain, (index = indexOf(chain.rules)));
  if (index.byKey.size === 0) return null;
  const dst = canonicalAddress(packet.dst);
  const lists = [`${dst}|${packet.dport}`, `${dst}|`, `|${packet.dport}`]
    .map((key) => index.byKey.get(key))
    .filter((list) => list !== undefined);
  if (lists.length === 0) return index.others;
  if (lists.length === 1 && index.others.length === 0 && lists[0] !== undefined) return lists[0];
  return [...lists, index.others].flat().sort((a, b) => a - b);
}

function indexOf(rules: readonly Rule[]): ChainIndex {
  const byKey = new Map<string, number[]>();
  const others: number[] = [];
  for (const [position, rule] of rules.entries()) {
    const key = keyOf(rule);
    if (key === '|') others.push(position);
    else {
      const list = byKey.get(key);
      if (list === undefined) byKey.set(key, [position]);
      else list.push(position);
    }
  }
  return { byKey, others };
}

/** `address|port` with an empty half for what the rule leaves open; `|` for a rule that the index cannot hold. */
function keyOf(rule: Rule): string {
  let address = '';
  let port = '';
  for (const match of rule.matches) {
    if (hasEffect(match)) return '|';
    if (match.kind === 'destination' && !match.not) address = hostOf(match.cidr) ?? address;
    if (match.kind === 'destination-port' && !match.not && match.from === match.to) port = String(match.from);
  }
  return `${address}|${port}`;
}

function hasEffect(match: Match): boolean {
  return match.kind === 'statistic' || match.kind === 'recent';
}
