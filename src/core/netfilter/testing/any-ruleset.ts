import fc from 'fast-check';
import type { Chain, Match, Rule, RuleSet, Target } from '../types.js';

const ADDRESSES = ['10.0.0.1', '10.0.0.2', '10.96.0.1', '10.96.0.2', '192.168.0.2'];
const PORTS = [53, 80, 443, 8080];
const MARKS = [0, 1, 0x4000, 0x8000, 0xffffffff];

interface Part<T> {
  readonly text: string;
  readonly value: T;
}

function part<T>(text: string, value: T): Part<T> {
  return { text, value };
}

const not = fc.boolean();
const bang = (inverted: boolean): string => (inverted ? '! ' : '');

/** A match and its text, each in the normal spelling. Ports come with the protocol that they need. */
function anyMatch(): fc.Arbitrary<Part<readonly Match[]>> {
  const cidr = fc.oneof(
    fc.constantFrom(...ADDRESSES),
    fc.constantFrom('10.0.0.0/8', '10.96.0.1/32', '0.0.0.0/0', '10.0.0.0/30'),
  );
  const port = fc.constantFrom(...PORTS);
  return fc.oneof(
    fc.tuple(not, cidr).map(([n, c]) => part(`${bang(n)}-s ${c}`, [{ kind: 'source', not: n, cidr: c } as const])),
    {
      weight: 3,
      arbitrary: fc
        .tuple(not, cidr)
        .map(([n, c]) => part(`${bang(n)}-d ${c}`, [{ kind: 'destination', not: n, cidr: c } as const])),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom('tcp' as const, 'udp' as const), not, port, fc.nat({ max: 2 }))
        .map(([protocol, n, p, width]) =>
          part(`-p ${protocol} -m ${protocol} ${bang(n)}--dport ${width === 0 ? p : `${p}:${p + width}`}`, [
            { kind: 'protocol', not: false, protocol } as const,
            { kind: 'destination-port', not: n, from: p, to: p + width } as const,
          ]),
        ),
    },
    fc
      .tuple(not, fc.constantFrom(...MARKS), fc.constantFrom(...MARKS))
      .map(([n, value, mask]) =>
        part(`-m mark ${bang(n)}--mark 0x${value.toString(16)}/0x${mask.toString(16)}`, [
          { kind: 'mark', not: n, value, mask } as const,
        ]),
      ),
    fc
      .tuple(not, fc.constantFrom('src' as const, 'dst' as const))
      .map(([n, side]) =>
        part(`-m addrtype ${bang(n)}--${side}-type LOCAL`, [
          { kind: 'addrtype', not: n, side, type: 'LOCAL' } as const,
        ]),
      ),
    fc
      .constantFrom('0.5000000000', '0.3333333333', '1.0000000000')
      .map((probability) =>
        part(`-m statistic --mode random --probability ${probability}`, [{ kind: 'statistic', probability } as const]),
      ),
    fc
      .tuple(fc.constantFrom('set' as const, 'rcheck' as const, 'update' as const), fc.constantFrom('A', 'B'))
      .map(([op, name]) =>
        part(`-m recent --name ${name} --${op} --seconds 60 --reap`, [
          { kind: 'recent', name, op, seconds: 60, reap: true } as const,
        ]),
      ),
    fc
      .tuple(not, fc.constantFrom('NEW', 'ESTABLISHED'))
      .map(([n, state]) =>
        part(`-m conntrack ${bang(n)}--ctstate ${state}`, [{ kind: 'conntrack', not: n, states: [state] } as const]),
      ),
    fc
      .constantFrom('web', 'ns/web:http')
      .map((text) => part(`-m comment --comment ${text}`, [{ kind: 'comment', text } as const])),
  );
}

/** Targets that may stand in the nat table; jumps only to `below`, so that there are no loops. */
function anyTarget(below: readonly string[]): fc.Arbitrary<Part<Target | null>> {
  const simple = fc.constantFrom(
    part(' -j ACCEPT', { kind: 'ACCEPT' } as const),
    part(' -j RETURN', { kind: 'RETURN' } as const),
    part(' -j DROP', { kind: 'DROP' } as const),
    part(' -j DNAT --to-destination 10.244.0.7:9376', { kind: 'DNAT', to: '10.244.0.7:9376' } as const),
    part(' -j MASQUERADE', { kind: 'MASQUERADE', randomFully: false } as const),
    part(' -j MARK --or-mark 0x4000', { kind: 'MARK', op: 'or', value: 0x4000 } as const),
    part(' -j MARK --xor-mark 0x1', { kind: 'MARK', op: 'xor', value: 1 } as const),
    part(' -j MARK --set-xmark 0x8000/0xffff', { kind: 'MARK', op: 'xset', value: 0x8000, mask: 0xffff } as const),
    part('', null),
  );
  if (below.length === 0) return simple;
  const jump = fc.tuple(fc.constantFrom('jump' as const, 'goto' as const), fc.constantFrom(...below));
  return fc.oneof(simple, {
    weight: 2,
    arbitrary: jump.map(([kind, chain]) => part(` -${kind === 'jump' ? 'j' : 'g'} ${chain}`, { kind, chain })),
  });
}

function anyRule(chain: string, below: readonly string[]): fc.Arbitrary<Rule> {
  return fc.tuple(fc.array(anyMatch(), { maxLength: 3 }), anyTarget(below)).map(([parts, target]) => ({
    text: [`-A ${chain}`, ...parts.map((p) => p.text)].join(' ') + target.text,
    matches: parts.flatMap((p) => p.value),
    target: target.value,
  }));
}

/** A nat table of four chains, each of which may jump to those after it. */
export function anyRuleset(): fc.Arbitrary<RuleSet> {
  const names = ['PREROUTING', 'A', 'B', 'C'];
  const chains = names.map((name, i) =>
    fc
      .array(anyRule(name, names.slice(i + 1)), { maxLength: 40, size: 'max' })
      .map((rules): Chain => ({ name, policy: i === 0 ? 'ACCEPT' : null, rules })),
  );
  return fc.tuple(...chains).map((list) => ({
    tables: new Map([
      ['nat' as const, { name: 'nat' as const, chains: new Map(list.map((chain) => [chain.name, chain])) }],
    ]),
  }));
}
