import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRules, printRules } from './ruleset-text.js';
import { anyRuleset } from './testing/any-ruleset.js';

const filter = (...lines: string[]): string => ['*filter', ':INPUT ACCEPT [0:0]', ...lines, 'COMMIT', ''].join('\n');

/** The one rule of chain INPUT that a line is read as. */
function only(line: string) {
  const { ruleset, errors } = parseRules(filter(':C - [0:0]', line));
  expect(errors).toEqual([]);
  return ruleset.tables.get('filter')?.chains.get('INPUT')?.rules[0];
}

describe('reading a rule', () => {
  test.each([
    ['-p tcp', { kind: 'protocol', not: false, protocol: 'tcp' }],
    ['! -p udp', { kind: 'protocol', not: true, protocol: 'udp' }],
    ['-s 10.0.0.0/8', { kind: 'source', not: false, cidr: '10.0.0.0/8' }],
    ['! --source 10.1.2.3', { kind: 'source', not: true, cidr: '10.1.2.3' }],
    ['-d fd00::1/128', { kind: 'destination', not: false, cidr: 'fd00::1/128' }],
    ['-i eth+', { kind: 'in-interface', not: false, name: 'eth+' }],
    ['! -o cbr0', { kind: 'out-interface', not: true, name: 'cbr0' }],
    ['-m mark --mark 0x4000/0x4000', { kind: 'mark', not: false, value: 0x4000, mask: 0x4000 }],
    ['-m mark ! --mark 16', { kind: 'mark', not: true, value: 16, mask: 0xffffffff }],
    ['-m addrtype --dst-type LOCAL', { kind: 'addrtype', not: false, side: 'dst', type: 'LOCAL' }],
    ['-m addrtype ! --src-type LOCAL,MULTICAST', { kind: 'addrtype', not: true, side: 'src', type: 'LOCAL,MULTICAST' }],
    ['-m conntrack --ctstate NEW', { kind: 'conntrack', not: false, states: ['NEW'] }],
    ['-m conntrack ! --ctstate RELATED,DNAT', { kind: 'conntrack', not: true, states: ['RELATED', 'DNAT'] }],
    ['-m statistic --mode random --probability 0.5', { kind: 'statistic', probability: '0.5' }],
    ['-m comment --comment plain', { kind: 'comment', text: 'plain' }],
    [String.raw`-m comment --comment "say \"hi\" \\ there"`, { kind: 'comment', text: String.raw`say "hi" \ there` }],
    ["-m comment --comment 'single quotes'", { kind: 'comment', text: 'single quotes' }],
    ['-m recent --set --name A', { kind: 'recent', name: 'A', op: 'set', reap: false }],
    [
      '-m recent --rcheck --seconds 10800 --reap --name A --mask 255.255.255.255 --rsource',
      { kind: 'recent', name: 'A', op: 'rcheck', seconds: 10800, reap: true },
    ],
    ['-m recent --update', { kind: 'recent', name: 'DEFAULT', op: 'update', reap: false }],
  ])('%s', (text, match) => {
    expect(only(`-A INPUT ${text}`)?.matches).toStrictEqual([match]);
  });

  test.each([
    ['--dport 80', { kind: 'destination-port', not: false, from: 80, to: 80 }],
    ['! --dport 30000:32767', { kind: 'destination-port', not: true, from: 30000, to: 32767 }],
    ['--sport :1023', { kind: 'source-port', not: false, from: 0, to: 1023 }],
    ['--sport 1024:', { kind: 'source-port', not: false, from: 1024, to: 65535 }],
    [
      '-m multiport --dports 80,443,8000:8080',
      {
        kind: 'multiport',
        not: false,
        side: 'destination',
        ports: [
          [80, 80],
          [443, 443],
          [8000, 8080],
        ],
      },
    ],
    ['-m multiport ! --source-ports 53', { kind: 'multiport', not: true, side: 'source', ports: [[53, 53]] }],
    ['-m multiport --ports 53', { kind: 'multiport', not: false, side: 'either', ports: [[53, 53]] }],
  ])('ports: %s', (text, match) => {
    expect(only(`-A INPUT -p tcp -m tcp ${text}`)?.matches[1]).toStrictEqual(match);
  });

  test.each([
    ['-j ACCEPT', { kind: 'ACCEPT' }],
    ['-j C', { kind: 'jump', chain: 'C' }],
    ['-g C', { kind: 'goto', chain: 'C' }],
    ['--jump C', { kind: 'jump', chain: 'C' }],
    ['--goto C', { kind: 'goto', chain: 'C' }],
    ['-j REJECT', { kind: 'REJECT' }],
    ['-j REJECT --reject-with tcp-reset', { kind: 'REJECT', with: 'tcp-reset' }],
    ['-j MARK --or-mark 0x4000', { kind: 'MARK', op: 'or', value: 0x4000 }],
    ['-j MARK --set-xmark 0x4000/0x4000', { kind: 'MARK', op: 'xset', value: 0x4000, mask: 0x4000 }],
    ['-j MARK --set-mark 1', { kind: 'MARK', op: 'set', value: 1 }],
    ['-j DNAT --to-destination 10.0.0.1:80', { kind: 'DNAT', to: '10.0.0.1:80' }],
    ['-j DNAT --to-destination [fd00::1]:80', { kind: 'DNAT', to: '[fd00::1]:80' }],
    ['-j SNAT --to-source 10.0.0.1', { kind: 'SNAT', to: '10.0.0.1' }],
    ['-j MASQUERADE --random-fully', { kind: 'MASQUERADE', randomFully: true }],
  ])('target: %s', (text, target) => {
    expect(only(`-A INPUT ${text}`)?.target).toStrictEqual(target);
  });

  test('a rule without a target only counts', () => {
    expect(only('-A INPUT -m comment --comment "nothing to do"')?.target).toBeNull();
  });

  test('the order of kube-proxy and that of iptables-save mean the same', () => {
    const written = only('-A INPUT -m comment --comment x -m tcp -p tcp -d 10.96.0.10 --dport 80 -j C');
    const saved = only('-A INPUT -d 10.96.0.10/32 -p tcp -m comment --comment x -m tcp --dport 80 -j C');
    const kinds = (rule: typeof written): string[] => (rule?.matches ?? []).map((match) => match.kind).sort();
    expect(kinds(written)).toEqual(kinds(saved));
    expect(written?.target).toEqual(saved?.target);
  });
});

describe('what iptables-restore would refuse is told with its line', () => {
  test.each([
    ['-A INPUT -m set --match-set s src -j DROP', 'unknown-match', 'set'],
    ['-A INPUT -m statistic --mode nth --every 2 -j DROP', 'bad-value', 'nth'],
    ['-A INPUT -j REDIRECT --to-ports 80', 'unknown-target', 'REDIRECT'],
    ['-A INPUT -j ACCEPT --nonsense', 'unknown-option', '--nonsense'],
    ['-A INPUT --dport 80 -j ACCEPT', 'unknown-option', '--dport'],
    ['-A INPUT -p esp', 'bad-value', 'esp'],
    ['-A INPUT -s 10.0.0.0/33', 'bad-value', '10.0.0.0/33'],
    ['-A INPUT -s example.com', 'bad-value', 'example.com'],
    ['-A INPUT -p tcp --dport 70000', 'bad-value', '70000'],
    ['-A INPUT -m statistic --mode random --probability 1.5', 'bad-value', '1.5'],
    ['-A INPUT -m statistic --mode random --probability 0x0', 'bad-value', '0x0'],
    ['-A INPUT -m statistic --mode random --probability -1', 'bad-value', '-1'],
    ['-A INPUT -m conntrack --ctstate NEW,OPEN -j DROP', 'bad-value', 'NEW,OPEN'],
    ['-A INPUT -m addrtype --dst-type LOCAL,NEAR -j DROP', 'bad-value', 'LOCAL,NEAR'],
    ['-A INPUT -m mark --mark 0x1/0x2/0x4 -j DROP', 'bad-value', '0x1/0x2/0x4'],
    ['-A INPUT -m mark --mark 0x1/all -j DROP', 'bad-value', '0x1/all'],
    ['-A INPUT -m recent --name A', 'missing-value', 'recent'],
    ['-A INPUT -m statistic --mode random', 'missing-value', '--probability'],
    ['-A INPUT -j DNAT', 'missing-value', 'DNAT'],
    ['-A INPUT -j MARK', 'missing-value', 'MARK'],
    ['-A INPUT -s', 'missing-value', '-s'],
    ['-A INPUT ! -j DROP', 'cannot-invert', '-j'],
    ['-A INPUT ! -g OUTPUT', 'cannot-invert', '-g'],
    ['-A INPUT -m comment --comment "open', 'unclosed-quote', undefined],
    ['-I INPUT -j DROP', 'unknown-command', '-I'],
    ['-A NOWHERE -j DROP', 'no-such-chain', 'NOWHERE'],
    ['-A INPUT -j NOWHERE', 'no-such-chain', 'NOWHERE'],
    [':BROKEN', 'bad-chain-line', ':BROKEN'],
  ])('%s', (line, problem, word) => {
    const { errors } = parseRules(filter('-A INPUT -j ACCEPT', line, '-A INPUT -j DROP'));
    expect(errors).toEqual([{ line: 4, problem, word: word ?? line }]);
  });

  test('in the order of the lines, also where a jump is found wrong only at the end', () => {
    const { errors } = parseRules(
      filter('-A INPUT -j NOWHERE', '-A INPUT -p esp', '-A INPUT -j ALSO-NOT', '-A INPUT -s x'),
    );
    expect(errors.map(({ line, word }) => [line, word])).toEqual([
      [3, 'NOWHERE'],
      [4, 'esp'],
      [5, 'ALSO-NOT'],
      [6, 'x'],
    ]);
  });

  test('the rules around a bad one are still read', () => {
    const { ruleset } = parseRules(filter('-A INPUT -j ACCEPT', '-A INPUT -j LOG', '-A INPUT -j DROP'));
    expect(
      ruleset.tables
        .get('filter')
        ?.chains.get('INPUT')
        ?.rules.map((rule) => rule.target?.kind),
    ).toEqual(['ACCEPT', 'DROP']);
  });

  test('chains that lead back to themselves', () => {
    const { errors } = parseRules(filter(':A - [0:0]', ':B - [0:0]', '-A INPUT -j A', '-A A -j B', '-A B -g A'));
    expect(errors).toEqual([{ line: 7, problem: 'chain-loop', word: 'A' }]);
  });

  test('a chain that two others reach is not a loop', () => {
    expect(
      parseRules(filter(':A - [0:0]', ':B - [0:0]', '-A INPUT -j A', '-A INPUT -j B', '-A A -j B')).errors,
    ).toEqual([]);
  });

  // iptables(8), section TABLES.
  test.each([
    ['raw', ['PREROUTING', 'OUTPUT']],
    ['mangle', ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']],
    ['nat', ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING']],
    ['filter', ['INPUT', 'FORWARD', 'OUTPUT']],
  ])('table %s has the chains %j, which need no line of their own, and no other', (table, hooks) => {
    const all = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];
    const { errors } = parseRules([`*${table}`, ...all.map((hook) => `-A ${hook} -j ACCEPT`), 'COMMIT', ''].join('\n'));
    expect(errors.map(({ word }) => word)).toEqual(all.filter((hook) => !hooks.includes(hook)));
  });

  test('text outside a table, an unknown table, a missing COMMIT', () => {
    expect(parseRules('-A INPUT -j DROP\n').errors).toEqual([{ line: 1, problem: 'outside-table', word: '-A' }]);
    expect(parseRules('*broute\n').errors).toEqual([{ line: 1, problem: 'unknown-table', word: 'broute' }]);
    expect(parseRules('*nat\n').errors).toEqual([{ line: 2, problem: 'no-commit', word: 'COMMIT' }]);
  });
});

describe('printing', () => {
  const DUMP = `*nat
:PREROUTING ACCEPT [12:3456]
:KUBE-SERVICES - [0:0]
:KUBE-MARK-MASQ - [0:0]
[5:300] -A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A KUBE-SERVICES -d 10.96.0.1/32 -p tcp -m comment --comment "default/kubernetes:https cluster IP" -m tcp --dport 443 -j KUBE-MARK-MASQ
-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
COMMIT
*filter
:INPUT DROP [0:0]
COMMIT
`;

  test('gives the text that was read, byte for byte', () => {
    const { ruleset, errors } = parseRules(DUMP);
    expect(errors).toEqual([]);
    expect(printRules(ruleset)).toBe(DUMP);
  });

  test('leaves out comments and blank lines, and groups rules by chain', () => {
    const { ruleset } = parseRules(
      '# Generated\n*filter\n\n:A - [0:0]\n:B - [0:0]\r\n-A B -j DROP\n-A A -j DROP\nCOMMIT\n# Completed\n',
    );
    expect(printRules(ruleset)).toBe('*filter\n:A - [0:0]\n:B - [0:0]\n-A A -j DROP\n-A B -j DROP\nCOMMIT\n');
  });

  test('built-in chains need no line of their own', () => {
    const { ruleset, errors } = parseRules('*nat\n-A POSTROUTING -j MASQUERADE\nCOMMIT\n');
    expect(errors).toEqual([]);
    expect(printRules(ruleset)).toBe('*nat\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -j MASQUERADE\nCOMMIT\n');
  });

  test('property: any ruleset reads back as itself, and prints the same again', () => {
    fc.assert(
      fc.property(anyRuleset(), (ruleset) => {
        const text = printRules(ruleset);
        const read = parseRules(text);
        expect(read.errors).toEqual([]);
        expect(read.ruleset).toStrictEqual(ruleset);
        expect(printRules(read.ruleset)).toBe(text);
      }),
      { numRuns: 150 },
    );
  });

  test('property: no text makes the reader throw', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '*nat',
        '*filter',
        'COMMIT',
        ':A - [0:0]',
        '-A A -j A',
        '-A A -m',
        '-A',
        '-A A ! ! -j',
        '-A A -m recent --seconds 0',
      ),
    );
    const read = (lines: string[]): void => {
      expect(() => parseRules(lines.join('\n'))).not.toThrow();
    };
    fc.assert(fc.property(fc.array(line, { maxLength: 12 }), read), { numRuns: 300 });
  });
});
