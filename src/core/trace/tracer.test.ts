import { describe, expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import { aNode, aPod, aService, aSlice, aView } from '../network/testing/objects.js';
import { expectCauses } from './testing/expect-causes.js';
import { backends, pod, request, service, shop } from './testing/shop.js';
import { ended, hops, traced, tracer } from './testing/traced.js';
import { createTracer } from './tracer.js';
import type { TrafficRequest } from './types.js';

const ports9376 = [{ name: '', port: 9376, protocol: 'TCP' as const }];
const only = (...pods: typeof backends) => aSlice('my-service', pods, ports9376);
const [web1, web2] = backends as [(typeof backends)[0], (typeof backends)[0]];

describe('what the client sees', () => {
  const crashed = aPod('web-2', { node: 'worker-2', ip: '10.244.2.6', ports: [9376], running: false });
  const bound = { spec: { selector: { app: 'MyApp' } } };
  const local = aService('my-service', '10.96.0.20', [{ port: 80, targetPort: 9376 }], {
    spec: { selector: { app: 'MyApp' }, internalTrafficPolicy: 'Local' },
  });
  const gone = {
    ...web2,
    metadata: { ...web2.metadata, name: 'gone' },
    status: { ...web2.status, podIP: '10.244.2.99' },
  };

  test.each<[string, Partial<TrafficRequest>, readonly KubeObject[], readonly string[]]>([
    ['a Service with endpoints', {}, [], ['FORWARDED', 'ok', 'ok']],
    ['a Service by name', { to: service('my-service') }, [], ['FORWARDED', 'ok', 'ok']],
    [
      'a Service, from a node, which asks no cluster DNS and dials its cluster IP',
      { from: { kind: 'node', node: 'worker-1' }, to: service('my-service') },
      [],
      ['FORWARDED', 'ok', 'ok'],
    ],
    ['no endpoints', {}, [only()], ['REJECTED', 'connection-refused', 'refusedNoEndpoints']],
    [
      'no endpoints, from a node',
      { from: { kind: 'node', node: 'worker-1' } },
      [only()],
      ['REJECTED', 'connection-refused', 'refusedNoEndpoints'],
    ],
    [
      'a targetPort nobody listens on',
      {},
      [
        aService('my-service', '10.96.0.20', [{ port: 80, targetPort: 1 }], bound),
        aSlice('my-service', backends, [{ name: '', port: 1, protocol: 'TCP' }]),
      ],
      ['REJECTED', 'connection-refused', 'refusedPort'],
    ],
    [
      'an address of the Service CIDR that no Service has',
      { to: { kind: 'ip', ip: '10.96.7.7' } },
      [],
      ['DROPPED', 'timeout', 'timeout'],
    ],
    [
      'a crashed container',
      { to: pod('web-2'), port: 9376 },
      [crashed],
      ['REJECTED', 'connection-refused', 'refusedPort'],
    ],
    [
      'a dead node',
      { to: pod('web-2'), port: 9376 },
      [aNode('worker-2', 2, { ready: 'Unknown' })],
      ['DROPPED', 'timeout', 'timeoutDeadNode'],
    ],
    [
      'an endpoint on a dead node',
      {},
      [only(web2), aNode('worker-2', 2, { ready: 'Unknown' })],
      ['DROPPED', 'timeout', 'timeoutDeadNode'],
    ],
    ['an endpoint whose pod is gone', {}, [only(gone)], ['REJECTED', 'no-route-to-host', 'noRouteToHost']],
    [
      'an unused address on the own bridge',
      { to: { kind: 'ip', ip: '10.244.1.99' } },
      [],
      ['REJECTED', 'no-route-to-host', 'noRouteToHost'],
    ],
    [
      'an unused address on another node',
      { to: { kind: 'ip', ip: '10.244.2.99' } },
      [],
      ['REJECTED', 'no-route-to-host', 'noRouteToHost'],
    ],
    [
      'an unused address among the nodes',
      { to: { kind: 'ip', ip: '192.168.0.99' } },
      [],
      ['REJECTED', 'no-route-to-host', 'noRouteToHost'],
    ],
    [
      'internalTrafficPolicy Local without a local endpoint',
      {},
      [local, only(web2)],
      ['DROPPED', 'timeout', 'timeout'],
    ],
    ['a name that does not exist', { to: { kind: 'name', name: 'nope' } }, [], ['REJECTED', 'nxdomain', 'nxdomain']],
    [
      'a name with no IPv4 address',
      { to: { kind: 'name', name: 'svc.cluster.local.' } },
      [],
      ['REJECTED', 'no-address', 'noAddress'],
    ],
    ['a host outside', { to: { kind: 'name', name: 'example.com' }, port: 443 }, [], ['FORWARDED', 'ok', 'ok']],
    [
      'a closed port outside',
      { to: { kind: 'ip', ip: '203.0.113.10' }, port: 25 },
      [],
      ['REJECTED', 'connection-refused', 'refusedPort'],
    ],
    [
      'an address outside that nobody has',
      { to: { kind: 'ip', ip: '192.0.2.200' } },
      [],
      ['DROPPED', 'timeout', 'timeout'],
    ],
    ['a node’s kubelet', { to: { kind: 'ip', ip: '192.168.0.12' }, port: 10250 }, [], ['FORWARDED', 'ok', 'ok']],
    [
      'a closed port of a node',
      { to: { kind: 'ip', ip: '192.168.0.12' }, port: 9 },
      [],
      ['REJECTED', 'connection-refused', 'refusedPort'],
    ],
    ['itself by its own address', { from: pod('web-1'), to: pod('web-1'), port: 9376 }, [], ['FORWARDED', 'ok', 'ok']],
    [
      'from beside the nodes to a node',
      { from: { kind: 'outside', place: 'lan' }, to: { kind: 'ip', ip: '192.168.0.11' }, port: 10250 },
      [],
      ['FORWARDED', 'ok', 'ok'],
    ],
    [
      'from outside to a pod',
      { from: { kind: 'outside' }, to: pod('web-1'), port: 9376 },
      [],
      ['DROPPED', 'timeout', 'timeout'],
    ],
    ['from outside to a ClusterIP', { from: { kind: 'outside' } }, [], ['DROPPED', 'timeout', 'reason.insideOnly']],
    [
      'a pod that has no address yet',
      { to: pod('pending') },
      [aPod('pending', { phase: 'Pending', running: false })],
      ['DROPPED', 'no-address', 'noAddress'],
    ],
    [
      'from a pod without a network',
      { from: pod('pending') },
      [aPod('pending', { phase: 'Pending', running: false })],
      ['DROPPED', 'network-unreachable', 'stop.notStarted'],
    ],
    [
      'from a pod on a dead node',
      {},
      [aNode('worker-1', 1, { ready: 'Unknown' })],
      ['DROPPED', 'timeout', 'stop.deadClient'],
    ],
  ])('%s', (_, parts, changed, expected) => {
    expect(ended(traced(parts, ...changed))).toEqual(expected);
  });
});

describe('where it lands and what the server sees', () => {
  test('the client’s own address, when it is a pod', () => {
    const { server } = traced({});
    expect(server?.sourceIp).toBe('10.244.1.5');
    expect(backends.map((one) => one.status.podIP)).toContain(server?.ip);
  });

  test('hairpin: the bridge’s address, for the pod must not answer itself directly', () => {
    const trace = traced({ from: pod('web-1') }, only(web1));
    expect(trace.server).toMatchObject({ pod: objectKey('Pod', 'default', 'web-1'), sourceIp: '10.244.1.1' });
    expect(hops(trace, 'nat').map((hop) => hop.nat)).toEqual(['DNAT', 'SNAT', 'un-SNAT', 'un-DNAT']);
  });

  test('a process of a node, to a pod elsewhere by the ClusterIP: the node’s address', () => {
    const trace = traced({ from: { kind: 'node', node: 'worker-1' } }, only(web2));
    expect(trace.server?.sourceIp).toBe('192.168.0.11');
    expect(trace.hops[1]).toMatchObject({ kind: 'chain', table: 'nat', chain: 'OUTPUT' });
  });

  test('a process of a node, to a pod of its own bridge: the bridge’s address', () => {
    expect(traced({ from: { kind: 'node', node: 'worker-1' }, to: pod('web-1'), port: 9376 }).server?.sourceIp).toBe(
      '10.244.1.1',
    );
  });

  test('the world outside: the node’s address, never the pod’s', () => {
    expect(traced({ to: { kind: 'ip', ip: '203.0.113.10' } }).server?.sourceIp).toBe('192.168.0.11');
  });

  test('another node: the own node’s address, for only traffic between pods is spared', () => {
    expect(traced({ to: { kind: 'ip', ip: '192.168.0.12' }, port: 10250 }).server?.sourceIp).toBe('192.168.0.11');
  });

  test('NodePort from outside: the node’s bridge or own address, wherever the pod is', () => {
    const open = aService('my-service', '10.96.0.20', [{ port: 80, targetPort: 9376, nodePort: 30080 }], {
      spec: { type: 'NodePort', selector: { app: 'MyApp' }, externalTrafficPolicy: 'Cluster' },
    });
    const trace = traced(
      { from: { kind: 'outside', place: 'lan' }, to: { kind: 'ip', ip: '192.168.0.11' }, port: 30080 },
      open,
      only(web2),
    );
    expect(ended(trace)[1]).toBe('ok');
    expect(trace.server).toMatchObject({ ip: '10.244.2.6', sourceIp: '192.168.0.11' });
  });
});

describe('the order of hops', () => {
  test('pod to ClusterIP on another node', () => {
    const trace = traced({ to: service('my-service') }, only(web2));
    const out = trace.hops.filter((hop) => hop.direction === 'out').map((hop) => hop.kind);
    expect(out).toEqual([
      'dns',
      'dns',
      'socket',
      'link',
      'chain',
      'rule',
      'rule',
      'rule',
      'nat',
      'route',
      'chain',
      'chain',
      'link',
      'chain',
      'route',
      'chain',
      'link',
      'deliver',
    ]);
    const back = trace.hops.filter((hop) => hop.direction === 'back').map((hop) => hop.kind);
    expect(back).toEqual([
      'socket',
      'link',
      'conntrack',
      'route',
      'link',
      'conntrack',
      'route',
      'nat',
      'link',
      'deliver',
    ]);
  });

  test('the same node: along the bridge, and the router’s count is not touched', () => {
    const trace = traced({ to: pod('web-1'), port: 9376 });
    expect(hops(trace, 'link').map((hop) => hop.link)).toEqual(['veth', 'bridge', 'veth', 'bridge']);
    expect(hops(trace, 'route')).toEqual([]);
    expect(new Set(trace.hops.map((hop) => hop.packet.after.ttl))).toEqual(new Set([64]));
  });

  test('each end is told by its pod, and the last link by the interface that leads there', () => {
    const trace = traced({ to: pod('web-2'), port: 9376 });
    expect(hops(trace, 'deliver').map((hop) => [hop.direction, hop.pod])).toEqual([
      ['out', 'Pod/default/web-2'],
      ['back', 'Pod/default/client'],
    ]);
    const toPods = hops(trace, 'link').filter((hop) => hop.why.code === 'trace.link.toPod');
    expect(toPods.map((hop) => /^veth[0-9a-f]{8}$/.test(String(hop.why.params['dev'])))).toEqual([true, true]);
  });

  test('the second packet: conntrack alone, no nat rule is walked', () => {
    const trace = traced({ packet: 'second' });
    expect(hops(trace, 'rule')).toEqual([]);
    expect(hops(trace, 'chain')).toEqual([]);
    expect(hops(trace, 'nat').map((hop) => [hop.nat, hop.by])).toEqual([
      ['DNAT', 'conntrack'],
      ['un-DNAT', 'conntrack'],
    ]);
    expect(trace.server).toEqual(traced({}).server);
  });

  test('dice: every endpoint before the chosen one was rolled for and missed', () => {
    for (let attempt = 0; attempt < 20; attempt++) {
      const rolls = hops(traced({ attempt }), 'rule').filter((hop) => hop.dice);
      for (const { dice, matched } of rolls) {
        expect(matched).toBe(dice !== undefined && dice.roll < dice.probability);
        expect(dice?.cumulative).toBeCloseTo(1 / 3, 6);
      }
      expect(rolls.slice(0, -1).every((hop) => !hop.matched)).toBe(true);
    }
  });
});

test('a node that has just lost its power is silent before the API server knows', () => {
  const view = { ...shop(), isNodeDown: (name: string) => name === 'worker-2' };
  const trace = tracer.trace(view, request({ to: pod('web-2'), port: 9376 }));
  expect(ended(trace)[2]).toBe('timeoutDeadNode');
  expectCauses(view, trace);
});

test.each([
  ['runs', { running: { startedAt: '2026-01-01T00:00:00Z' } }, 'ok'],
  [
    'has ended',
    { terminated: { exitCode: 0, reason: 'Completed', finishedAt: '2026-01-01T00:00:00Z' } },
    'connection-refused',
  ],
])('a sidecar’s port, when it %s', (_, state, client) => {
  const ports = [{ containerPort: 15_001, protocol: 'TCP' } as const];
  const made = aPod('meshed', { node: 'worker-2', ip: '10.244.2.9', ports: [80] });
  const initContainers = [
    { name: 'once', ports: [{ containerPort: 15_002, protocol: 'TCP' } as const] },
    { name: 'mesh', restartPolicy: 'Always', ports },
  ];
  const initContainerStatuses = ['once', 'mesh'].map((name) => ({
    name,
    ready: true,
    started: true,
    restartCount: 0,
    state,
  }));
  const meshed = {
    ...made,
    spec: { ...made.spec, initContainers },
    status: { ...made.status, initContainerStatuses },
  } as Pod;
  const dial = (port: number) => traced({ to: pod('meshed'), port }, meshed);
  expect(dial(15_001).client).toBe(client);
  expect(dial(15_002).client).toBe('connection-refused');
});

test('UDP to another node’s port, translated on two nodes: each makes the quoted header its own again, so the client knows the error for its own', () => {
  const echo = aPod('echo', { node: 'worker-2', ip: '10.244.2.9', ports: [] });
  const made = traced(
    { to: { kind: 'ip', ip: '192.168.0.10' }, port: 30700, protocol: 'UDP' },
    echo,
    aService('echo', '10.96.0.30', [{ port: 7000, targetPort: 7000, protocol: 'UDP', nodePort: 30700 }], {
      spec: { type: 'NodePort', selector: { app: 'echo' } },
    }),
    aSlice('echo', [echo], [{ name: '', port: 7000, protocol: 'UDP' }]),
  );
  expect([made.verdict, made.client]).toEqual(['REJECTED', 'connection-refused']);
  const back = hops(made, 'nat').filter(({ direction }) => direction === 'back');
  expect(back.map(({ nat, at, packet }) => [nat, at.node, packet.after.src, packet.after.dst])).toEqual([
    ['un-SNAT', 'control-plane', '10.244.2.9', '192.168.0.11'],
    ['un-DNAT', 'control-plane', '192.168.0.10', '192.168.0.11'],
    ['un-SNAT', 'worker-1', '192.168.0.10', '10.244.1.5'],
  ]);
});

test('UDP to a Service whose port nobody listens on: the ICMP error comes from the address the client knows', () => {
  const echo = aPod('echo', { node: 'worker-2', ip: '10.244.2.9' });
  const trace = traced(
    { to: { kind: 'ip', ip: '10.96.0.30' }, port: 7000, protocol: 'UDP' },
    echo,
    aService('echo', '10.96.0.30', [{ port: 7000, targetPort: 7000, protocol: 'UDP' }], {
      spec: { selector: { app: 'echo' } },
    }),
    aSlice('echo', [echo], [{ name: '', port: 7000, protocol: 'UDP' }]),
  );
  expect(ended(trace)).toEqual(['REJECTED', 'connection-refused', 'refusedPort']);
  expect(trace.hops.at(-1)?.packet.after).toMatchObject({ protocol: 'icmp', src: '10.96.0.30', dst: '10.244.1.5' });
  expect(trace.hops.find((hop) => hop.kind === 'stop')?.cause).toMatchObject({
    object: 'Service/default/echo',
    field: ['spec', 'ports', 0, 'targetPort'],
  });
});

describe('determinism and work', () => {
  test('the same view and request give the same trace, from any tracer', () => {
    expect(createTracer().trace(shop(), request({ attempt: 7 }))).toEqual(
      tracer.trace(shop(), request({ attempt: 7 })),
    );
  });

  test('endpoint frequencies agree with the probabilities', () => {
    const view = shop();
    const count = new Map<string, number>();
    for (let attempt = 0; attempt < 900; attempt++) {
      const ip = tracer.trace(view, request({ attempt })).server?.ip ?? '';
      count.set(ip, (count.get(ip) ?? 0) + 1);
    }
    expect(new Set(count.keys())).toEqual(new Set(backends.map((one) => one.status.podIP)));
    for (const n of count.values()) expect(Math.abs(n - 300)).toBeLessThan(60);
  });

  test('a node is put together once for a state of the cluster', () => {
    const own = createTracer();
    const view = shop();
    for (let attempt = 0; attempt < 50; attempt++) own.trace(view, request({ attempt, to: service('my-service') }));
    expect(own.hostsBuilt).toBe(2);
  });
});

test('a request that names nothing in the cluster still ends with a verdict', () => {
  const nothing = { from: pod('nobody'), to: pod('nobody'), port: 1, protocol: 'TCP' as const, attempt: 0 };
  expect(tracer.trace(aView([]), nothing).client).toBe('no-address');
  expect(
    tracer.trace(aView([]), { ...nothing, from: { kind: 'node', node: 'x' }, to: { kind: 'ip', ip: '__proto__' } })
      .verdict,
  ).toBeDefined();
});
