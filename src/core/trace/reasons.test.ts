import { describe, expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import { createCluster } from '../create-cluster.js';
import { expectCauses } from './testing/expect-causes.js';
import { createTracer } from './tracer.js';
import type { Trace, TrafficRequest } from './types.js';

type Fields = Readonly<Record<string, unknown>>;

const object = (apiVersion: string, kind: string, name: string, rest: Fields, metadata: Fields = {}) =>
  ({ apiVersion, kind, metadata: { name, namespace: 'default', ...metadata }, ...rest }) as unknown as KubeObject;

const client = object('v1', 'Pod', 'client', { spec: { containers: [{ name: 'c', image: 'busybox' }] } });
const container = { name: 'web', image: 'nginx', ports: [{ containerPort: 80 }] };
const app = { app: 'web' };

const service = (spec: Fields) => object('v1', 'Service', 'web', { spec });
const pod = (spec: Fields) =>
  object('v1', 'Pod', 'web-0', { spec: { containers: [container], ...spec } }, { labels: app });
const ofContainer = (more: Fields): Fields => ({ containers: [{ ...container, ...more }] });

/** What a client is told that asks for the Service by its name. */
function asked(objects: readonly KubeObject[], request: Partial<TrafficRequest> = {}): Trace {
  const cluster = createCluster();
  expect(cluster.apply([client, ...objects]).refusals).toEqual([]);
  cluster.settle();
  const trace = createTracer().trace(cluster, {
    from: { kind: 'pod', pod: objectKey('Pod', 'default', 'client') },
    to: { kind: 'name', name: 'web' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
    ...request,
  });
  expectCauses(cluster, trace);
  return trace;
}

const seen = ({ client: saw, why, cause }: Trace) => [saw, why.code, cause.object, cause.field.join('.')];

describe('pods that are not there yet', () => {
  const selected = service({ selector: app, ports: [{ port: 80 }] });
  const cpu = ofContainer({ resources: { requests: { cpu: '64' } } });
  const memory = ofContainer({ resources: { requests: { cpu: '1', memory: '1Ti' } } });
  const claim = {
    volumes: [
      { name: 'e', emptyDir: {} },
      { name: 'd', persistentVolumeClaim: { claimName: 'data' } },
    ],
  };

  test.each<readonly [string, Fields, string, string]>([
    ['cpu', cpu, 'spec.containers.0.resources.requests.cpu', '2 Insufficient cpu.'],
    ['memory', memory, 'spec.containers.0.resources.requests.memory', '2 Insufficient memory.'],
    [
      'a label',
      { nodeSelector: { disk: 'ssd' } },
      'spec.nodeSelector',
      "2 node(s) didn't match Pod's node affinity/selector.",
    ],
    ['a claim', claim, 'spec.volumes.1.persistentVolumeClaim.claimName', 'persistentvolumeclaim "data" not found.'],
  ])('no node has %s: the scheduler is quoted, and the field that asks is named', (_, spec, field, said) => {
    const trace = asked([selected, pod(spec)]);
    expect(seen(trace)).toEqual(['connection-refused', 'reason.unscheduled', 'Pod/default/web-0', field]);
    expect(trace.why.params['said']).toMatch(/^0\/3 nodes are available: /);
    expect(trace.why.params['said']).toContain(said);
    expect(trace.why.params['said']).not.toContain('preemption');
  });

  const refused = { tcpSocket: { port: 8080 }, periodSeconds: 1, failureThreshold: 1 };
  test.each<readonly [string, Fields, string, string]>([
    ['readiness probe', { readinessProbe: refused }, 'reason.probe', 'spec.containers.0.readinessProbe'],
    ['liveness probe', { livenessProbe: refused }, 'reason.crashes', 'spec.containers.0'],
  ])('a %s that nobody answers is what the client hears of', (_, more, code, field) => {
    const trace = asked([selected, pod(ofContainer(more))]);
    expect(seen(trace)).toEqual(['connection-refused', code, 'Pod/default/web-0', field]);
  });

  test('a readiness gate that nobody opens is named by its field', () => {
    const trace = asked([selected, pod({ readinessGates: [{ conditionType: 'example.com/ready' }] })]);
    expect(trace.cause.field).toEqual(['spec', 'readinessGates']);
  });
});

describe('endpoints written by hand', () => {
  const unselected = service({ ports: [{ name: 'http', port: 80 }] });
  const slice = (port: Fields, endpoint: Fields = {}) =>
    object(
      'discovery.k8s.io/v1',
      'EndpointSlice',
      'web-1',
      { addressType: 'IPv4', ports: [port], endpoints: [{ addresses: ['192.0.2.7'], ...endpoint }] },
      { labels: { 'kubernetes.io/service-name': 'web' } },
    );

  test.each<readonly [string, Fields, string]>([
    ['another name', { name: 'web', port: 80 }, '"web"'],
    ['no name', { name: '', port: 80 }, '""'],
  ])('with a port of %s are not those of the Service’s port', (_, port, names) => {
    const trace = asked([unselected, slice(port)]);
    expect(seen(trace)).toEqual([
      'connection-refused',
      'reason.portNames',
      'EndpointSlice/default/web-1',
      'ports.0.name',
    ]);
    expect(trace.why.params).toMatchObject({ port: '"http"', names });
  });

  test('that are marked as not ready are said to be', () => {
    const trace = asked([unselected, slice({ name: 'http', port: 80 }, { conditions: { ready: false } })]);
    expect(seen(trace).slice(1)).toEqual([
      'reason.writtenNotReady',
      'EndpointSlice/default/web-1',
      'endpoints.0.conditions.ready',
    ]);
  });
});

describe('a port that the Service does not have', () => {
  const two = service({
    selector: app,
    ports: [
      { name: 'a', port: 80 },
      { name: 'b', port: 53, protocol: 'UDP' },
    ],
  });

  test.each<readonly [string, Partial<TrafficRequest>]>([
    ['another number', { port: 8080 }],
    ['the number with another protocol', { port: 80, protocol: 'UDP' }],
  ])('%s: the client hears which there are', (_, request) => {
    const trace = asked([two, pod({})], request);
    expect(seen(trace)).toEqual(['timeout', 'reason.noSuchPort', 'Service/default/web', 'spec.ports']);
    expect(trace.why.params).toMatchObject({ service: 'web', port: request.port, ports: '80/TCP, 53/UDP' });
  });

  test.each<readonly [string, string]>([
    ['LoadBalancer', 'reason.pending'],
    ['ClusterIP', 'reason.insideOnly'],
  ])('is not the point for a client outside: a %s has no address there', (type, code) => {
    const to = { kind: 'service', service: objectKey('Service', 'default', 'web') } as const;
    for (const port of [80, 81]) {
      const trace = asked([service({ type, selector: app, ports: [{ port: 80 }] }), pod({})], {
        from: { kind: 'outside' },
        to,
        port,
      });
      expect(seen(trace).slice(0, 3)).toEqual(['timeout', code, 'Service/default/web']);
    }
  });

  test('an address that no Service has is no port of one', () => {
    const trace = asked([two, pod({})], { to: { kind: 'ip', ip: '10.96.7.7' } });
    expect(trace.why.code).toBe('trace.sum.timeout');
  });
});

describe('names', () => {
  const alias = (externalName: string) => service({ type: 'ExternalName', externalName });

  test.each<readonly [string, string, string, string]>([
    ['a name that nobody has', 'db.internal.corp', 'no-address', 'reason.alias'],
    ['an address', '192.0.2.7', 'nxdomain', 'reason.aliasIsAddress'],
  ])('an ExternalName for %s: its own field is the reason', (_, target, saw, code) => {
    const trace = asked([alias(target)]);
    expect(seen(trace)).toEqual([saw, code, 'Service/default/web', 'spec.externalName']);
    expect(trace.why.params['target']).toBe(target);
  });

  const headless = service({ clusterIP: 'None', selector: app, ports: [{ name: 'http', port: 80 }] });
  test.each<readonly [string, readonly KubeObject[], string, string]>([
    ['no pod with its labels', [], 'Service/default/web', 'spec.selector'],
    ['a pod that no node takes', [pod({ nodeSelector: { disk: 'ssd' } })], 'Pod/default/web-0', 'spec.nodeSelector'],
  ])('a headless Service with %s has no name, and that is the reason', (_, pods, holder, field) => {
    expect(seen(asked([headless, ...pods]))).toEqual(['nxdomain', 'reason.headless', holder, field]);
  });

  test('a pod of a headless Service that is not there does not make the Service empty', () => {
    const trace = asked([headless, pod({})], { to: { kind: 'name', name: 'web-7.web' } });
    expect(seen(trace).slice(0, 2)).toEqual(['nxdomain', 'trace.sum.nxdomain']);
  });

  test('CoreDNS’ answer about an ExternalName that is an address says so', () => {
    const [first] = asked([alias('192.0.2.7')]).hops.filter(({ kind }) => kind === 'dns');
    expect([first?.why.code, first?.cause.field]).toEqual(['reason.dns.aliasIsAddress', ['spec', 'externalName']]);
  });

  test('a host of an Ingress that has no address is not published, and the Ingress is named', () => {
    const backend = { service: { name: 'web', port: { number: 80 } } };
    const rule = { host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } };
    const ingress = object('networking.k8s.io/v1', 'Ingress', 'shop', { spec: { rules: [rule] } });
    const trace = asked([service({ selector: app, ports: [{ port: 80 }] }), pod({}), ingress], {
      from: { kind: 'outside' },
      to: { kind: 'name', name: 'Shop.example.com' },
    });
    expect(seen(trace)).toEqual(['nxdomain', 'reason.hostWithoutAddress', 'Ingress/default/shop', 'spec.rules.0.host']);
  });
});
