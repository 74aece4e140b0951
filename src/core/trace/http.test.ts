import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import type { ClusterView } from '../cluster/types.js';
import { A_KEY, BAR_COM } from '../ingress/testing/certificates.js';
import {
  aBackend,
  anIngress,
  aTlsSecret,
  edgeView,
  requestOf,
  type ControllerParts,
} from '../ingress/testing/cluster.js';
import { aNode, aPod, aService, aSlice } from '../network/testing/objects.js';
import { expectCauses } from './testing/expect-causes.js';
import { createTracer } from './tracer.js';
import type { Hop, Trace, TrafficRequest } from './types.js';

const tracer = createTracer();
const client = aPod('client', { node: 'worker-2', ip: '10.244.2.50' });
const controllerPod = objectKey('Pod', 'ingress', 'controller-1');
const apps = [client, ...aBackend('s1', 1), ...aBackend('s2', 2)];
const fanout = anIngress('test', ['foo.bar.com /foo Prefix s1:80', 'foo.bar.com /bar Prefix s2:80']);

function asked(view: ClusterView, url: string, more: Partial<TrafficRequest> = {}): Trace {
  const http = requestOf(url);
  const request: TrafficRequest = {
    from: { kind: 'pod', pod: objectKey('Pod', 'default', 'client') },
    to: { kind: 'pod', pod: controllerPod },
    port: http.scheme === 'https' ? 443 : 80,
    protocol: 'TCP',
    attempt: 0,
    http,
    ...more,
  };
  const trace = tracer.trace(view, request);
  expectCauses(view, trace);
  return trace;
}

const world = (objects: readonly KubeObject[], controller: ControllerParts = {}) =>
  edgeView([...apps, ...objects], controller);
const of = <K extends Hop['kind']>(trace: Trace, kind: K) =>
  trace.hops.filter((hop): hop is Extract<Hop, { kind: K }> => hop.kind === kind);
const said = (trace: Trace) => [trace.http?.status, trace.http?.by, of(trace, 'response').at(-1)?.why.code];

describe('an application answers', () => {
  test('200 on a port that listens, to whatever is asked', () => {
    const trace = asked(world([]), 'http://any/', {
      to: { kind: 'pod', pod: objectKey('Pod', 'default', 's1-pod') },
      port: 8080,
    });
    expect(said(trace)).toEqual([200, 'server', 'http.response.server']);
    expect(trace.why.code).toBe('http.sum.server');
    expect(trace.hops.filter((hop) => hop.leg !== undefined)).toEqual([]);
  });
  test('nothing over a connection that cannot be opened', () => {
    const trace = asked(world([]), 'http://any/', {
      to: { kind: 'pod', pod: objectKey('Pod', 'default', 's1-pod') },
      port: 9,
    });
    expect([trace.client, trace.http, of(trace, 'response')]).toEqual(['connection-refused', undefined, []]);
  });
  test('the answer is told between the arrival and the way back', () => {
    const trace = asked(world([]), 'http://any/', {
      to: { kind: 'pod', pod: objectKey('Pod', 'default', 's1-pod') },
      port: 8080,
    });
    const at = trace.hops.findIndex((hop) => hop.kind === 'response');
    expect(trace.hops.slice(at - 1, at + 2).map((hop) => [hop.kind, hop.direction])).toEqual([
      ['deliver', 'out'],
      ['response', 'back'],
      ['socket', 'back'],
    ]);
  });
  test('without HTTP the same way has the same hops but for the answer', () => {
    const to = { kind: 'pod', pod: objectKey('Pod', 'default', 's1-pod') } as const;
    const { http: _, ...bare } = asked(world([]), 'http://any/', { to, port: 8080 }).request;
    const plain = tracer.trace(world([]), bare);
    const spoken = asked(world([]), 'http://any/', { to, port: 8080 });
    expect(spoken.hops.filter((hop) => hop.kind !== 'response').map((hop) => hop.kind)).toEqual(
      plain.hops.map((hop) => hop.kind),
    );
    expect(plain.http).toBeUndefined();
  });
  test('the API server asks who is there', () => {
    const to = { kind: 'ip', ip: '192.168.0.10' } as const;
    const labels = { 'node-role.kubernetes.io/control-plane': '' };
    const node = aNode('control-plane', 0);
    const view = world([{ ...node, metadata: { ...node.metadata, labels } }]);
    expect(asked(view, 'https://any/', { to, port: 6443 }).http?.status).toBe(403);
    expect(asked(view, 'http://any/', { to, port: 6443 }).http?.status).toBe(400);
  });
});

describe('an ingress controller answers', () => {
  test('by proxy: one hop decides, a second connection of its own follows, the client is in a header', () => {
    const trace = asked(world([fanout]), 'http://foo.bar.com/foo/x');
    expect(said(trace)).toEqual([200, 'server', 'http.response.server']);
    expect(of(trace, 'l7')[0]?.decision.backend?.service).toBe('Service/default/s1');
    const own = trace.hops.filter((hop) => hop.leg === 1);
    expect(own[0]).toMatchObject({ kind: 'socket', direction: 'out' });
    expect(own[0]?.why).toMatchObject({ code: 'http.upstream.opens', params: { client: '10.244.2.50' } });
    expect(trace.server).toMatchObject({ pod: 'Pod/default/s1-pod', sourceIp: '10.244.1.80', port: 8080 });
  });
  test('over TLS, which ends at it', () => {
    const tls = [{ hosts: ['foo.bar.com'], secretName: 'cert' }];
    const ingress = { ...fanout, spec: { ...fanout.spec, tls } };
    const trace = asked(world([ingress, aTlsSecret('cert', BAR_COM, A_KEY)]), 'https://foo.bar.com/foo');
    const kinds = trace.hops.filter((hop) => hop.kind === 'tls' || hop.kind === 'l7').map((hop) => hop.kind);
    expect(kinds).toEqual(['tls', 'l7']);
    expect(trace.http).toMatchObject({ status: 200, tls: { self: false, secret: 'Secret/default/cert' } });
    const plain = asked(world([ingress, aTlsSecret('cert', BAR_COM, A_KEY)]), 'http://foo.bar.com/foo');
    expect(plain.http).toEqual({ status: 308, by: 'balancer', location: 'https://foo.bar.com/foo' });
    expect(plain.why.code).toBe('http.sum.redirect');
  });
  test.each([
    ['a plain request to the TLS port', 'http://foo.bar.com/foo', 443, 'http.response.plainToTls'],
    ['TLS to the plain port', 'https://foo.bar.com/foo', 80, 'http.response.tlsToPlain'],
  ])('400 to %s', (_, url, port, code) => {
    const trace = asked(world([fanout]), url, { port });
    expect(said(trace)).toEqual([400, 'balancer', code]);
    expect(of(trace, 'l7')).toEqual([]);
  });
  test('404, and no second connection', () => {
    const trace = asked(world([fanout]), 'http://foo.bar.com/');
    const params = { client: 'client', url: 'http://foo.bar.com/', status: 404, balancer: 'controller-1' };
    expect(trace.why).toEqual({ code: 'http.sum.balancer', params });
    expect(said(trace)).toEqual([404, 'balancer', 'http.response.balancer']);
    expect(trace.hops.some((hop) => hop.leg !== undefined)).toBe(false);
  });
  test('a pod that runs and is not ready routes what reaches it', () => {
    const view = world([fanout]);
    const pod = view.get(controllerPod) as Pod;
    const unready = { ...pod, status: { ...pod.status, conditions: [{ type: 'Ready', status: 'False' as const }] } };
    expect(asked(world([fanout, unready]), 'http://foo.bar.com/foo').http?.status).toBe(200);
  });
  test('nothing when it is not running', () => {
    expect(asked(world([fanout], { ready: false }), 'http://foo.bar.com/foo').client).toBe('connection-refused');
  });
  test('on its node’s own ports, when it is there (hostNetwork)', () => {
    const view = world([fanout], { hostNetwork: true, ip: '192.168.0.11' });
    const trace = asked(view, 'http://foo.bar.com/foo', { to: { kind: 'ip', ip: '192.168.0.11' } });
    expect(trace.http?.status).toBe(200);
    expect(trace.server?.sourceIp).toBe('192.168.0.11');
  });
  test('a look-up of the path that was rewritten', () => {
    const annotations = { 'nginx.ingress.kubernetes.io/rewrite-target': '/$1' };
    const ingress = anIngress('r', ['foo.bar.com /foo/(.*) ImplementationSpecific s1:80'], { annotations });
    const trace = asked(world([ingress]), 'http://foo.bar.com/foo/x');
    expect(of(trace, 'response')[0]?.why.params['url']).toBe('http://foo.bar.com/x');
  });
});

describe('an endpoint that fails', () => {
  const port = [{ name: 'web', port: 8080, protocol: 'TCP' as const }];
  const service = aService('s1', '10.96.1.1', [{ name: 'web', port: 80, targetPort: 8080 }]);
  const pods = [1, 2].map((n) =>
    aPod(`p${n}`, { node: 'worker-2', ip: `10.244.2.${n + 10}`, ports: n === 1 ? [9000] : [8080] }),
  );
  const refusing = pods.slice(0, 1);
  const gone = aPod('gone', { node: 'worker-3', ip: '10.244.3.9', ports: [8080] });
  const lost = [aNode('worker-3', 3, { ready: 'Unknown' }), gone];

  test('refuses: 502, and the field is the pod’s', () => {
    const trace = asked(world([fanout, service, ...refusing, aSlice('s1', refusing, port)]), 'http://foo.bar.com/foo');
    expect(said(trace)).toEqual([502, 'balancer', 'http.response.badGateway']);
    expect(trace.client).toBe('ok');
    expect(of(trace, 'stop').map((hop) => [hop.stop, hop.leg])).toEqual([['refused', 1]]);
    expect(trace.cause).toEqual({ object: 'Pod/default/p1', field: ['spec', 'containers'] });
  });
  test('is silent: 504', () => {
    const trace = asked(world([fanout, service, ...lost, aSlice('s1', [gone], port)]), 'http://foo.bar.com/foo');
    expect(said(trace)).toEqual([504, 'balancer', 'http.response.gatewayTimeout']);
  });
  test('the next one is tried, so the client sees 200 whichever comes first', () => {
    const view = world([fanout, service, ...pods, aSlice('s1', pods, port)]);
    const traces = [0, 1].map((attempt) => asked(view, 'http://foo.bar.com/foo', { attempt }));
    expect(traces.map((trace) => [trace.http?.status, trace.server?.pod])).toEqual([
      [200, 'Pod/default/p2'],
      [200, 'Pod/default/p2'],
    ]);
    const again = traces
      .flatMap((trace) => of(trace, 'socket'))
      .filter((hop) => hop.why.code === 'http.upstream.again');
    expect(again).toHaveLength(1);
  });
});

test('one connection after another goes to the next endpoint of the ring, and past one that refuses to the one behind it', () => {
  const port = [{ name: 'web', port: 8080, protocol: 'TCP' as const }];
  const service = aService('s1', '10.96.1.1', [{ name: 'web', port: 80, targetPort: 8080 }]);
  const fleet = (isOpen: (n: number) => boolean) =>
    [0, 1, 2, 3].map((n) =>
      aPod(`p${n}`, { node: 'worker-2', ip: `10.244.2.${n + 11}`, ports: [isOpen(n) ? 8080 : 9000] }),
    );
  const servers = (pods: readonly Pod[]) => {
    const view = world([fanout, service, ...pods, aSlice('s1', pods, port)]);
    return [0, 1, 2, 3].map((attempt) => asked(view, 'http://foo.bar.com/foo', { attempt }).server?.pod?.at(-1));
  };
  const all = servers(fleet(() => true)).map(Number);
  const first = all[0] ?? 0;
  expect(all).toEqual([0, 1, 2, 3].map((i) => (first + i) % 4));
  const closed = (first + 1) % 4;
  expect(servers(fleet((n) => n !== closed)).map(Number)).toEqual(all.map((n) => (n === closed ? (n + 1) % 4 : n)));
});

test('a route that leads back to the controller comes to an end', () => {
  const circle = {
    ...anIngress('circle', ['foo.bar.com / Prefix front:http']),
    metadata: { name: 'circle', namespace: 'ingress' },
  };
  const trace = asked(world([circle]), 'http://foo.bar.com/');
  expect(trace.http?.status).toBe(502);
  expect(Math.max(...trace.hops.map((hop) => hop.leg ?? 0))).toBe(4);
});

test('conntrack keeps both connections', () => {
  const trace = asked(world([fanout]), 'http://foo.bar.com/foo');
  expect(new Set(trace.conntrack.map(({ entry }) => entry.original.dst))).toEqual(
    new Set(['10.244.1.80', '10.244.2.101']),
  );
});

test('the second packet of a connection is asked about the same', () => {
  const first = asked(world([fanout]), 'http://foo.bar.com/foo');
  const second = asked(world([fanout]), 'http://foo.bar.com/foo', { packet: 'second' });
  expect(second.http).toEqual(first.http);
  expect(second.server).toEqual(first.server);
  expect(second.hops.filter((hop) => hop.kind === 'l7')).toHaveLength(1);
});

test('whatever is asked of whomever, the trace ends, each hop has a cause that is there, and an answer only over a connection', () => {
  const tls = [{ hosts: ['foo.bar.com'], secretName: 'cert' }];
  const secured = { ...fanout, spec: { ...fanout.spec, tls } };
  const views = [
    world([secured, aTlsSecret('cert', BAR_COM, A_KEY)]),
    world([anIngress('all', ['* / Prefix front:http', 'foo.bar.com / Exact gone:1'])], {
      hostNetwork: true,
      ip: '192.168.0.11',
    }),
  ];
  const ips = ['10.96.7.7', '10.244.1.80', '10.244.2.101', '10.96.1.1', '192.168.0.11', '192.0.2.1', '10.244.9.9'];
  const name = (text: string) => ({ kind: 'name', name: text }) as const;
  const to = fc.oneof(
    fc.constantFrom(...ips).map((ip) => ({ kind: 'ip', ip }) as const),
    fc.constantFrom('foo.bar.com', 'front.ingress', '').map(name),
    fc.constant({ kind: 'service', service: objectKey('Service', 'ingress', 'front') } as const),
  );
  const from = fc.constantFrom(
    { kind: 'pod', pod: objectKey('Pod', 'default', 'client') } as const,
    { kind: 'pod', pod: controllerPod } as const,
    { kind: 'node', node: 'worker-1' } as const,
    { kind: 'outside' } as const,
    { kind: 'outside', place: 'lan' } as const,
  );
  const http = fc.record({
    scheme: fc.constantFrom('http' as const, 'https' as const),
    method: fc.constantFrom('GET', ''),
    host: fc.oneof(fc.constantFrom('foo.bar.com', '', '__proto__'), fc.string({ maxLength: 8 })),
    path: fc.oneof(fc.constantFrom('/foo', '/bar/', '', 'x'), fc.string({ maxLength: 8 })),
  });
  const port = fc.constantFrom(80, 443, 8080, 10250, 1);
  const request = fc.record({
    from,
    to,
    http,
    port,
    protocol: fc.constantFrom('TCP' as const, 'UDP' as const),
    attempt: fc.nat(3),
  });
  fc.assert(
    fc.property(fc.constantFrom(...views), request, (view, asking) => {
      const trace = tracer.trace(view, asking);
      expectCauses(view, trace);
      expect(trace.http === undefined || trace.client === 'ok').toBe(true);
      expect(trace.hops.length).toBeLessThan(1000);
      expect(tracer.trace(view, asking)).toEqual(trace);
    }),
    { seed: 7, numRuns: 150 },
  );
});
