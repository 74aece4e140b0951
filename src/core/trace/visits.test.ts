import { expect, test } from 'vitest';
import { createKubeProxy } from '../kubeproxy/kube-proxy.js';
import { mergeRules } from '../netfilter/merge.js';
import { parseRules } from '../netfilter/ruleset-text.js';
import { pod, request, shop } from './testing/shop.js';
import { hops } from './testing/traced.js';
import { createTracer } from './tracer.js';

// A chain of somebody's own asks for the mark and translates nothing: the rule that marks is not told, the one that asked for it is.
const MARKED = `*nat
:PREROUTING ACCEPT [0:0]
:MINE - [0:0]
:KUBE-MARK-MASQ - [0:0]
-A PREROUTING -d 10.244.2.6/32 -j MINE
-A MINE -j KUBE-MARK-MASQ
COMMIT
`;

test('a mark that is set after the last rule that is told is in what that one leaves, and the next hop has it', () => {
  const kubeProxy = createKubeProxy();
  const own = parseRules(MARKED).ruleset;
  const tracer = createTracer({
    rulesOf: (view, node) => {
      const rules = kubeProxy.rules(view, node);
      return node === 'worker-1' ? { ...rules, ruleset: mergeRules(rules.ruleset, own) } : rules;
    },
  });
  const trace = tracer.trace(shop(), request({ to: pod('web-2'), port: 9376 }));
  const asked = hops(trace, 'rule').find((hop) => hop.chain === 'MINE');
  expect([asked?.packet.before.mark, asked?.packet.after.mark]).toEqual([0, 0x4000]);
  const next = trace.hops[trace.hops.findIndex((hop) => hop === asked) + 1];
  expect(next?.packet.before).toEqual(asked?.packet.after);
  expect(trace.server?.sourceIp).toBe('192.168.0.11');
});
