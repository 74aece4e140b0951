import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOf } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import { aNamespace, aNode, aPod, aService, aSlice, aView } from '../network/testing/objects.js';
import { expectCauses } from './testing/expect-causes.js';
import { createTracer } from './tracer.js';
import type { Hop, Trace, TrafficRequest } from './types.js';

const TYPES: Readonly<Record<string, Service['spec']['type']>> = {
  ClusterIP: 'ClusterIP',
  Headless: 'ClusterIP',
  External: 'ClusterIP',
  ExternalName: 'ExternalName',
  NodePort: 'NodePort',
  Vip: 'LoadBalancer',
  Proxy: 'LoadBalancer',
};
/** Those that somebody outside can reach, so that externalTrafficPolicy counts. */
const OPEN = new Set(['NodePort', 'Vip', 'Proxy', 'External']);

/** A cluster of any shape the API server could hold: pods in all states, Services that fit their pods or do not, nodes that are down. */
const clusters = fc
  .record({
    nodes: fc.array(fc.constantFrom('True', 'True', 'True', 'Unknown'), { minLength: 1, maxLength: 4 }),
    /** The nodes that have an address in the Internet too. */
    known: fc.subarray([0, 1, 2, 3]),
    pods: fc.array(
      fc.record({
        node: fc.nat(3),
        ports: fc.subarray([80, 8080, 9376]),
        protocol: fc.constantFrom('TCP', 'UDP'),
        running: fc.boolean(),
        phase: fc.constantFrom('Running', 'Running', 'Running', 'Succeeded', 'Pending'),
        hostNetwork: fc.constantFrom(false, false, false, true),
        hasAddress: fc.constantFrom(true, true, true, false),
        dnsPolicy: fc.constantFrom('ClusterFirst', 'ClusterFirst', 'Default', 'None'),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    services: fc.array(
      fc.record({
        kind: fc.constantFrom(
          'ClusterIP',
          'ClusterIP',
          'Headless',
          'ExternalName',
          'NodePort',
          'Vip',
          'Proxy',
          'External',
        ),
        targetPort: fc.constantFrom(80, 8080, 1),
        protocol: fc.constantFrom('TCP', 'UDP'),
        affinity: fc.constantFrom('None', 'ClientIP'),
        local: fc.boolean(),
        externalLocal: fc.boolean(),
        ranges: fc.constantFrom(undefined, ['198.51.100.0/24'], ['192.168.0.0/24', '10.0.0.0/8']),
        members: fc.array(fc.nat(5), { maxLength: 4 }),
      }),
      { maxLength: 4 },
    ),
    dns: fc.boolean(),
    seed: fc.nat(1000),
  })
  .map(({ nodes, known, pods, services, dns, seed }): { view: ClusterView; pods: readonly Pod[]; services: number } => {
    const name = (i: number) => `node-${i % nodes.length}`;
    const made = pods.map((pod, i) => {
      const n = pod.node % nodes.length;
      const ip = pod.hostNetwork ? `192.168.0.${10 + n}` : `10.244.${n}.${10 + i}`;
      return aPod(`pod-${i}`, {
        node: name(pod.node),
        ...(pod.hasAddress ? { ip } : {}),
        ports: pod.ports.map((port) => ({ port, protocol: pod.protocol })),
        phase: pod.phase,
        running: pod.running,
        hostNetwork: pod.hostNetwork,
        spec: {
          dnsPolicy: pod.dnsPolicy,
          ...(pod.dnsPolicy === 'None' ? { dnsConfig: { nameservers: ['10.96.0.10'] } } : {}),
        },
      });
    });
    const objects: KubeObject[] = services.flatMap((one, i) => {
      const port = {
        port: 80,
        targetPort: one.targetPort,
        protocol: one.protocol,
        ...(['NodePort', 'Vip', 'Proxy'].includes(one.kind) ? { nodePort: 30080 + i } : {}),
      };
      const type = TYPES[one.kind] ?? 'ClusterIP';
      const service = aService(
        `svc-${i}`,
        one.kind === 'Headless' ? 'None' : one.kind === 'ExternalName' ? '' : `10.96.1.${i + 1}`,
        [port],
        {
          spec: {
            type,
            selector: { app: 'x' },
            sessionAffinity: one.affinity,
            internalTrafficPolicy: one.local ? 'Local' : 'Cluster',
            ...(one.kind === 'ExternalName' ? { externalName: 'example.com' } : {}),
            ...(OPEN.has(one.kind) ? { externalTrafficPolicy: one.externalLocal ? 'Local' : 'Cluster' } : {}),
            ...(one.kind === 'External' ? { externalIPs: [`198.18.0.${i + 1}`, `192.168.0.${77 + i}`] } : {}),
            ...(type === 'LoadBalancer' && one.externalLocal ? { healthCheckNodePort: 31000 + i } : {}),
            ...(type === 'LoadBalancer' && one.ranges ? { loadBalancerSourceRanges: one.ranges } : {}),
            ...(one.affinity === 'ClientIP' ? { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } } : {}),
          },
        },
      );
      const ipMode = one.kind === 'Proxy' ? ('Proxy' as const) : ('VIP' as const);
      const ingress = type === 'LoadBalancer' ? { ingress: [{ ip: `203.0.113.${i + 1}`, ipMode }] } : {};
      const members = [...new Set(one.members)]
        .flatMap((m) => made[m % made.length] ?? [])
        .filter((pod) => pod.status.podIP);
      return [
        { ...service, status: { loadBalancer: ingress } } as Service,
        aSlice(`svc-${i}`, [...new Set(members)], [{ name: '', port: one.targetPort, protocol: one.protocol }]),
      ];
    });
    const coredns = aPod('coredns', {
      namespace: 'kube-system',
      node: name(0),
      ip: '10.244.0.2',
      ports: [{ port: 53, protocol: 'UDP' }],
    });
    const kubeDns = [
      coredns,
      aService('kube-dns', '10.96.0.10', [{ port: 53, protocol: 'UDP', name: 'dns' }], { namespace: 'kube-system' }),
      aSlice('kube-dns', dns ? [coredns] : [], [{ name: 'dns', port: 53, protocol: 'UDP' }], 'kube-system'),
    ];
    const machines = nodes.map((ready, i) => {
      const node = aNode(`node-${i}`, i, { ready: ready as 'True' | 'Unknown' });
      const addresses = [
        ...(node.status.addresses ?? []),
        { type: 'ExternalIP', address: `192.0.2.${60 + i}` } as const,
      ];
      return known.includes(i) ? { ...node, status: { ...node.status, addresses } } : node;
    });
    const view = aView(
      [aNamespace('default'), aNamespace('kube-system'), ...machines, ...made, ...objects, ...kubeDns],
      { seed },
    );
    return { view, pods: made, services: services.length };
  });

const requests = fc.record({
  from: fc.record({
    kind: fc.constantFrom('pod', 'pod', 'pod', 'node', 'lan', 'internet', 'lan', 'internet'),
    index: fc.nat(5),
  }),
  to: fc.record({ kind: fc.constantFrom('service', 'service', 'pod', 'ip', 'ip', 'name'), index: fc.nat(5) }),
  ip: fc.constantFrom(
    '10.96.1.1',
    '10.96.9.9',
    '10.244.0.10',
    '10.244.1.99',
    '192.168.0.10',
    '203.0.113.10',
    '203.0.113.1',
    '203.0.113.2',
    '198.18.0.1',
    '192.168.0.77',
    '192.168.0.200',
    '192.0.2.60',
    '192.0.2.9',
    '127.0.0.1',
    '10.244.0.1',
  ),
  name: fc.constantFrom(
    'svc-0',
    'svc-1.default',
    'example.com',
    'nope',
    'svc-0.default.svc.cluster.local.',
    '10.96.1.1',
    '',
  ),
  port: fc.constantFrom(80, 80, 8080, 30080, 31000, 10256, 9),
  protocol: fc.constantFrom('TCP' as const, 'UDP' as const),
  attempt: fc.nat(3),
  packet: fc.constantFrom('first' as const, 'second' as const),
});

type Asked = typeof requests extends fc.Arbitrary<infer R> ? R : never;
type Made = typeof clusters extends fc.Arbitrary<infer C> ? C : never;

function requestOf(cluster: Made, asked: Asked): TrafficRequest {
  const podKey = (i: number) => {
    const pod = cluster.pods[i % cluster.pods.length];
    if (!pod) throw new Error('a cluster has at least one pod');
    return keyOf(pod);
  };
  const service = (i: number) => `Service/default/svc-${i % Math.max(1, cluster.services)}` as ReturnType<typeof keyOf>;
  const { from, to } = asked;
  return {
    from:
      from.kind === 'pod'
        ? { kind: 'pod', pod: podKey(from.index) }
        : from.kind === 'node'
          ? { kind: 'node', node: `node-${from.index % cluster.view.list('Node').length}` }
          : { kind: 'outside', place: from.kind === 'lan' ? 'lan' : 'internet' },
    to:
      to.kind === 'service'
        ? { kind: 'service', service: service(to.index) }
        : to.kind === 'pod'
          ? { kind: 'pod', pod: podKey(to.index) }
          : to.kind === 'ip'
            ? { kind: 'ip', ip: asked.ip }
            : { kind: 'name', name: asked.name },
    port: asked.port,
    protocol: asked.protocol,
    attempt: asked.attempt,
    packet: asked.packet,
  };
}

const header = ({ src, sport, dst, dport, protocol }: Hop['packet']['before']) =>
  `${protocol} ${src}:${sport}>${dst}:${dport}`;

/** The packet a hop begins with is the one the hop before it ended with, unless somebody has just sent a new one. */
function expectContinuity(trace: Trace): void {
  trace.hops.forEach((hop, i) => {
    const before = trace.hops[i - 1];
    if (!before || hop.kind === 'dns' || hop.kind === 'socket' || before.direction !== hop.direction) return;
    expect(hop.packet.before, `hop ${i + 1} follows hop ${i}`).toEqual(before.packet.after);
  });
}

/** Addresses change only where NAT is done; elsewhere only the mark and the time to live do. */
function expectHonestChanges(trace: Trace): void {
  for (const hop of trace.hops) {
    const { before, after } = hop.packet;
    expect(header(before) !== header(after), `${hop.kind} rewrites addresses`).toBe(hop.kind === 'nat');
    expect(hop.kind === 'route' || before.ttl === after.ttl, `${hop.kind} routes`).toBe(true);
  }
}

/** The client is answered from the very address it dialled, whatever was rewritten on the way; a refusal comes back to it. */
function expectProperEnd(trace: Trace): void {
  const last = trace.hops.at(-1);
  const dialled = trace.hops.find((hop) => hop.kind === 'socket')?.packet.before;
  const answered = last?.kind === 'deliver' && dialled && header(last.packet.after) === header(reversed(dialled));
  expect(trace.client !== 'ok' || answered).toBe(true);
  expect(trace.client !== 'connection-refused' || last?.direction === 'back').toBe(true);
}

function reversed(packet: Hop['packet']['before']): Hop['packet']['before'] {
  const { src, sport, dst, dport } = packet;
  return { ...packet, src: dst, sport: dport, dst: src, dport: sport };
}

describe('any request in any cluster', () => {
  const tracer = createTracer();

  test('ends with a verdict that its hops bear out', () => {
    const outcomes = new Set<string>();
    const seen = new Set<string>();
    fc.assert(
      fc.property(clusters, requests, (cluster, asked) => {
        const request = requestOf(cluster, asked);
        const trace = tracer.trace(cluster.view, request);
        expect(trace.hops.length).toBeGreaterThan(0);
        expect(trace.hops.length).toBeLessThan(120);
        expectCauses(cluster.view, trace);
        expectContinuity(trace);
        expectHonestChanges(trace);
        expect(trace.verdict === 'FORWARDED').toBe(trace.client === 'ok');
        expectProperEnd(trace);
        outcomes.add(trace.client);
        for (const { at, leg = 0 } of trace.hops) seen.add(`${at.outside ?? at.place} ${leg}`);
      }),
      { numRuns: 600, seed: 7 },
    );
    // The clusters are varied enough to meet every ending there is.
    expect(outcomes.size).toBe(7);
    const places = ['lan 0', 'load-balancer 0', 'load-balancer 1', 'node 1', 'pod 1', 'router 0'];
    expect(places.filter((place) => !seen.has(place))).toEqual([]);
  });

  test('is traced the same way twice', () => {
    fc.assert(
      fc.property(clusters, requests, (cluster, asked) => {
        const request = requestOf(cluster, asked);
        expect(createTracer().trace(cluster.view, request)).toEqual(tracer.trace(cluster.view, request));
      }),
      { numRuns: 60, seed: 8 },
    );
  });
});
