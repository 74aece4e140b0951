import {
  readAddressTypes,
  readCidr,
  readHostPort,
  readMark,
  readMode,
  readNumber,
  readPortList,
  readPorts,
  readProbability,
  readProtocol,
  readRejection,
  readSeconds,
  readStates,
  readText,
  readWholeMask,
} from './rule-values.js';
import { tokenize } from './tokens.js';
import type { Match, Rule, Target } from './types.js';

export type RuleProblem =
  | 'unclosed-quote'
  | 'unknown-command'
  | 'unknown-match'
  | 'unknown-target'
  | 'unknown-option'
  | 'missing-value'
  | 'bad-value'
  | 'cannot-invert';

/** What is wrong with a rule's text, and the word at which reading stopped. */
export interface RuleFault {
  readonly problem: RuleProblem;
  readonly word: string;
}

const MODULES = new Set([
  'comment',
  'tcp',
  'udp',
  'sctp',
  'icmp',
  'multiport',
  'mark',
  'addrtype',
  'conntrack',
  'state',
  'statistic',
  'recent',
]);
const TARGETS = new Set(['ACCEPT', 'DROP', 'RETURN', 'REJECT', 'MARK', 'DNAT', 'SNAT', 'MASQUERADE']);
/** Targets that exist in the kernel but not here: they must be refused, not taken for the names of chains. */
const OTHER_TARGETS = new Set(
  'AUDIT CHECKSUM CLASSIFY CONNMARK CT DSCP HMARK LED LOG NETMAP NFLOG NFQUEUE NOTRACK QUEUE REDIRECT SET TCPMSS TEE TOS TPROXY TRACE TTL'.split(
    ' ',
  ),
);

type Draft<T> = { -readonly [K in keyof T]: T[K] };
type RecentMatch = Draft<Extract<Match, { kind: 'recent' }>>;
type StatisticMatch = Draft<Extract<Match, { kind: 'statistic' }>>;

/**
 * Reads one `-A CHAIN …` line (without counters) into a rule. Takes both the order in which programs write rules and the
 * normalised one of `iptables-save`. Option names and meanings: iptables(8) and iptables-extensions(8). The result is a value in either case.
 */
export function parseRule(text: string): { chain: string; rule: Rule } | RuleFault {
  const words = tokenize(text);
  if (words === undefined) return { problem: 'unclosed-quote', word: text };
  if (words[0] !== '-A' && words[0] !== '--append') return { problem: 'unknown-command', word: words[0] ?? '' };
  if (words[1] === undefined) return { problem: 'missing-value', word: words[0] };
  const reader = new RuleReader(words.slice(2));
  const fault = reader.read();
  if (fault !== undefined) return fault;
  return { chain: words[1], rule: { text, matches: reader.matches, target: reader.target } };
}

/** Reads options from left to right. Each reading method gives the fault, or undefined when all is well. */
class RuleReader {
  readonly matches: Match[] = [];
  target: Target | null = null;
  readonly #words: readonly string[];
  #at = 0;
  #not = false;
  #option = '';
  #protocol: string | undefined;
  #portOption: string | undefined;
  #recent: RecentMatch | undefined;
  #recentOp = false;
  #statistic: StatisticMatch | undefined;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  read(): RuleFault | undefined {
    while (this.#at < this.#words.length) {
      this.#not = this.#words[this.#at] === '!';
      if (this.#not) this.#at++;
      this.#option = this.#words[this.#at++] ?? '!';
      const fault = this.#readOption();
      if (fault !== undefined) return fault;
    }
    return this.#finish();
  }

  #finish(): RuleFault | undefined {
    if (this.#portOption !== undefined && !['tcp', 'udp', 'sctp'].includes(this.#protocol ?? ''))
      return { problem: 'unknown-option', word: this.#portOption };
    if (this.#recent !== undefined && !this.#recentOp) return { problem: 'missing-value', word: 'recent' };
    if (this.#statistic?.probability === '') return { problem: 'missing-value', word: '--probability' };
    const target = this.target;
    const needs =
      target?.kind === 'DNAT' || target?.kind === 'SNAT'
        ? target.to === ''
        : target?.kind === 'MARK' && Number.isNaN(target.value);
    return needs ? { problem: 'missing-value', word: target?.kind ?? '' } : undefined;
  }

  #fault(problem: RuleProblem, word = this.#option): RuleFault {
    return { problem, word };
  }

  /** The next word, checked and pushed as a match; refuses a leading `!` unless the match can be inverted. */
  #value<T>(
    read: (word: string) => T | undefined,
    take: (value: T, not: boolean) => void,
    invertible = true,
  ): RuleFault | undefined {
    if (this.#not && !invertible) return this.#fault('cannot-invert');
    const word = this.#words[this.#at++];
    if (word === undefined) return this.#fault('missing-value');
    const value = read(word);
    if (value === undefined) return this.#fault('bad-value', word);
    take(value, this.#not);
    return undefined;
  }

  #flag(take: () => void): RuleFault | undefined {
    if (this.#not) return this.#fault('cannot-invert');
    take();
    return undefined;
  }

  #readOption(): RuleFault | undefined {
    switch (this.#option) {
      case '-p':
      case '--protocol':
        return this.#value(readProtocol, (protocol, not) => {
          if (!not) this.#protocol = protocol;
          this.matches.push({ kind: 'protocol', not, protocol });
        });
      case '-s':
      case '--source':
      case '--src':
        return this.#value(readCidr, (cidr, not) => this.matches.push({ kind: 'source', not, cidr }));
      case '-d':
      case '--destination':
      case '--dst':
        return this.#value(readCidr, (cidr, not) => this.matches.push({ kind: 'destination', not, cidr }));
      case '-i':
      case '--in-interface':
        return this.#value(readText, (name, not) => this.matches.push({ kind: 'in-interface', not, name }));
      case '-o':
      case '--out-interface':
        return this.#value(readText, (name, not) => this.matches.push({ kind: 'out-interface', not, name }));
      case '-m':
      case '--match':
        return this.#value(readText, (name) => this.#load(name), false) ?? this.#checkModule();
      case '-j':
      case '--jump':
        return this.#value(readText, (name) => (this.target = targetNamed(name)), false) ?? this.#checkTarget();
      case '-g':
      case '--goto':
        return this.#value(readText, (chain) => (this.target = { kind: 'goto', chain }), false);
      default:
        return this.target === null ? this.#readMatchOption() : this.#readTargetOption(this.target);
    }
  }

  #load(name: string): void {
    if (name === 'recent')
      this.matches.push((this.#recent = { kind: 'recent', name: 'DEFAULT', op: 'rcheck', reap: false }));
    if (name === 'statistic') this.matches.push((this.#statistic = { kind: 'statistic', probability: '' }));
  }

  #checkModule(): RuleFault | undefined {
    const name = this.#words[this.#at - 1] ?? '';
    return MODULES.has(name) ? undefined : this.#fault('unknown-match', name);
  }

  #checkTarget(): RuleFault | undefined {
    const name = this.#words[this.#at - 1] ?? '';
    return OTHER_TARGETS.has(name) ? this.#fault('unknown-target', name) : undefined;
  }

  #readMatchOption(): RuleFault | undefined {
    switch (this.#option) {
      case '--sport':
      case '--source-port':
        this.#portOption = this.#option;
        return this.#value(readPorts, ([from, to], not) => this.matches.push({ kind: 'source-port', not, from, to }));
      case '--dport':
      case '--destination-port':
        this.#portOption = this.#option;
        return this.#value(readPorts, ([from, to], not) =>
          this.matches.push({ kind: 'destination-port', not, from, to }),
        );
      case '--sports':
      case '--source-ports':
        return this.#readMultiport('source');
      case '--dports':
      case '--destination-ports':
        return this.#readMultiport('destination');
      case '--ports':
        return this.#readMultiport('either');
      case '--comment':
        return this.#value(
          (text) => text,
          (text) => this.matches.push({ kind: 'comment', text }),
          false,
        );
      case '--mark':
        return this.#value(readMark, ({ value, mask }, not) =>
          this.matches.push({ kind: 'mark', not, value, mask: mask ?? 0xffffffff }),
        );
      case '--src-type':
        return this.#value(readAddressTypes, (types, not) =>
          this.matches.push({ kind: 'addrtype', not, side: 'src', type: types.join(',') }),
        );
      case '--dst-type':
        return this.#value(readAddressTypes, (types, not) =>
          this.matches.push({ kind: 'addrtype', not, side: 'dst', type: types.join(',') }),
        );
      case '--ctstate':
      case '--state':
        return this.#value(readStates, (states, not) => this.matches.push({ kind: 'conntrack', not, states }));
      case '--mode':
        return this.#value(readMode, () => undefined, false);
      case '--probability':
        return this.#statistic === undefined
          ? this.#fault('unknown-option')
          : this.#value(
              readProbability,
              (text) => ((this.#statistic ?? { probability: '' }).probability = text),
              false,
            );
      default:
        return this.#recent === undefined ? this.#fault('unknown-option') : this.#readRecent(this.#recent);
    }
  }

  #readMultiport(side: 'source' | 'destination' | 'either'): RuleFault | undefined {
    this.#portOption = this.#option;
    return this.#value(readPortList, (ports, not) => this.matches.push({ kind: 'multiport', not, side, ports }));
  }

  #readRecent(recent: RecentMatch): RuleFault | undefined {
    switch (this.#option) {
      case '--set':
      case '--rcheck':
      case '--update':
        return this.#flag(() => {
          recent.op = this.#option.slice(2) as RecentMatch['op'];
          this.#recentOp = true;
        });
      case '--name':
        return this.#value(readText, (name) => (recent.name = name), false);
      case '--seconds':
        return this.#value(readSeconds, (seconds) => (recent.seconds = seconds), false);
      case '--reap':
        return this.#flag(() => (recent.reap = true));
      case '--rsource':
        return this.#flag(() => undefined);
      case '--mask':
        return this.#value(readWholeMask, () => undefined, false);
      default:
        return this.#fault('unknown-option');
    }
  }

  #readTargetOption(target: Target): RuleFault | undefined {
    const key = `${target.kind} ${this.#option}`;
    switch (key) {
      case 'REJECT --reject-with':
        return this.#value(readRejection, (word) => (this.target = { kind: 'REJECT', with: word }), false);
      case 'MARK --or-mark':
      case 'MARK --and-mark':
      case 'MARK --xor-mark':
        return this.#value(
          readNumber,
          (value) => (this.target = { kind: 'MARK', op: this.#option.slice(2, -5) as 'or', value }),
          false,
        );
      case 'MARK --set-mark':
      case 'MARK --set-xmark': {
        const op = this.#option === '--set-mark' ? 'set' : 'xset';
        return this.#value(
          readMark,
          ({ value, mask }) =>
            (this.target = mask === undefined ? { kind: 'MARK', op, value } : { kind: 'MARK', op, value, mask }),
          false,
        );
      }
      case 'DNAT --to-destination':
        return this.#value(readHostPort, (to) => (this.target = { kind: 'DNAT', to }), false);
      case 'SNAT --to-source':
        return this.#value(readHostPort, (to) => (this.target = { kind: 'SNAT', to }), false);
      case 'MASQUERADE --random-fully':
        return this.#flag(() => (this.target = { kind: 'MASQUERADE', randomFully: true }));
      default:
        // Matches may stand after the target; `-j` is an option like any other.
        return this.#readMatchOption();
    }
  }
}

/** A name that is not a target of the kernel's is a chain to jump to. */
function targetNamed(name: string): Target {
  switch (name) {
    case 'MARK':
      return { kind: name, op: 'set', value: Number.NaN };
    case 'DNAT':
    case 'SNAT':
      return { kind: name, to: '' };
    case 'MASQUERADE':
      return { kind: name, randomFully: false };
    default:
      return TARGETS.has(name) ? { kind: name as 'ACCEPT' } : { kind: 'jump', chain: name };
  }
}
