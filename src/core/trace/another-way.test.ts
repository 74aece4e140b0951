import { describe, expect, test } from 'vitest';
import type { Protocol } from '../api/meta.js';
import { createKubeProxy } from '../kubeproxy/kube-proxy.js';
import { mergeRules } from '../netfilter/merge.js';
import { parseRules } from '../netfilter/ruleset-text.js';
import { aPod } from '../network/testing/objects.js';
import { expectCauses } from './testing/expect-causes.js';
import { pod, request, shop } from './testing/shop.js';
import { hops } from './testing/traced.js';
import { createTracer } from './tracer.js';

// Somebody has written a rule of his own on worker-2: what is meant for web-2 there goes to a pod beside the client. Its answers do not come by worker-2,
// where alone the rewriting could be undone.
const DETOUR = `*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -d 10.244.2.6/32 -j DNAT --to-destination 10.244.1.40
COMMIT
`;
const kubeProxy = createKubeProxy();
const tracer = createTracer({
  rulesOf: (view, node) => {
    const rules = kubeProxy.rules(view, node);
    return node === 'worker-2' ? { ...rules, ruleset: mergeRules(rules.ruleset, parseRules(DETOUR).ruleset) } : rules;
  },
});

function detour(protocol: Protocol, listens: boolean) {
  const port = { port: listens ? 9376 : 9, protocol: protocol as 'TCP' | 'UDP' };
  const view = shop(aPod('beside', { node: 'worker-1', ip: '10.244.1.40', ports: [port] }));
  const trace = tracer.trace(view, request({ to: pod('web-2'), port: 9376, protocol }));
  expectCauses(view, trace);
  return trace;
}

// net/ipv4/tcp_ipv4.c and udp.c look a socket up by both ends of the packet.
describe('an answer from another address than the one that was dialled', () => {
  test.each<[Protocol]>([['TCP'], ['UDP']])('is not for the client’s socket: %s', (protocol) => {
    const trace = detour(protocol, true);
    expect([trace.verdict, trace.client, trace.server?.ip]).toEqual(['DROPPED', 'timeout', '10.244.1.40']);
    const [stop] = hops(trace, 'stop');
    expect([stop?.stop, stop?.at.pod, stop?.why]).toEqual([
      'unanswered',
      'Pod/default/client',
      {
        code: 'trace.stop.notOurs',
        params: {
          client: 'client',
          source: '10.244.1.40:9376',
          expected: '10.244.2.6:9376',
        },
      },
    ]);
    expect(trace.hops.at(-1)).toBe(stop);
  });
  test('nor is a reset', () => {
    const trace = detour('TCP', false);
    expect([trace.verdict, trace.client]).toEqual(['DROPPED', 'timeout']);
    expect(hops(trace, 'stop').map((hop) => hop.stop)).toEqual(['refused', 'unanswered']);
  });
  test('nor an ICMP error about a packet that it did not send', () => {
    const trace = detour('UDP', false);
    expect([trace.verdict, trace.client]).toEqual(['REJECTED', 'timeout']);
    expect(hops(trace, 'deliver')).toEqual([]);
  });
});
