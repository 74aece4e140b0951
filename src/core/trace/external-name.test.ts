import { describe, expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import { aBackend, anIngress, anIngressClass, edgeView, requestOf } from '../ingress/testing/cluster.js';
import { aNamespace, aPod, aService, aSlice } from '../network/testing/objects.js';
import { expectCauses } from './testing/expect-causes.js';
import { clusterDns } from './testing/shop.js';
import { createTracer } from './tracer.js';

const tracer = createTracer();
const HAPROXY = 'haproxytech/kubernetes-ingress:3.1';
const client = aPod('client', { node: 'worker-2', ip: '10.244.2.50' });

/** Asks the controller for a host whose backend is an ExternalName: what the client gets, and whom the controller has dialled. */
interface Parts {
  readonly image?: string;
  readonly port?: number;
  readonly dns?: readonly KubeObject[];
  /** The name stands in for a Service without endpoints: the annotation `default-backend`. */
  readonly standsIn?: boolean;
}

function asked(target: string, parts: Parts = {}) {
  const { image, port = 80, dns = clusterDns, standsIn = false } = parts;
  const annotations = { 'nginx.ingress.kubernetes.io/default-backend': 'out' };
  const of = image === HAPROXY ? 'haproxy.org/ingress-controller' : 'k8s.io/ingress-nginx';
  const objects = [
    aNamespace('default'),
    aNamespace('ingress'),
    ...dns,
    client,
    anIngressClass('nginx', of),
    ...aBackend('s1', 1),
    aService('empty', '10.96.1.9', [{ port: 80 }]),
    aService('out', '', [{ port: 80 }], { spec: { type: 'ExternalName', externalName: target } }),
    standsIn
      ? anIngress('i', ['h.example / Prefix empty:80'], { annotations })
      : anIngress('i', [`h.example / Prefix out:${port}`]),
  ];
  const view = edgeView(objects, image === undefined ? {} : { image });
  const trace = tracer.trace(view, {
    from: { kind: 'pod', pod: objectKey('Pod', 'default', 'client') },
    to: { kind: 'pod', pod: objectKey('Pod', 'ingress', 'controller-1') },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
    http: requestOf('http://h.example/'),
  });
  expectCauses(view, trace);
  const dialled = trace.hops.filter((hop) => hop.leg === 1 && hop.kind === 'socket' && hop.direction === 'out');
  const said = trace.hops.findLast((hop) => hop.kind === 'response')?.why.code.replace('http.response.', '');
  return {
    result: [trace.http?.status, trace.http?.by, said],
    dialled: dialled.map(({ packet }) => `${packet.after.dst}:${packet.after.dport}`),
    trace,
  };
}

describe('ingress-nginx with an ExternalName behind it', () => {
  test.each<[string, string, readonly unknown[], readonly string[]]>([
    ['a name of the world outside', 'example.org', [200, 'server', 'server'], ['203.0.113.20:80']],
    ['the same with its dot', 'example.org.', [200, 'server', 'server'], ['203.0.113.20:80']],
    [
      'a Service of the cluster, by its full name',
      's1.default.svc.cluster.local',
      [200, 'server', 'server'],
      ['10.96.1.1:80'],
    ],
    ['a Service by the search list of the controller’s pod', 's1.default', [200, 'server', 'server'], ['10.96.1.1:80']],
    ['an address, which is no name', '203.0.113.30', [200, 'server', 'server'], ['203.0.113.30:80']],
    ['a name that nobody has', 'nowhere.example', [502, 'balancer', 'unresolved'], []],
    [
      'a name of IPv6 and IPv4: IPv6 is taken, which this cluster has not',
      'example.com',
      [502, 'balancer', 'badGateway'],
      ['2001:db8::10:80'],
    ],
  ])('%s', (_, target, result, dialled) => {
    const got = asked(target);
    expect([got.result, got.dialled]).toEqual([result, dialled]);
  });

  test('the answer is the host’s, which sees the controller’s node', () => {
    const { trace } = asked('example.org');
    expect(trace.server).toMatchObject({ ip: '203.0.113.20', sourceIp: '192.168.0.11' });
    expect(trace.why).toMatchObject({ code: 'http.sum.proxied', params: { server: '203.0.113.20', ingress: 'i' } });
  });
  test('a port where nobody listens', () => {
    const { result, dialled } = asked('example.org', { port: 8080 });
    expect([result[0], dialled]).toEqual([502, ['203.0.113.20:8080']]);
  });
  test('one that stands in for another Service is taken for an address, which it is or is not', () => {
    expect(asked('example.org', { standsIn: true }).result).toEqual([502, 'balancer', 'unresolved']);
    expect(asked('203.0.113.30', { standsIn: true }).result).toEqual([200, 'server', 'server']);
  });
  test('without a name server nothing is found', () => {
    expect(asked('example.org', { dns: [] }).result).toEqual([502, 'balancer', 'unresolved']);
  });
  test('the look-up is none of the request’s hops; what is missing is put down to the name', () => {
    const { trace } = asked('nowhere.example');
    expect(trace.hops.filter((hop) => hop.kind === 'dns')).toEqual([]);
    expect(trace.cause).toEqual({ object: 'Service/default/out', field: ['spec', 'externalName'] });
  });
});

test('HAProxy connects to what it can reach, and without an address it has no server', () => {
  expect(asked('example.com', { image: HAPROXY }).dialled).toEqual(['203.0.113.10:80']);
  expect(asked('nowhere.example', { image: HAPROXY }).result).toEqual([503, 'balancer', 'unresolved']);
});

test('a name with several addresses is a ring of them', () => {
  const pods = [1, 2].map((n) =>
    aPod(`p${n}`, { node: 'worker-2', ip: `10.244.2.${n + 60}`, ports: n === 1 ? [9000] : [80] }),
  );
  const headless = [
    ...pods,
    aService('many', 'None', [{ port: 80 }]),
    aSlice('many', pods, [{ name: '', port: 80, protocol: 'TCP' }]),
  ];
  const { result, dialled } = asked('many.default.svc.cluster.local', { dns: [...clusterDns, ...headless] });
  expect(result[0]).toBe(200);
  expect(dialled.at(-1)).toBe('10.244.2.62:80');
});
