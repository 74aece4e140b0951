import type { Match, Rule, Target } from '../netfilter/types.js';

/**
 * Builds a rule's text and its meaning together, word for word as kube-proxy writes it. Reading the text back gives the same
 * matches and target (there is a test for it); building both at once only spares the reading.
 */
export class RuleLine {
  #text: string;
  readonly #matches: Match[] = [];

  constructor(chain: string) {
    this.#text = `-A ${chain}`;
  }

  /** Quoted when it has a blank, as kube-proxy does. */
  comment(text: string): this {
    this.#text += text.includes(' ') ? ` -m comment --comment "${text}"` : ` -m comment --comment ${text}`;
    this.#matches.push({ kind: 'comment', text });
    return this;
  }

  protocol(protocol: 'tcp' | 'udp' | 'sctp'): this {
    this.#text += ` -m ${protocol} -p ${protocol}`;
    this.#matches.push({ kind: 'protocol', not: false, protocol });
    return this;
  }

  source(cidr: string, not = false): this {
    this.#text += `${not ? ' !' : ''} -s ${cidr}`;
    this.#matches.push({ kind: 'source', not, cidr });
    return this;
  }

  destination(cidr: string, not = false): this {
    this.#text += `${not ? ' !' : ''} -d ${cidr}`;
    this.#matches.push({ kind: 'destination', not, cidr });
    return this;
  }

  dport(port: number): this {
    this.#text += ` --dport ${port}`;
    this.#matches.push({ kind: 'destination-port', not: false, from: port, to: port });
    return this;
  }

  /** `-m mark --mark MARK/MARK`. */
  marked(mark: string, not = false): this {
    this.#text += ` -m mark${not ? ' !' : ''} --mark ${mark}/${mark}`;
    this.#matches.push({ kind: 'mark', not, value: Number(mark), mask: Number(mark) });
    return this;
  }

  /** The address on that side is one of the host's own. */
  local(side: 'src' | 'dst'): this {
    this.#text += ` -m addrtype --${side}-type LOCAL`;
    this.#matches.push({ kind: 'addrtype', not: false, side, type: 'LOCAL' });
    return this;
  }

  state(states: readonly string[], not = false): this {
    this.#text += ` -m conntrack${not ? ' !' : ''} --ctstate ${states.join(',')}`;
    this.#matches.push({ kind: 'conntrack', not, states });
    return this;
  }

  probability(probability: string): this {
    this.#text += ` -m statistic --mode random --probability ${probability}`;
    this.#matches.push({ kind: 'statistic', probability });
    return this;
  }

  seenWithin(name: string, seconds: number): this {
    this.#text += ` -m recent --name ${name} --rcheck --seconds ${seconds} --reap`;
    this.#matches.push({ kind: 'recent', name, op: 'rcheck', seconds, reap: true });
    return this;
  }

  remember(name: string): this {
    this.#text += ` -m recent --name ${name} --set`;
    this.#matches.push({ kind: 'recent', name, op: 'set', reap: false });
    return this;
  }

  jump(chain: string): Rule {
    return this.#end(` -j ${chain}`, { kind: 'jump', chain });
  }

  verdict(kind: 'ACCEPT' | 'DROP' | 'RETURN' | 'REJECT'): Rule {
    return this.#end(` -j ${kind}`, { kind });
  }

  setMark(op: 'or' | 'xor', mark: string): Rule {
    return this.#end(` -j MARK --${op}-mark ${mark}`, { kind: 'MARK', op, value: Number(mark) });
  }

  masquerade(randomFully: boolean): Rule {
    return this.#end(` -j MASQUERADE${randomFully ? ' --random-fully' : ''}`, { kind: 'MASQUERADE', randomFully });
  }

  dnat(to: string): Rule {
    return this.#end(` -j DNAT --to-destination ${to}`, { kind: 'DNAT', to });
  }

  /** A rule without a target: it only counts, and stands there to be read. */
  only(): Rule {
    return this.#end('', null);
  }

  #end(text: string, target: Target | null): Rule {
    return { text: this.#text + text, matches: this.#matches, target };
  }
}
