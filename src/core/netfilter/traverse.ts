import { candidateRules } from './chain-index.js';
import { markedWith } from './marks.js';
import { evaluateRule, type Roll } from './matcher.js';
import { destinationTranslated, sourceTranslated } from './nat.js';
import type { Chain, HostContext, Packet, Rule, RuleSet, RuleVisit, Table, TableName, Traversal } from './types.js';

/** Jumps that one packet may make in one table. No ruleset that iptables loads comes near: it has no loops. */
const HOP_BUDGET = 100_000;

/** One chain being walked, and what has been told of it so far. */
interface Frame {
  readonly chain: Chain;
  readonly candidates: readonly number[] | null;
  /** Place in `candidates`, or in the rules where there are none. */
  at: number;
  lastVisit: number;
  /** The chance that all dice rolled so far in this chain missed. */
  reach: number;
}

type Outcome = Pick<Traversal, 'verdict' | 'rejectWith'>;

/**
 * Sends a packet through one chain of one table, as the kernel does (net/ipv4/netfilter/ip_tables.c, `ipt_do_table`), and tells every rule that
 * matched or rolled. Pure but for `host.random()` and `host.recent`. A table or chain that is not there accepts. `linear` switches the
 * index of long chains off: it is there to prove that the index changes nothing but `tested`.
 */
export function traverse(
  ruleset: RuleSet,
  table: TableName,
  chain: string,
  packet: Packet,
  host: HostContext,
  options: { readonly linear?: boolean } = {},
): Traversal {
  const found = ruleset.tables.get(table);
  const start = found?.chains.get(chain);
  if (found === undefined || start === undefined) return { verdict: 'ACCEPT', packet, visits: [], tested: 0 };
  return new Walk(found, packet, host, options.linear === true).from(start);
}

class Walk {
  readonly #table: Table;
  readonly #host: HostContext;
  readonly #linear: boolean;
  readonly #visits: RuleVisit[] = [];
  readonly #frames: Frame[] = [];
  #packet: Packet;
  #tested = 0;
  #hops = 0;

  constructor(table: Table, packet: Packet, host: HostContext, linear: boolean) {
    this.#table = table;
    this.#packet = packet;
    this.#host = host;
    this.#linear = linear;
  }

  from(start: Chain): Traversal {
    this.#enter(start);
    for (let frame = this.#frames.at(-1); frame !== undefined; frame = this.#frames.at(-1)) {
      const index = nextRule(frame);
      const rule = index === undefined ? undefined : frame.chain.rules[index];
      if (index === undefined || rule === undefined) {
        this.#frames.pop();
        continue;
      }
      const outcome = this.#test(frame, rule, index);
      if (outcome !== undefined) return this.#end(outcome);
      if (this.#hops > HOP_BUDGET) return { ...this.#end({ verdict: 'DROP' }), overrun: true };
    }
    return this.#end({ verdict: start.policy ?? 'ACCEPT' });
  }

  #end(outcome: Outcome): Traversal {
    return { ...outcome, packet: this.#packet, visits: this.#visits, tested: this.#tested };
  }

  #enter(chain: Chain | undefined): void {
    if (chain === undefined) return;
    this.#hops++;
    const candidates = this.#linear ? null : candidateRules(chain, this.#packet);
    this.#frames.push({ chain, candidates, at: 0, lastVisit: -1, reach: 1 });
  }

  /** Tests one rule and, when it matched, does what it says. Gives an outcome when that ends the walk. */
  #test(frame: Frame, rule: Rule, index: number): Outcome | undefined {
    this.#tested++;
    const { matched, roll } = evaluateRule(rule, this.#packet, this.#host);
    if (!matched && roll === undefined) return undefined;
    const before = this.#packet;
    if (matched) this.#packet = this.#changed(rule);
    this.#tell(frame, rule, index, matched, roll, before);
    return matched ? this.#go(rule) : undefined;
  }

  #tell(frame: Frame, rule: Rule, index: number, matched: boolean, roll: Roll | undefined, before: Packet): void {
    const visit = {
      table: this.#table.name,
      chain: frame.chain.name,
      index,
      rule,
      matched,
      skipped: index - frame.lastVisit - 1,
      before,
      after: this.#packet,
    };
    this.#visits.push(
      roll === undefined ? visit : { ...visit, dice: { ...roll, cumulative: frame.reach * roll.probability } },
    );
    if (roll !== undefined) frame.reach *= 1 - roll.probability;
    frame.lastVisit = index;
  }

  #changed(rule: Rule): Packet {
    const { target } = rule;
    const packet = this.#packet;
    switch (target?.kind) {
      case 'MARK':
        return { ...packet, mark: markedWith(packet.mark, target) };
      case 'DNAT':
        return destinationTranslated(packet, target.to);
      case 'SNAT':
      case 'MASQUERADE':
        return sourceTranslated(packet, target, this.#host);
      default:
        return packet;
    }
  }

  #go(rule: Rule): Outcome | undefined {
    const { target } = rule;
    switch (target?.kind) {
      case undefined:
      case 'MARK':
        return undefined;
      case 'RETURN':
        this.#frames.pop();
        return undefined;
      case 'jump':
        this.#enter(this.#table.chains.get(target.chain));
        return undefined;
      case 'goto':
        // The end of the chain gone to leads back to where this one was called from.
        this.#frames.pop();
        this.#enter(this.#table.chains.get(target.chain));
        return undefined;
      case 'REJECT':
        return { verdict: 'REJECT', rejectWith: target.with ?? 'icmp-port-unreachable' };
      case 'DROP':
        return { verdict: 'DROP' };
      default:
        return { verdict: 'ACCEPT' };
    }
  }
}

/** Moves the frame on and gives the position of the rule to test now; undefined at the chain's end. */
function nextRule(frame: Frame): number | undefined {
  const at = frame.at++;
  if (frame.candidates !== null) return frame.candidates[at];
  return at < frame.chain.rules.length ? at : undefined;
}
