import { expect, test } from 'vitest';
import { createKubeProxy } from '../kubeproxy/kube-proxy.js';
import { mergeRules } from '../netfilter/merge.js';
import { parseRules } from '../netfilter/ruleset-text.js';
import { aPod } from '../network/testing/objects.js';
import { pod, request, shop } from './testing/shop.js';
import { hops, traced } from './testing/traced.js';
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

test('what a node lets in at a port of its own is told as its input', () => {
  const trace = traced({ to: { kind: 'ip', ip: '192.168.0.12' }, port: 10_250 });
  expect(trace.client).toBe('ok');
  expect(hops(trace, 'chain').map((hop) => hop.why.code)).toContain('trace.chain.inputPass');
});

test('a packet that a table before nat drops gets no further', () => {
  const kubeProxy = createKubeProxy();
  const own = parseRules('*mangle\n-A PREROUTING -d 10.244.2.6/32 -j DROP\nCOMMIT\n').ruleset;
  const tracer = createTracer({
    rulesOf: (view, node) => {
      const rules = kubeProxy.rules(view, node);
      return node === 'worker-2' ? { ...rules, ruleset: mergeRules(rules.ruleset, own) } : rules;
    },
  });
  const trace = tracer.trace(shop(), request({ to: pod('web-2'), port: 9376 }));
  expect([trace.verdict, trace.client, hops(trace, 'stop').map((hop) => [hop.stop, hop.at.node])]).toEqual([
    'DROPPED',
    'timeout',
    [['drop', 'worker-2']],
  ]);
});

test('a pod of the host’s network sends from its node, and is still the one that sends', () => {
  const agent = aPod('agent', { node: 'worker-1', ip: '192.168.0.11', hostNetwork: true });
  const [socket] = hops(traced({ from: pod('agent') }, agent), 'socket');
  expect(socket?.at).toEqual({ place: 'node', node: 'worker-1', pod: 'Pod/default/agent' });
});
