import { describe, expect, test } from 'vitest';
import type { Service } from '../api/service.js';
import { aPod, aService, aSlice } from '../network/testing/objects.js';
import { backends, pod, service } from './testing/shop.js';
import { hops, traced } from './testing/traced.js';

const [web1, web2] = backends;
const open = (policy: 'Cluster' | 'Local', spec: Partial<Service['spec']> = {}) =>
  aService('my-service', '10.96.0.20', [{ port: 80, targetPort: 9376, nodePort: 30080 }], {
    spec: { type: 'NodePort', selector: { app: 'MyApp' }, externalTrafficPolicy: policy, ...spec },
  });
const behind = (one = web1) => aSlice('my-service', one ? [one] : [], [{ name: '', port: 9376, protocol: 'TCP' }]);
const outside = { kind: 'outside' as const, place: 'lan' as const };
const nodePort = { to: { kind: 'ip' as const, ip: '192.168.0.11' }, port: 30080 };
const words = (...args: Parameters<typeof traced>) =>
  hops(traced(...args), 'rule').map((hop) => hop.why.code.replace('trace.rule.', ''));

describe('what KUBE-EXT is said to do is what it does', () => {
  test.each([
    ['from outside, Cluster', { from: outside }, open('Cluster'), ['markExternal', 'external']],
    ['from outside, Local', { from: outside }, open('Local'), ['externalLocal']],
    // On its way its packet is masqueraded: it comes from a node, and from outside as far as this one can tell.
    ['from a pod of another node, Local', { from: pod('web-2') }, open('Local'), ['externalLocal']],
    [
      'from the node itself, Local',
      { from: { kind: 'node', node: 'worker-1' } as const },
      open('Local'),
      ['markOwn', 'externalInside'],
    ],
  ])('%s', (_, from, changed, expected) => {
    const told = words({ ...nodePort, ...from }, changed, behind()).filter((word) =>
      /external|markOwn|markExternal/.test(word),
    );
    expect(told).toEqual(expected);
  });

  test('a pod of the node that has the NodePort is inside the cluster', () => {
    const told = words({ ...nodePort, from: pod('client') }, open('Local'), behind(web2));
    expect(told).toContain('externalInside');
  });

  test('an external IP is no cluster IP', () => {
    const to = { kind: 'ip' as const, ip: '203.0.113.99' };
    const told = words({ to }, open('Cluster', { externalIPs: ['203.0.113.99'] }), behind());
    expect(told[0]).toBe('externalAddress');
  });
});

test('a process of a node to the world outside: the source is the node’s already', () => {
  const told = words({ from: { kind: 'node', node: 'worker-1' }, to: { kind: 'ip', ip: '203.0.113.10' } });
  expect(told).toEqual(['masqueradeSame']);
});

describe('the field that a refusal or a silence points at', () => {
  const stop = (...args: Parameters<typeof traced>) => {
    const trace = traced(...args);
    const hop = hops(trace, 'stop')[0];
    return [hop?.why.code.replace('trace.stop.', ''), trace.cause.object, trace.cause.field.join('.')];
  };
  const byHand = aService('db', '10.96.0.60', [{ port: 80, targetPort: 80 }]);
  const slice = (ip: string, port: number) =>
    aSlice('db', [aPod('x', { ip, node: 'worker-2' })], [{ name: '', port, protocol: 'TCP' }]);
  const db = { to: { kind: 'ip' as const, ip: '10.96.0.60' } };
  const agent = aPod('agent', { node: 'worker-1', ip: '192.168.0.11', ports: [8000], hostNetwork: true });

  test('a port that the Service does not have: its ports', () => {
    const [, object, field] = stop({ port: 81 });
    expect([object, field]).toEqual(['Service/default/my-service', 'spec.ports']);
  });

  test('a targetPort that a hostNetwork pod does not listen on: targetPort', () => {
    const changed = [
      aService('agent', '10.96.0.40', [{ port: 80, targetPort: 8001 }], { spec: { selector: { app: 'agent' } } }),
      aSlice('agent', [agent], [{ name: '', port: 8001, protocol: 'TCP' }]),
    ];
    expect(stop({ to: { kind: 'ip', ip: '10.96.0.40' } }, agent, ...changed)).toEqual([
      'noProgram',
      'Service/default/agent',
      'spec.ports.0.targetPort',
    ]);
  });

  test('an endpoint written by hand with a port nobody listens on: the slice’s port, for targetPort means nothing without a selector', () => {
    expect(stop(db, byHand, slice('10.244.2.6', 1234))).toEqual([
      'notListening',
      'EndpointSlice/default/db-abcde',
      'ports.0.port',
    ]);
  });

  test('an endpoint written by hand that nobody has: its address', () => {
    const expected = ['EndpointSlice/default/db-abcde', 'endpoints.0.addresses.0'];
    expect(stop(db, byHand, slice('10.244.2.99', 80))).toEqual(['arp', ...expected]);
    expect(stop(db, byHand, slice('198.18.0.1', 80))).toEqual(['nobodyOutside', ...expected]);
  });

  test('an ExternalName Service dialled by a node, which cannot resolve it: externalName', () => {
    const out = aService('out', '', [], { spec: { type: 'ExternalName', externalName: 'example.com' } });
    expect(stop({ from: { kind: 'node', node: 'worker-1' }, to: service('out') }, out)).toEqual([
      'noAddress',
      'Service/default/out',
      'spec.externalName',
    ]);
  });
});

describe('what happens at a client outside is put down to what it dialled', () => {
  const causes = (trace: ReturnType<typeof traced>) =>
    trace.hops
      .filter((hop) => hop.at.place === 'outside')
      .map(
        ({ kind, cause }) => `${kind} ${cause.object} ${cause.field.join('.')}${cause.standsIn ? ' (stands in)' : ''}`,
      );

  test('the node whose port it is', () => {
    expect(causes(traced({ ...nodePort, from: outside }, open('Cluster'), behind()))).toEqual([
      'socket Node//worker-1 status.addresses.0.address',
      'link Node//worker-1 status.addresses.0.address',
      'deliver Node//worker-1 status.addresses.0.address',
    ]);
  });

  test('where nobody of the cluster is dialled, nothing is: the field only stands in', () => {
    const told = causes(traced({ from: outside, to: { kind: 'ip', ip: '203.0.113.1' } }));
    expect(told.length).toBeGreaterThan(0);
    expect(told.every((cause) => cause.endsWith('(stands in)'))).toBe(true);
  });
});
