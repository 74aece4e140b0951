import { describe, expect, it } from 'vitest';
import {
  createCluster,
  createTracer,
  DEFAULT_SETTINGS,
  exposure,
  objectKey,
  type KubeObject,
  type Message,
  type Service,
  type TrafficRequest,
} from '../core/index.js';
import { en } from './en/index.js';
import { createFormatter } from './formatter.js';
import { ru } from './ru/index.js';

const image = 'registry.k8s.io/e2e-test-images/agnhost:2.53';
const labels = { app: 'web' };
const ports = [{ port: 80, targetPort: 8080 }];
const pod = (name: string, spec: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', labels },
  spec,
});
const svc = (name: string, spec: object) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'default' },
  spec,
});

/** A cluster with most of what a trace can have something to say about. */
const OBJECTS = [
  pod('web', { containers: [{ name: 'app', image, ports: [{ containerPort: 8080 }] }] }),
  pod('client', { containers: [{ name: 'app', image }] }),
  svc('web', { selector: labels, ports }),
  svc('sticky', { selector: labels, ports, sessionAffinity: 'ClientIP' }),
  svc('open', { type: 'NodePort', selector: labels, ports: [{ ...ports[0], nodePort: 30080 }] }),
  svc('empty', { selector: { app: 'nobody' }, ports }),
  svc('headless', { clusterIP: 'None', selector: labels, ports }),
  svc('out', { type: 'ExternalName', externalName: 'example.com' }),
  svc('broken', { selector: labels, ports: [{ port: 80, targetPort: 1 }] }),
] as unknown as readonly KubeObject[];

const from = { kind: 'pod', pod: objectKey('Pod', 'default', 'client') } as const;
const itself = { kind: 'pod', pod: objectKey('Pod', 'default', 'web') } as const;
const service = (name: string) => ({ kind: 'service', service: objectKey('Service', 'default', name) }) as const;
const REQUESTS: readonly Partial<TrafficRequest>[] = [
  ...['web', 'sticky', 'open', 'empty', 'headless', 'out', 'broken'].map((name) => ({ to: service(name) })),
  { to: service('web'), from: itself },
  { to: service('web'), packet: 'second' },
  { to: service('web'), from: { kind: 'node', node: 'worker-1' } },
  { to: service('sticky'), attempt: 3 },
  { to: itself, port: 8080 },
  { to: itself, port: 9, protocol: 'UDP' },
  { to: { kind: 'name', name: 'nope' } },
  { to: { kind: 'name', name: 'example.com' } },
  { to: { kind: 'ip', ip: '10.244.1.250' } },
  { to: { kind: 'ip', ip: '10.96.200.200' } },
  { to: { kind: 'ip', ip: '192.0.2.1' } },
  { from: { kind: 'outside', place: 'lan' }, to: { kind: 'ip', ip: '192.168.10.11' }, port: 30080 },
  { from: { kind: 'outside' }, to: itself },
];

describe('the sentences of a trace', () => {
  const cluster = createCluster();
  cluster.apply(OBJECTS);
  cluster.settle();
  const tracer = createTracer();
  const said = new Map<string, Message>();
  for (const parts of REQUESTS) {
    const request: TrafficRequest = { from, to: service('web'), port: 80, protocol: 'TCP', attempt: 0, ...parts };
    const trace = tracer.trace(cluster, request);
    for (const message of [trace.why, ...trace.hops.map((hop) => hop.why)]) said.set(message.code, message);
  }

  // The ways in from outside: a cloud of either kind, node ports, external IPs, and who is not let in.
  const outside = { kind: 'outside', place: 'internet' } as const;
  const lan = { kind: 'outside', place: 'lan' } as const;
  for (const loadBalancer of ['vip', 'proxy'] as const) {
    const cloud = createCluster({ ...DEFAULT_SETTINGS, loadBalancer });
    const open = (name: string, spec: object) => svc(name, { type: 'LoadBalancer', selector: labels, ports, ...spec });
    const local = { externalTrafficPolicy: 'Local' };
    const names = ['open', 'local', 'sticky', 'none', 'gone', 'shut', 'let'];
    cloud.apply([
      ...OBJECTS.filter(({ kind }) => kind === 'Pod'),
      ...[{}, local, { sessionAffinity: 'ClientIP' }, { selector: { app: 'nobody' } }].map((spec, i) =>
        open(names[i] ?? '', spec),
      ),
      open('gone', { ...local, selector: { app: 'nobody' } }),
      open('shut', { loadBalancerSourceRanges: ['10.9.0.0/16'] }),
      open('let', { loadBalancerSourceRanges: ['0.0.0.0/0'] }),
      svc('port', { type: 'NodePort', selector: labels, ports: [{ ...ports[0], nodePort: 30081 }], ...local }),
      svc('ext', { selector: labels, ports, externalIPs: ['198.18.0.1', '192.0.2.61'] }),
      {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'worker-1' },
        status: {
          addresses: [
            { type: 'ExternalIP', address: '192.0.2.60' },
            { type: 'ExternalIP', address: '192.0.2.61' },
            { type: 'InternalIP', address: '192.168.10.12' },
          ],
        },
      },
    ] as unknown as readonly KubeObject[]);
    cloud.settle();
    const checked = cloud.get<Service>(objectKey('Service', 'default', 'local'))?.spec.healthCheckNodePort ?? 0;
    const nodes = ['192.168.10.11', '192.168.10.12', '192.0.2.60'];
    const requests: readonly Partial<TrafficRequest>[] = [
      ...names.flatMap((name) => [{ to: service(name) }, { to: service(name), from: lan }]),
      { to: service('open'), port: 81 },
      { to: { kind: 'ip', ip: '198.18.0.1' } },
      { to: { kind: 'ip', ip: '192.0.2.61' } },
      { to: { kind: 'ip', ip: '198.18.0.1' }, port: 81 },
      ...nodes.flatMap((ip) => [outside, lan].map((from) => ({ from, to: { kind: 'ip', ip } as const, port: 30081 }))),
      { from: lan, to: { kind: 'ip', ip: '192.168.10.12' }, port: checked },
      { from: { kind: 'node', node: 'worker-1' }, to: { kind: 'name', name: 'example.com' } },
    ];
    for (const parts of requests) {
      const trace = tracer.trace(cloud, {
        from: outside,
        to: service('open'),
        port: 80,
        protocol: 'TCP',
        attempt: 0,
        ...parts,
      });
      for (const message of [trace.why, ...trace.hops.map((hop) => hop.why)]) said.set(message.code, message);
    }
    for (const { metadata, kind } of OBJECTS.concat(cloud.list('Service')))
      for (const { why } of kind === 'Service'
        ? exposure(tracer, cloud, objectKey('Service', 'default', metadata.name))
        : [])
        said.set(why.code, why);
    for (const { by, why } of cloud.journal) if (by === 'service-controller') said.set(why.code, why);
  }

  it('are of every way in', () => {
    const never = ['edge.stop.noReadyNode', 'edge.stop.noHealthyNode', 'edge.service.', 'edge.exposure.'];
    const missing = Object.keys(en).filter(
      (code) => code.startsWith('edge.') && !said.has(code) && !never.some((one) => code.startsWith(one)),
    );
    expect(missing).toEqual([]);
  });

  it('are many', () => expect(said.size).toBeGreaterThan(50));

  it.each([
    ['en', createFormatter('en', en)],
    ['ru', createFormatter('ru', ru)],
  ] as const)('are whole and end with a full stop: %s', (_, formatter) => {
    for (const message of said.values()) {
      const text = formatter.say(message);
      // A sentence whose parameters do not fit falls back to its code.
      expect(text).not.toContain('trace.');
      expect(text, message.code).toMatch(/^\S.*\.$/s);
      expect(text, message.code).not.toMatch(/undefined|NaN|\(\)| {2}|[{}]/);
    }
  });

  it('use all they are given: every text among the parameters is in the sentence', () => {
    const formatter = createFormatter('en', en);
    const unused = [...said.values()].flatMap((message) => {
      const text = formatter.say(message);
      return (
        Object.entries(message.params)
          // A mode chooses a sentence.
          .filter(([name, value]) => name !== 'mode' && typeof value === 'string' && !text.includes(value))
          .map(([name]) => `${message.code} ${name}`)
      );
    });
    expect(unused).toEqual([]);
  });
});
