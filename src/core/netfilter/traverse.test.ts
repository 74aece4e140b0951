import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyRuleset } from './testing/any-ruleset.js';
import { hostOf, packetOf, rulesetOf } from './testing/host.js';
import { traverse } from './traverse.js';
import type { HostContext, Packet, RuleSet } from './types.js';

/** A filter table with chain INPUT (policy ACCEPT) and user chains A and B. */
function filter(...lines: string[]): RuleSet {
  return rulesetOf(['*filter', ':INPUT ACCEPT [0:0]', ':A - [0:0]', ':B - [0:0]', ...lines, 'COMMIT'].join('\n'));
}

function run(ruleset: RuleSet, over: Partial<Packet> = {}, host: Partial<HostContext> = {}) {
  return traverse(ruleset, 'filter', 'INPUT', packetOf(over), hostOf(host));
}

const path = (visits: ReturnType<typeof run>['visits']): string[] =>
  visits.map((visit) => `${visit.chain}/${visit.index}`);

test('a jump to a chain that is not there goes on with the next rule', () => {
  const whole = filter('-A INPUT -j A', '-A INPUT -j DROP', '-A A -j ACCEPT');
  const table = whole.tables.get('filter');
  const chains = new Map([...(table?.chains ?? [])].filter(([name]) => name !== 'A'));
  const torn: RuleSet = { ...whole, tables: new Map(table ? [['filter', { ...table, chains }]] : []) };
  expect([run(whole).verdict, run(torn).verdict]).toEqual(['ACCEPT', 'DROP']);
});

describe('verdicts and the way through chains', () => {
  test.each<[string, string[], string, string[]]>([
    ['the policy, when nothing matches', ['-A INPUT -s 1.2.3.4 -j DROP'], 'ACCEPT', []],
    ['the first terminal rule that matches', ['-A INPUT -j DROP', '-A INPUT -j ACCEPT'], 'DROP', ['INPUT/0']],
    [
      'a jump comes back',
      ['-A INPUT -j A', '-A INPUT -j DROP', '-A A -j RETURN'],
      'DROP',
      ['INPUT/0', 'A/0', 'INPUT/1'],
    ],
    [
      'a chain that ends comes back',
      ['-A INPUT -j A', '-A INPUT -j DROP', '-A A -s 1.1.1.1 -j ACCEPT'],
      'DROP',
      ['INPUT/0', 'INPUT/1'],
    ],
    ['RETURN from a built-in chain is its policy', ['-A INPUT -j RETURN', '-A INPUT -j DROP'], 'ACCEPT', ['INPUT/0']],
    [
      'goto does not come back to the chain it left, but to its caller',
      ['-A INPUT -j A', '-A INPUT -j DROP', '-A A -g B', '-A A -j ACCEPT', '-A B -s 1.1.1.1 -j ACCEPT'],
      'DROP',
      ['INPUT/0', 'A/0', 'INPUT/1'],
    ],
    ['goto from a built-in chain ends in its policy', ['-A INPUT -g A', '-A INPUT -j DROP'], 'ACCEPT', ['INPUT/0']],
    ['a rule without a target counts and goes on', ['-A INPUT', '-A INPUT -j DROP'], 'DROP', ['INPUT/0', 'INPUT/1']],
    ['REJECT tells the sender', ['-A INPUT -j REJECT'], 'REJECT', ['INPUT/0']],
  ])('%s', (_, lines, verdict, visits) => {
    const result = run(filter(...lines));
    expect(result.verdict).toBe(verdict);
    expect(path(result.visits)).toEqual(visits);
  });

  test('a policy of DROP', () => {
    const drop = rulesetOf('*filter\n:INPUT DROP [0:0]\nCOMMIT');
    expect(run(drop).verdict).toBe('DROP');
  });

  test('REJECT says with what; port-unreachable when the rule does not', () => {
    expect(run(filter('-A INPUT -j REJECT')).rejectWith).toBe('icmp-port-unreachable');
    expect(run(filter('-A INPUT -j REJECT --reject-with tcp-reset')).rejectWith).toBe('tcp-reset');
  });

  test('a table or chain that is not there lets the packet pass', () => {
    expect(traverse(filter(), 'nat', 'PREROUTING', packetOf(), hostOf()).verdict).toBe('ACCEPT');
  });

  test('skipped counts the rules tested in vain since the last visit in the same chain', () => {
    const miss = (chain: string): string => `-A ${chain} -s 1.1.1.1 -j DROP`;
    const result = run(
      filter(
        miss('INPUT'),
        miss('INPUT'),
        '-A INPUT -j A',
        miss('INPUT'),
        '-A INPUT -j ACCEPT',
        miss('A'),
        '-A A -j RETURN',
      ),
    );
    expect(result.visits.map((visit) => [visit.chain, visit.index, visit.skipped])).toEqual([
      ['INPUT', 2, 2],
      ['A', 1, 1],
      ['INPUT', 4, 1],
    ]);
  });

  test('a ruleset with a loop, which iptables would refuse, ends all the same', () => {
    const rule = { text: '-A INPUT -j INPUT', matches: [], target: { kind: 'jump', chain: 'INPUT' } } as const;
    const chains = new Map([['INPUT', { name: 'INPUT', policy: 'ACCEPT' as const, rules: [rule] }]]);
    const result = run({ tables: new Map([['filter', { name: 'filter', chains }]]) });
    expect([result.verdict, result.overrun]).toEqual(['DROP', true]);
  });
});

describe('matches', () => {
  test.each<[string, Partial<Packet>, Partial<HostContext>, boolean]>([
    ['-p tcp', {}, {}, true],
    ['-p all', { protocol: 'udp' }, {}, true],
    ['! -p tcp', {}, {}, false],
    ['-s 10.244.0.0/16', {}, {}, true],
    ['-s 10.244.0.0/16', { src: '10.245.0.1' }, {}, false],
    ['! -s 10.244.0.0/16', { src: '10.245.0.1' }, {}, true],
    ['-d 0.0.0.0/0', {}, {}, true],
    ['-d 10.96.0.10/31', { dst: '10.96.0.11' }, {}, true],
    ['-d fd00:10::/64', { dst: 'fd00:10:0:0::5' }, {}, true],
    ['-d fd00:10::/64', {}, {}, false],
    ['-p tcp --dport 80', {}, {}, true],
    ['-p tcp --dport 80', { protocol: 'udp' }, {}, false],
    ['-p tcp ! --dport 80', { dport: 81 }, {}, true],
    ['-p tcp --sport 32768:60999', {}, {}, true],
    ['-p tcp -m multiport --dports 443,80', {}, {}, true],
    ['-p tcp -m multiport --dports 443,1024:65535', {}, {}, false],
    ['-p tcp -m multiport ! --dports 443', {}, {}, true],
    ['-p udp -m multiport --dports 80', {}, {}, false],
    ['-p tcp -m multiport --sports 80', {}, {}, false],
    ['-p tcp -m multiport --ports 80', {}, {}, true],
    ['-i eth+', {}, {}, true],
    ['-i veth+', {}, {}, false],
    ['-o cbr0', {}, {}, true],
    ['! -o cbr0', {}, {}, false],
    ['-m mark --mark 0x4000/0x4000', { mark: 0xc001 }, {}, true],
    ['-m mark --mark 0x4000', { mark: 0xc001 }, {}, false],
    ['-m mark --mark 0x80000000/0x80000000', { mark: 0xffffffff }, {}, true],
    ['-m addrtype --dst-type LOCAL', {}, {}, false],
    ['-m addrtype --dst-type LOCAL', { dst: '192.168.0.2' }, {}, true],
    ['-m addrtype ! --dst-type LOCAL', {}, {}, true],
    ['-m addrtype --src-type LOCAL', { src: '127.0.0.1' }, {}, true],
    ['-m addrtype --dst-type MULTICAST,BROADCAST', { dst: '224.0.0.1' }, {}, true],
    ['-m addrtype --dst-type UNICAST', {}, {}, true],
    ['-m addrtype --dst-type MULTICAST', { dst: '223.255.255.255' }, {}, false],
    ['-m addrtype --dst-type MULTICAST', { dst: '224.0.0.0' }, {}, true],
    ['-m addrtype --dst-type MULTICAST', { dst: '239.255.255.255' }, {}, true],
    ['-m addrtype --dst-type MULTICAST', { dst: '240.0.0.0' }, {}, false],
    ['-m addrtype --dst-type BROADCAST', { dst: '255.255.255.255' }, {}, true],
    ['-m conntrack --ctstate RELATED,ESTABLISHED', {}, {}, false],
    ['-m conntrack --ctstate RELATED,ESTABLISHED', {}, { state: 'ESTABLISHED' }, true],
    ['-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT', {}, { natDone: { dnat: true, snat: false } }, false],
    ['-m conntrack --ctstate SNAT', {}, { natDone: { dnat: false, snat: true } }, true],
  ])('%s', (text, packet, host, matched) => {
    expect(run(filter(`-A INPUT ${text} -j DROP`), packet, host).verdict).toBe(matched ? 'DROP' : 'ACCEPT');
  });
});

describe('targets that change the packet', () => {
  test.each([
    ['--or-mark 0x4000', 0x1, 0x4001],
    ['--and-mark 0xff', 0x4001, 0x1],
    ['--xor-mark 0x4000', 0x4001, 0x1],
    ['--xor-mark 0x80000000', 0x1, 0x80000001],
    ['--set-mark 0x7', 0xffffffff, 0x7],
    ['--set-mark 0x7/0xff00', 0xffffffff, 0xffff00ff],
    ['--set-xmark 0x4000/0x4000', 0x4001, 0x4001],
    ['--set-xmark 0x4000/0x0', 0x4001, 0x1],
  ])('MARK %s', (option, before, after) => {
    const result = run(filter(`-A INPUT -j MARK ${option}`), { mark: before });
    expect(result.packet.mark).toBe(after);
    expect([result.visits[0]?.before.mark, result.visits[0]?.after.mark]).toEqual([before, after]);
  });

  const nat = (line: string): RuleSet => rulesetOf(`*nat\n:POSTROUTING ACCEPT [0:0]\n${line}\nCOMMIT`);
  const natRun = (line: string, packet: Partial<Packet> = {}, host: Partial<HostContext> = {}): Packet =>
    traverse(nat(line), 'nat', 'POSTROUTING', packetOf(packet), hostOf(host)).packet;

  test.each<[string, Partial<Packet>]>([
    ['-j DNAT --to-destination 10.244.1.7:9376', { dst: '10.244.1.7', dport: 9376 }],
    ['-j DNAT --to-destination 10.244.1.7', { dst: '10.244.1.7', dport: 80 }],
    ['-j DNAT --to-destination [fd00::7]:81', { dst: 'fd00::7', dport: 81 }],
    ['-j SNAT --to-source 192.0.2.1:99', { src: '192.0.2.1', sport: 99 }],
    ['-j SNAT --to-source 192.0.2.1', { src: '192.0.2.1', sport: 40_000 }],
    ['-j MASQUERADE', { src: '192.168.0.2', sport: 40_000 }],
    ['-j MASQUERADE --random-fully', { src: '192.168.0.2', sport: 1024 + Math.floor(0.999 * 64_512) }],
  ])('%s', (line, expected) => {
    expect(natRun(`-A POSTROUTING ${line}`)).toEqual(packetOf(expected));
  });

  test('MASQUERADE takes another port when its own is taken', () => {
    const taken = new Set([40_000, 1024, 1025]);
    const host = { portTaken: (packet: Packet) => taken.has(packet.sport), random: () => 0 };
    expect(natRun('-A POSTROUTING -j MASQUERADE', {}, host).sport).toBe(1026);
  });

  test('a privileged port stays among the privileged', () => {
    const host = { portTaken: (packet: Packet) => packet.sport === 700, random: () => 0.5 };
    const { sport } = natRun('-A POSTROUTING -j MASQUERADE', { sport: 700 }, host);
    expect(sport).toBeGreaterThanOrEqual(600);
    expect(sport).toBeLessThan(1024);
  });
});

describe('dice', () => {
  const three = filter(
    '-A INPUT -m statistic --mode random --probability 0.3333333333 -j DROP',
    '-A INPUT -m statistic --mode random --probability 0.5000000000 -j REJECT',
    '-A INPUT -j ACCEPT',
  );

  test.each<[number[], string, number]>([
    [[0], 'DROP', 1],
    [[0.34, 0.49], 'REJECT', 2],
    [[0.34, 0.5], 'ACCEPT', 3],
  ])('rolls %j', (rolls, verdict, visits) => {
    const left = [...rolls];
    const result = run(three, {}, { random: () => left.shift() ?? 0 });
    expect([result.verdict, result.visits.length, left.length]).toEqual([verdict, visits, 0]);
  });

  test('each tells its roll, its probability, and the chance of getting here and hitting', () => {
    const { visits } = run(three);
    expect(visits.map((visit) => visit.matched)).toEqual([false, false, true]);
    expect(visits[0]?.dice).toEqual({ roll: 0.999, probability: 0.3333333333, cumulative: 0.3333333333 });
    expect(visits[1]?.dice?.cumulative).toBeCloseTo(1 / 3, 9);
    expect(visits[2]?.dice).toBeUndefined();
  });

  test('the probability is the one that the kernel keeps, in 31 bits', () => {
    const third = filter('-A INPUT -m statistic --mode random --probability 0.3333333333 -j DROP');
    const stored = Math.round(0.3333333333 * 2 ** 31) / 2 ** 31;
    expect(run(third, {}, { random: () => stored - 2 ** -40 }).verdict).toBe('DROP');
    expect(run(third, {}, { random: () => stored }).verdict).toBe('ACCEPT');
  });

  test('a rule that fails before its dice does not roll', () => {
    const unasked = filter('-A INPUT -s 1.1.1.1 -m statistic --mode random --probability 0.5 -j DROP');
    const random = (): number => expect.unreachable('rolled');
    expect(run(unasked, {}, { random }).visits).toEqual([]);
  });
});

describe('recent', () => {
  const sticky = filter(
    '-A INPUT -m recent --name A --rcheck --seconds 10 --reap -j DROP',
    '-A INPUT -m recent --name A --set -j ACCEPT',
  );

  test('an address is remembered for the given seconds', () => {
    const recent = new Map<string, Map<string, number>>();
    const at = (now: number, src = '10.244.1.5'): string => run(sticky, { src }, { recent, now }).verdict;
    expect([at(0), at(10_000), at(10_001), at(10_002), at(10_002, '10.244.1.6')]).toEqual([
      'ACCEPT',
      'DROP',
      'ACCEPT',
      'DROP',
      'ACCEPT',
    ]);
  });

  test('rcheck does not renew the time, update does', () => {
    const list = (op: string): number | undefined => {
      const recent = new Map([['A', new Map([['10.244.1.5', 0]])]]);
      run(filter(`-A INPUT -m recent --name A --${op} --seconds 10 -j DROP`), {}, { recent, now: 5_000 });
      return recent.get('A')?.get('10.244.1.5');
    };
    expect([list('rcheck'), list('update')]).toEqual([0, 5_000]);
  });

  test('reap throws out the longest unseen address, one at each check', () => {
    const recent = new Map([
      [
        'A',
        new Map([
          ['10.0.0.1', 0],
          ['10.0.0.2', 1],
          ['10.244.1.5', 20_000],
        ]),
      ],
    ]);
    run(sticky, {}, { recent, now: 20_000 });
    expect([...(recent.get('A')?.keys() ?? [])]).toEqual(['10.0.0.2', '10.244.1.5']);
  });

  test('reap keeps who was seen within the seconds, also when somebody else is checked', () => {
    const recent = new Map([
      [
        'A',
        new Map([
          ['10.0.0.1', 15_000],
          ['10.244.1.5', 19_000],
        ]),
      ],
    ]);
    run(sticky, {}, { recent, now: 20_000 });
    expect([...(recent.get('A')?.keys() ?? [])]).toEqual(['10.0.0.1', '10.244.1.5']);
  });
});

describe('the index of long chains', () => {
  const services = Array.from({ length: 10_000 }, (_, i) => `10.96.${i >> 8}.${i & 255}`);
  const big = filter(
    ...services.map((ip) => `-A INPUT -m comment --comment x -m tcp -p tcp -d ${ip} --dport 80 -j DROP`),
    '-A INPUT -m addrtype --dst-type LOCAL -j A',
  );

  test('finds one rule of ten thousand without testing the others, and counts them as skipped', () => {
    const result = run(big, { dst: '10.96.39.15' });
    expect([result.verdict, result.tested]).toEqual(['DROP', 1]);
    expect(result.visits[0]?.skipped).toBe(9_999);
  });

  test('a packet for nobody is tested against the rules without an address only', () => {
    expect(run(big, { dst: '10.200.0.1' }).tested).toBe(1);
    expect(run(big, { dst: '10.96.0.1', dport: 81 }).tested).toBe(1);
  });

  test('property: with and without it the walk is the same, rolls and lists included', () => {
    const anyPacket = fc.record({
      src: fc.constantFrom('10.0.0.1', '10.0.0.2', '192.168.0.2'),
      dst: fc.constantFrom('10.0.0.1', '10.96.0.1', '10.96.0.2', '192.168.0.2'),
      dport: fc.constantFrom(53, 80, 81, 443, 9999),
      protocol: fc.constantFrom('tcp' as const, 'udp' as const),
      mark: fc.constantFrom(0, 1, 0x4000),
    });
    fc.assert(
      fc.property(
        anyRuleset(),
        anyPacket,
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 4 }),
        (ruleset, packet, rolls) => {
          const walk = (linear: boolean) => {
            let at = 0;
            const recent = new Map([['A', new Map([['10.0.0.1', 0]])]]);
            const host = hostOf({ random: () => rolls[at++ % rolls.length] ?? 0, recent });
            const { tested, ...result } = traverse(ruleset, 'nat', 'PREROUTING', packetOf(packet), host, { linear });
            return { result, recent, rolled: at, tested };
          };
          const [indexed, plain] = [walk(false), walk(true)];
          expect({ ...indexed, tested: 0 }).toEqual({ ...plain, tested: 0 });
          expect(indexed.tested).toBeLessThanOrEqual(plain.tested ?? 0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
