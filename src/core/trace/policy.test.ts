import { describe, expect, test } from 'vitest';
import { formatFieldPath } from '../api/field-path.js';
import { aPod, aService, aSlice, settings } from '../network/testing/objects.js';
import { aPolicy } from '../policy/testing/objects.js';
import { backends, pod, request, service, shop } from './testing/shop.js';
import { expectCauses } from './testing/expect-causes.js';
import { ended, hops, traced, tracer } from './testing/traced.js';
import type { Trace } from './types.js';

const [web1] = backends;
const toWeb1 = { to: pod('web-1'), port: 9376 };
const toWeb2 = { to: pod('web-2'), port: 9376 };
const denyIngress = aPolicy('deny', {});
const denyEgress = aPolicy('no-way-out', { policyTypes: ['Egress'] });
const fromBlock = (cidr: string) => aPolicy('block', { ingress: [{ from: [{ ipBlock: { cidr } }] }] });
const behind = (one = web1) => aSlice('my-service', one ? [one] : [], [{ name: '', port: 9376, protocol: 'TCP' }]);
const nodePort = (externalTrafficPolicy: 'Cluster' | 'Local' = 'Cluster') =>
  aService('my-service', '10.96.0.20', [{ port: 80, targetPort: 9376, nodePort: 30080 }], {
    spec: { type: 'NodePort', selector: { app: 'MyApp' }, externalTrafficPolicy },
  });

/** Each decision on the way: which end, at which node and hook, what was decided and why. */
const decided = (trace: Trace) =>
  hops(trace, 'policy').map(({ decision, at }) =>
    [decision.direction, at.node, at.hook, decision.because, decision.allowed ? 'yes' : 'no'].join(' '),
  );

describe('where a policy is asked, and what its decision does to the packet', () => {
  const ok = ['FORWARDED', 'ok', 'ok'];
  const lost = ['DROPPED', 'timeout', 'policy.sum'];
  test.each([
    ['a pod that no policy selects has no hop', toWeb2, [], [], ok],
    [
      'ingress is asked at the node of the destination',
      toWeb2,
      [denyIngress],
      ['ingress worker-2 FORWARD no-rule no'],
      lost,
    ],
    ['on one bridge too', toWeb1, [denyIngress], ['ingress worker-1 FORWARD no-rule no'], lost],
    ['egress is asked at the node of the source', toWeb2, [denyEgress], ['egress worker-1 FORWARD no-rule no'], lost],
    [
      'a rule that matches lets it through, both ends asked in order',
      toWeb2,
      [aPolicy('both', { ingress: [{}], egress: [{}] })],
      ['egress worker-1 FORWARD rule yes', 'ingress worker-2 FORWARD rule yes'],
      ok,
    ],
    [
      'after DNAT: a rule sees the port of the pod',
      {},
      [behind(), aPolicy('pod-port', { ingress: [{ ports: [{ protocol: 'TCP', port: 9376 }] }] })],
      ['ingress worker-1 FORWARD rule yes'],
      ok,
    ],
    [
      'and not that of the Service',
      {},
      [behind(), aPolicy('service-port', { ingress: [{ ports: [{ protocol: 'TCP', port: 80 }] }] })],
      ['ingress worker-1 FORWARD no-rule no'],
      lost,
    ],
    [
      'to the world outside: egress alone, with the address that was dialled',
      { to: { kind: 'ip' as const, ip: '203.0.113.10' } },
      [aPolicy('out', { policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] })],
      ['egress worker-1 FORWARD rule yes'],
      ok,
    ],
    [
      'to the world outside, and no rule has it',
      { to: { kind: 'ip' as const, ip: '203.0.113.10' } },
      [aPolicy('inside-only', { policyTypes: ['Egress'], egress: [{ to: [{ namespaceSelector: {} }] }] })],
      ['egress worker-1 FORWARD no-rule no'],
      lost,
    ],
    [
      'a pod to its own node',
      { to: { kind: 'ip' as const, ip: '192.168.0.11' }, port: 10250 },
      [denyEgress],
      ['egress worker-1 INPUT own-node yes'],
      ok,
    ],
    [
      'a pod to another node',
      { to: { kind: 'ip' as const, ip: '192.168.0.12' }, port: 10250 },
      [denyEgress],
      ['egress worker-1 FORWARD no-rule no'],
      lost,
    ],
    [
      'a node to a pod of its own',
      { ...toWeb1, from: { kind: 'node' as const, node: 'worker-1' } },
      [denyIngress],
      ['ingress worker-1 OUTPUT own-node yes'],
      ok,
    ],
    [
      'a node to the pod of another node',
      { ...toWeb2, from: { kind: 'node' as const, node: 'worker-1' } },
      [denyIngress],
      ['ingress worker-2 FORWARD no-rule no'],
      lost,
    ],
    [
      'a node to the pod of another node, let in by its address',
      { ...toWeb2, from: { kind: 'node' as const, node: 'worker-1' } },
      [fromBlock('192.168.0.11/32')],
      ['ingress worker-2 FORWARD rule yes'],
      ok,
    ],
    [
      'a pod of the host’s network is that node',
      { ...toWeb2, from: pod('agent') },
      [
        aPod('agent', { node: 'worker-1', ip: '192.168.0.11', hostNetwork: true }),
        aPolicy('pods', {
          podSelector: { matchLabels: { app: 'MyApp' } },
          ingress: [{ from: [{ namespaceSelector: {} }] }],
        }),
      ],
      ['ingress worker-2 FORWARD no-rule no'],
      lost,
    ],
  ])('%s', (_, parts, changed, decisions, end) => {
    const trace = traced(parts, ...changed);
    expect(decided(trace)).toEqual(decisions);
    expect(ended(trace)).toEqual(end);
  });
});

describe('the source that an ingress rule sees', () => {
  const outside = { from: { kind: 'outside' as const, place: 'lan' as const }, port: 30080 };
  const at = (ip: string) => ({ ...outside, to: { kind: 'ip' as const, ip } });
  // The LAN's machine has the 200th address of the nodes' network.
  test.each([
    ['at the node that it came to, the client', at('192.168.0.11'), nodePort(), '192.168.0.200/32', 'ok'],
    [
      'on the next node, the first node: its packets were masqueraded',
      at('192.168.0.12'),
      nodePort(),
      '192.168.0.12/32',
      'ok',
    ],
    ['and not the client any more', at('192.168.0.12'), nodePort(), '192.168.0.200/32', 'timeout'],
    ['with Local it stays the client', at('192.168.0.11'), nodePort('Local'), '192.168.0.200/32', 'ok'],
  ])('%s', (_, parts, changed, cidr, seen) => {
    expect(traced(parts, changed, behind(), fromBlock(cidr)).client).toBe(seen);
  });
});

test('a pod reaches itself through its own Service, whatever selects it', () => {
  const own = { from: pod('web-1') };
  const closed = [denyIngress, aPolicy('no-way-out', { policyTypes: ['Egress'] })];
  const trace = traced(own, behind(), ...closed);
  expect(decided(trace)).toEqual(['egress worker-1 FORWARD self yes', 'ingress worker-1 FORWARD self yes']);
  expect(trace.client).toBe('ok');
});

describe('once for a connection', () => {
  const open = aPolicy('both', { ingress: [{}], egress: [{}] });

  test('the answer is not asked about, though the client is isolated for ingress', () => {
    const trace = traced(
      toWeb2,
      aPolicy('client-only', { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }),
    );
    expect(hops(trace, 'policy').map((hop) => hop.direction)).toEqual(['out']);
  });

  test('packets after the first are not asked about', () => {
    expect(decided(traced({ ...toWeb2, packet: 'second' }, open))).toEqual([]);
  });
});

describe('names', () => {
  test('with default-deny egress the look-up dies first, in silence', () => {
    const trace = traced({ to: service('my-service') }, denyEgress);
    expect(ended(trace)).toEqual(['DROPPED', 'timeout', 'policy.sumDns']);
    expect(trace.cause).toEqual({ object: 'NetworkPolicy/default/no-way-out', field: ['spec', 'policyTypes', 0] });
    expect(hops(trace, 'dns')).toEqual([]);
    expect(hops(trace, 'socket')[0]?.packet.after.dport).toBe(53);
  });

  test('with a way to the name server the look-up works and the request dies', () => {
    const dnsOnly = aPolicy('dns-only', {
      policyTypes: ['Egress'],
      egress: [
        {
          to: [{ namespaceSelector: {} }],
          ports: [
            { protocol: 'UDP', port: 53 },
            { protocol: 'TCP', port: 53 },
          ],
        },
      ],
    });
    const trace = traced({ to: service('my-service') }, dnsOnly);
    expect(ended(trace)).toEqual(['DROPPED', 'timeout', 'policy.sum']);
    expect(hops(trace, 'dns').length).toBeGreaterThan(0);
  });

  test('a name server that lets nobody in is as silent', () => {
    const closed = aPolicy('closed', {}, 'kube-system');
    expect(ended(traced({ to: service('my-service') }, closed))).toEqual(['DROPPED', 'timeout', 'policy.sumDns']);
  });
});

describe('the field that a drop points at', () => {
  const causeOf = (...changed: Parameters<typeof aPolicy>[]) => {
    const { cause } = traced(toWeb2, ...changed.map((one) => aPolicy(...one)));
    return `${cause.object} ${formatFieldPath(cause.field)}`;
  };
  test.each([
    ['no ingress section: the type', {}, 'spec.policyTypes[0]'],
    ['an empty one: the empty list', { ingress: [] }, 'spec.ingress'],
    [
      'rules that do not match: who was selected',
      { ingress: [{ from: [{ podSelector: { matchLabels: { a: 'b' } } }] }] },
      'spec.podSelector',
    ],
  ])('%s', (_, spec, field) => {
    expect(causeOf(['deny', spec])).toBe(`NetworkPolicy/default/deny ${field}`);
  });
});

test('a provider that does not enforce says so where it would have been asked, and nothing is dropped', () => {
  const view = shop(denyIngress, denyEgress);
  const idle = { ...view, settings: { ...settings, networkPolicy: 'ignored' as const } };
  const trace = tracer.trace(idle, request(toWeb2));
  expectCauses(idle, trace);
  expect(decided(trace)).toEqual([
    'egress worker-1 FORWARD not-enforced yes',
    'ingress worker-2 FORWARD not-enforced yes',
  ]);
  expect(trace.client).toBe('ok');
  expect(hops(tracer.trace(view, request(toWeb2)), 'stop')).toHaveLength(1);
});

test('a drop is no refusal: nothing comes back', () => {
  const trace = traced(toWeb2, denyIngress);
  expect(trace.hops.filter((hop) => hop.direction === 'back')).toEqual([]);
  expect(trace.hops.at(-1)).toMatchObject({ kind: 'stop', stop: 'drop', why: { code: 'policy.stop' } });
});
