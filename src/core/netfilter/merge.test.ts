import { expect, test } from 'vitest';
import { mergeRules } from './merge.js';
import { parseRules, printRules } from './ruleset-text.js';
import { rulesetOf } from './testing/host.js';

const proxy = rulesetOf(`*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
-A PREROUTING -j KUBE-SERVICES
-A POSTROUTING -m comment --comment first -j RETURN
COMMIT`);
const provider = rulesetOf(`*nat
:MASQ - [0:0]
-A POSTROUTING -j MASQ
-A MASQ -j MASQUERADE
COMMIT
*filter
:FORWARD DROP [0:0]
COMMIT`);

test('both programs share the built-in chains: the first one its rules first, at their old places', () => {
  const merged = mergeRules(proxy, provider);
  expect(printRules(merged)).toBe(`*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
:MASQ - [0:0]
-A PREROUTING -j KUBE-SERVICES
-A POSTROUTING -m comment --comment first -j RETURN
-A POSTROUTING -j MASQ
-A MASQ -j MASQUERADE
COMMIT
*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
COMMIT
`);
  expect(parseRules(printRules(merged)).errors).toEqual([]);
});

test('what only the first has is the very same chain, and DROP wins over ACCEPT', () => {
  const merged = mergeRules(proxy, provider);
  expect(merged.tables.get('nat')?.chains.get('KUBE-SERVICES')).toBe(
    proxy.tables.get('nat')?.chains.get('KUBE-SERVICES'),
  );
  const accepts = rulesetOf('*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -p udp -j ACCEPT\nCOMMIT');
  for (const both of [mergeRules(provider, accepts), mergeRules(accepts, provider)]) {
    const forward = both.tables.get('filter')?.chains.get('FORWARD');
    expect([forward?.policy, forward?.rules.length]).toEqual(['DROP', 1]);
  }
});

test('tables of either come whole, in the order raw, mangle, nat, filter', () => {
  const late = rulesetOf('*filter\nCOMMIT\n*nat\nCOMMIT');
  const early = rulesetOf('*mangle\n:A - [0:0]\nCOMMIT\n*raw\n:B - [0:0]\nCOMMIT');
  const merged = mergeRules(late, early);
  expect([...merged.tables.keys()]).toEqual(['raw', 'mangle', 'nat', 'filter']);
  expect([...(merged.tables.get('raw')?.chains.keys() ?? [])]).toEqual(['PREROUTING', 'OUTPUT', 'B']);
  expect(merged.tables.get('mangle')?.chains.has('A')).toBe(true);
});
