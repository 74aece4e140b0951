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
  expect(
    mergeRules(provider, rulesetOf('*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT'))
      .tables.get('filter')
      ?.chains.get('FORWARD')?.policy,
  ).toBe('DROP');
});
