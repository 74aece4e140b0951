import { describe, expect, test } from 'vitest';
import { createCluster } from '../create-cluster.js';
import { DEFAULT_SETTINGS } from '../cluster/settings.js';
import type { Cluster } from '../cluster/cluster.js';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Ingress } from '../api/networking.js';
import type { ClusterSettings } from '../cluster/types.js';
import { ingressControllers } from '../ingress/controllers.js';
import { requestOf } from '../ingress/testing/cluster.js';
import { expectCauses } from './testing/expect-causes.js';
import { createTracer } from './tracer.js';
import type { Hop, Trace, TrafficRequest } from './types.js';

type Fields = Readonly<Record<string, unknown>>;

/** Manifests as a learner writes them. */
function manifest(apiVersion: string, kind: string, name: string, rest: Fields, metadata: Fields = {}): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace: 'default', ...metadata }, ...rest } as unknown as KubeObject;
}

function app(name: string, replicas = 2): readonly KubeObject[] {
  const labels = { app: name };
  const containers = [{ name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 8080, name: 'web' }] }];
  return [
    manifest('apps/v1', 'Deployment', name, {
      spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    }),
    manifest('v1', 'Service', name, { spec: { selector: labels, ports: [{ port: 80, targetPort: 'web' }] } }),
  ];
}

const NAMESPACE = 'ingress-nginx';
const labels = { 'app.kubernetes.io/name': 'ingress-nginx' };

/** What ingress-nginx's own manifests have, as far as it routes. */
const CONTROLLER: readonly KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'nginx' },
    spec: { controller: 'k8s.io/ingress-nginx' },
  } as KubeObject,
  manifest(
    'apps/v1',
    'Deployment',
    'ingress-nginx-controller',
    {
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'controller',
                image: 'registry.k8s.io/ingress-nginx/controller:v1.11.2',
                args: [
                  '/nginx-ingress-controller',
                  '--publish-service=$(POD_NAMESPACE)/ingress-nginx-controller',
                  '--ingress-class=nginx',
                ],
                ports: [
                  { name: 'http', containerPort: 80 },
                  { name: 'https', containerPort: 443 },
                ],
              },
            ],
          },
        },
      },
    },
    { namespace: NAMESPACE },
  ),
  manifest(
    'v1',
    'Service',
    'ingress-nginx-controller',
    {
      spec: {
        type: 'LoadBalancer',
        selector: labels,
        ports: [
          { name: 'http', port: 80, targetPort: 'http' },
          { name: 'https', port: 443, targetPort: 'https' },
        ],
      },
    },
    { namespace: NAMESPACE },
  ),
];

/** The fanout of foo.bar.com, in today's version. */
const FANOUT = manifest('networking.k8s.io/v1', 'Ingress', 'test', {
  spec: {
    ingressClassName: 'nginx',
    rules: [
      {
        host: 'foo.bar.com',
        http: {
          paths: ['s1', 's2'].map((name, i) => ({
            path: i === 0 ? '/foo' : '/bar',
            pathType: 'Prefix',
            backend: { service: { name, port: { number: 80 } } },
          })),
        },
      },
    ],
  },
});

const WORLD = [...CONTROLLER, ...app('s1'), ...app('s2'), FANOUT];

function settled(objects: readonly KubeObject[], changed: Partial<ClusterSettings> = { loadBalancer: 'vip' }): Cluster {
  const cluster = createCluster({ ...DEFAULT_SETTINGS, ...changed });
  expect(cluster.apply(objects).refusals).toEqual([]);
  cluster.settle();
  return cluster;
}

const tracer = createTracer();

function asked(cluster: Cluster, url: string, more: Partial<TrafficRequest> = {}): Trace {
  const http = requestOf(url);
  const trace = tracer.trace(cluster, {
    from: { kind: 'outside' },
    to: { kind: 'name', name: http.host },
    port: http.scheme === 'https' ? 443 : 80,
    protocol: 'TCP',
    attempt: 0,
    http,
    ...more,
  });
  expectCauses(cluster, trace);
  return trace;
}

const kinds = (trace: Trace, leg: number) => trace.hops.filter((hop) => (hop.leg ?? 0) === leg).map((hop) => hop.kind);
const only = <K extends Hop['kind']>(trace: Trace, kind: K) =>
  trace.hops.filter((hop): hop is Extract<Hop, { kind: K }> => hop.kind === kind);

describe('ingress-nginx behind a cloud balancer', () => {
  const cluster = settled(WORLD);

  test('it is found by its image, with its class, its pod and the Service in front', () => {
    const [controller] = ingressControllers(cluster);
    expect(controller).toMatchObject({
      workload: 'Deployment/ingress-nginx/ingress-nginx-controller',
      program: 'ingress-nginx',
      classes: ['IngressClass//nginx'],
      services: ['Service/ingress-nginx/ingress-nginx-controller'],
    });
    expect(controller?.pods).toHaveLength(1);
  });

  test('its watching half says what the real one says, in that order', () => {
    const own = cluster.journal.filter((step) => step.by === 'nginx-ingress-controller');
    expect(own.map(({ event, changes }) => event?.reason ?? changes.map((one) => one.key).join())).toEqual([
      'Sync',
      'RELOAD',
      'Ingress/default/test',
    ]);
    expect(own[0]?.event).toMatchObject({ type: 'Normal', message: 'Scheduled for sync' });
    const ingress = cluster.get<Ingress>(objectKey('Ingress', 'default', 'test'));
    expect(ingress?.status?.loadBalancer?.ingress).toEqual([{ ip: '203.0.113.1' }]);
  });

  test('a client in the Internet gets 200 by the rule of the path, from a pod that sees the controller', () => {
    const trace = asked(cluster, 'http://foo.bar.com/bar/x');
    expect(trace.http).toEqual({ status: 200, by: 'server' });
    expect(trace.server?.pod).toMatch(/^Pod\/default\/s2-/);
    const controllerPod = cluster.get(ingressControllers(cluster)[0]?.pods[0] ?? objectKey('Pod', '', ''));
    expect(trace.server?.sourceIp).toBe((controllerPod as { status?: { podIP?: string } }).status?.podIP);
    expect(trace.why).toMatchObject({ code: 'http.sum.proxied', params: { ingress: 'test', status: 200 } });
  });

  test('the name is the world’s, because the Ingress names it and has an address', () => {
    const dns = only(asked(cluster, 'http://foo.bar.com/foo'), 'dns').find((hop) => hop.answer.answers.length > 0);
    expect(dns?.why.code).toBe('http.dns.published');
    expect(dns?.cause).toEqual({
      object: 'Ingress/default/test',
      field: ['spec', 'rules', 0, 'host'],
    });
  });

  test('the second connection is a leg of its own: out to the pod and back, within the first', () => {
    const trace = asked(cluster, 'http://foo.bar.com/foo');
    expect(kinds(trace, 1)[0]).toBe('socket');
    expect(kinds(trace, 1)).toContain('response');
    expect(kinds(trace, 1).at(-1)).toBe('deliver');
    expect(kinds(trace, 0).at(-1)).toBe('deliver');
    const l7 = trace.hops.findIndex((hop) => hop.kind === 'l7');
    const first = trace.hops.findIndex((hop) => hop.leg === 1);
    expect(first).toBe(l7 + 1);
    expect(trace.hops[first]?.packet.before.dport).toBe(8080);
    // Straight to the pod: no rule of a Service translates the controller's own packets.
    expect(trace.hops.filter((hop) => hop.leg === 1 && hop.kind === 'nat')).toEqual([]);
  });

  test.each([
    ['http://foo.bar.com/foo', 200, 'server', 's1'],
    ['http://foo.bar.com/foobar', 404, 'balancer', 'ingress-nginx-controller'],
    ['http://foo.bar.com/', 404, 'balancer', 'ingress-nginx-controller'],
  ])('%s is answered %i by the %s: %s', (url, status, by, pod) => {
    const trace = asked(cluster, url);
    expect(trace.http).toEqual({ status, by });
    expect(trace.server?.pod).toContain(`/${pod}-`);
  });

  test('a name that no Ingress has does not exist; with an address to connect to, the controller answers 404', () => {
    const to = { kind: 'ip', ip: '203.0.113.1' } as const;
    expect(asked(cluster, 'http://other.example/').client).toBe('nxdomain');
    const trace = asked(cluster, 'http://other.example/', { to });
    expect(trace.http).toEqual({ status: 404, by: 'balancer' });
    expect(trace.client).toBe('ok');
  });

  test('sending again goes round the endpoints', () => {
    const pods = [0, 1].map((attempt) => asked(cluster, 'http://foo.bar.com/foo', { attempt }).server?.pod);
    expect(new Set(pods).size).toBe(2);
  });
});

describe('what is missing', () => {
  test('without a controller nothing happens: no Event, no address, no name', () => {
    const cluster = settled([...app('s1'), ...app('s2'), FANOUT]);
    expect(cluster.journal.some((step) => step.by === 'nginx-ingress-controller')).toBe(false);
    expect(
      cluster.get<Ingress>(objectKey('Ingress', 'default', 'test'))?.status?.loadBalancer?.ingress,
    ).toBeUndefined();
    expect(ingressControllers(cluster)).toEqual([]);
    expect(asked(cluster, 'http://foo.bar.com/foo').client).toBe('nxdomain');
  });

  test('a controller that is applied later takes the Ingress in', () => {
    const cluster = settled([...app('s1'), ...app('s2'), FANOUT]);
    cluster.apply(WORLD);
    cluster.settle();
    expect(asked(cluster, 'http://foo.bar.com/foo').http?.status).toBe(200);
  });

  test('pending without a cloud: no address to publish', () => {
    const cluster = settled(WORLD, {});
    const ingress = cluster.get<Ingress>(objectKey('Ingress', 'default', 'test'));
    expect(ingress?.status?.loadBalancer?.ingress ?? []).toEqual([]);
  });

  test('a Service without pods is 503, and its selector is why', () => {
    const cluster = settled([...CONTROLLER, ...app('s1', 0), ...app('s2'), FANOUT]);
    const trace = asked(cluster, 'http://foo.bar.com/foo');
    expect(trace.http).toEqual({ status: 503, by: 'balancer' });
    expect(trace.cause).toEqual({ object: 'Service/default/s1', field: ['spec', 'selector'] });
  });

  test('an Ingress of another class is left alone', () => {
    const other = { ...FANOUT, spec: { ...(FANOUT as Ingress).spec, ingressClassName: 'other' } } as KubeObject;
    const cluster = settled([...CONTROLLER, ...app('s1'), ...app('s2'), other]);
    const own = cluster.journal.filter((step) => step.by === 'nginx-ingress-controller');
    expect(own.map((step) => step.event?.reason)).toEqual(['RELOAD']);
  });

  test('when the controller goes, its addresses go with it', () => {
    const cluster = settled(WORLD);
    cluster.apply(WORLD.filter(({ kind, metadata }) => !(kind === 'Deployment' && metadata.namespace === NAMESPACE)));
    cluster.settle();
    expect(cluster.get<Ingress>(objectKey('Ingress', 'default', 'test'))?.status?.loadBalancer).toEqual({});
  });
});

test('endpoints that change make no reload; a changed rule makes one', () => {
  const cluster = settled(WORLD);
  const reloads = () => cluster.journal.filter((step) => step.event?.reason === 'RELOAD').length;
  const before = reloads();
  cluster.act({ type: 'scale', workload: objectKey('Deployment', 'default', 's1'), replicas: 3 });
  cluster.settle();
  expect(reloads()).toBe(before);
  const spec = (FANOUT as Ingress).spec;
  const [rule] = spec.rules ?? [];
  const changed = { ...FANOUT, spec: { ...spec, rules: [{ ...rule, host: 'bar.foo.com' }] } } as KubeObject;
  cluster.apply([...WORLD.slice(0, -1), changed]);
  cluster.settle();
  expect(reloads()).toBe(before + 1);
});

test('a proxy balancer in front: the client’s connection, the balancer’s, the controller’s', () => {
  const cluster = settled(WORLD, { loadBalancer: 'proxy' });
  const trace = asked(cluster, 'http://foo.bar.com/foo');
  expect(trace.http?.status).toBe(200);
  expect([...new Set(trace.hops.map((hop) => hop.leg ?? 0))]).toEqual([0, 1, 2]);
});

test('from a pod, over the cluster IP of the Service in front', () => {
  const client = manifest('v1', 'Pod', 'client', { spec: { containers: [{ name: 'sh', image: 'busybox' }] } });
  const cluster = settled([...WORLD, client]);
  const trace = asked(cluster, 'http://foo.bar.com/foo', {
    from: { kind: 'pod', pod: objectKey('Pod', 'default', 'client') },
    to: { kind: 'service', service: objectKey('Service', NAMESPACE, 'ingress-nginx-controller') },
  });
  expect(trace.http?.status).toBe(200);
  expect(trace.server?.pod).toMatch(/\/s1-/);
});

test('the Secret that ingress-nginx’s own manifests wait for is made, though Jobs are not simulated', () => {
  const args = ['create', '--namespace=$(POD_NAMESPACE)', '--secret-name=ingress-nginx-admission'];
  const image = 'registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.6.9';
  const template = { spec: { containers: [{ name: 'create', image, args }], restartPolicy: 'OnFailure' } };
  const job = manifest(
    'batch/v1',
    'Job',
    'ingress-nginx-admission-create',
    { spec: { template } },
    { namespace: NAMESPACE },
  );
  const odd = manifest('batch/v1', 'Job', 'odd', {
    spec: { template: { spec: { containers: [null, { image: 3 }, { image, args: 'create' }] } } },
  });
  const cluster = settled([...WORLD, job, odd]);
  const secret = objectKey('Secret', NAMESPACE, 'ingress-nginx-admission');
  expect(cluster.get(secret)).toBeDefined();
  const step = cluster.journal.find((one) => one.by === 'kube-webhook-certgen');
  expect(step?.cause.object).toBe('Job/ingress-nginx/ingress-nginx-admission-create');
});

describe('with policies', () => {
  const denied = manifest('networking.k8s.io/v1', 'NetworkPolicy', 'deny', {
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  });
  test('one that shuts the application in makes the balancer wait: 504, because of it', () => {
    const trace = asked(settled([...WORLD, denied]), 'http://foo.bar.com/foo');
    expect(trace.http).toEqual({ status: 504, by: 'balancer' });
    expect(trace.client).toBe('ok');
    expect(trace.cause.object).toBe('NetworkPolicy/default/deny');
    expect(
      only(trace, 'policy')
        .filter((hop) => !hop.decision.allowed)
        .map((hop) => hop.leg),
    ).toContain(1);
  });
  test('one that lets the controller’s namespace in lets the request in', () => {
    const from = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': NAMESPACE } } }];
    const allowed = manifest('networking.k8s.io/v1', 'NetworkPolicy', 'allow', {
      spec: { podSelector: {}, ingress: [{ from }] },
    });
    expect(asked(settled([...WORLD, denied, allowed]), 'http://foo.bar.com/foo').http?.status).toBe(200);
  });
});

test('a pod asks for the host by its name: CoreDNS hands the question on, and the balancer’s address is cut short', () => {
  const client = manifest('v1', 'Pod', 'client', { spec: { containers: [{ name: 'sh', image: 'busybox' }] } });
  const from = { kind: 'pod', pod: objectKey('Pod', 'default', 'client') } as const;
  const trace = asked(settled([...WORLD, client]), 'http://foo.bar.com/foo', { from });
  expect(trace.http?.status).toBe(200);
  expect(only(trace, 'dns').at(-2)?.why.code).toBe('http.dns.published');
  expect(trace.hops.some((hop) => hop.at.place === 'outside')).toBe(false);
});
