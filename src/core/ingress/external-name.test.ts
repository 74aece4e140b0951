import { describe, expect, test } from 'vitest';
import { aService } from '../network/testing/objects.js';
import { aBackend, anIngress, anIngressClass, edgeView, route } from './testing/cluster.js';

type Ports = Parameters<typeof aService>[2];

const CLASSES: Readonly<Record<string, string>> = {
  'registry.k8s.io/ingress-nginx/controller:v1.11.2': 'k8s.io/ingress-nginx',
  'nginx/nginx-ingress:3.6': 'nginx.org/ingress-controller',
  'traefik:v3.1': 'traefik.io/ingress-controller',
  'haproxytech/kubernetes-ingress:3.1': 'haproxy.org/ingress-controller',
  'quay.io/jcmoraisjr/haproxy-ingress:v0.14': 'haproxy-ingress.github.io/controller',
  'ghcr.io/projectcontour/contour:v1.30.0': 'projectcontour.io/projectcontour/contour',
};
const [NGINX = '', F5 = '', TRAEFIK = '', HAPROXY = '', JC = '', CONTOUR = ''] = Object.keys(CLASSES);

const out = (target: string, ports: Ports = [], name = 'out') =>
  aService(name, '', ports, { spec: { type: 'ExternalName', externalName: target } });

/** How `/` of h.example ends where its backend is `out` on a port: the answer or whom it goes to, and the code of the sentence. */
function ends(image: string, args: readonly string[] = [], to: { port?: string; ports?: Ports; target?: string } = {}) {
  const rule = anIngress('i', [`h.example / Prefix out:${to.port ?? '80'}`]);
  const objects = [
    anIngressClass('nginx', CLASSES[image]),
    ...aBackend('s1', 1),
    out(to.target ?? 'example.org', to.ports),
    rule,
  ];
  const { answer, backend, why } = route(edgeView(objects, { image, args }), 'http://h.example/');
  const { name, port } = backend?.external ?? {};
  return [answer?.status ?? `${name}:${port}`, why.code.replace('ingress.decide.', '')];
}

describe('a backend of type ExternalName', () => {
  test.each<[string, string, readonly string[], readonly unknown[]]>([
    ['ingress-nginx follows it', NGINX, [], ['example.org:80', 'external']],
    ['… unless it is told not to', NGINX, ['--disable-svc-external-name'], [503, 'externalName']],
    [
      '… and the flag may say that it is not',
      NGINX,
      ['--disable-svc-external-name=false'],
      ['example.org:80', 'external'],
    ],
    ['NGINX Ingress Controller does not', F5, [], [502, 'externalName']],
    ['Traefik makes no route of it', TRAEFIK, [], [404, 'notFound']],
    [
      '… unless it is allowed to',
      TRAEFIK,
      ['--providers.kubernetesingress.allowexternalnameservices'],
      [404, 'notFound'],
    ],
    ['HAProxy’s own follows it', HAPROXY, [], ['example.org:80', 'external']],
    ['… unless it is told not to', HAPROXY, ['--disable-service-external-name'], [503, 'externalName']],
    ['HAProxy Ingress follows it', JC, [], ['example.org:80', 'external']],
    ['… unless it is told not to', JC, ['--disable-external-name'], [503, 'externalName']],
    ['Contour makes no route of it', CONTOUR, [], [404, 'notFound']],
  ])('%s', (_, image, args, expected) => expect(ends(image, args)).toEqual(expected));

  test.each(['allowExternalNameServices', 'allowexternalnameservices'])(
    'Traefik that is allowed to (%s) wants the Service to declare the port',
    (option) => {
      const args = [`--providers.kubernetesIngress.${option}=true`];
      expect(ends(TRAEFIK, args, { ports: [{ port: 80 }] })).toEqual(['example.org:80', 'external']);
      expect(ends(TRAEFIK, args, { ports: [{ port: 81 }] })).toEqual([404, 'notFound']);
    },
  );
});

describe('the port that is connected to', () => {
  const web = { name: 'web', port: 80, targetPort: 8080 };
  const named = { name: 'web', port: 80, targetPort: 'http' };
  test.each<[string, string, Ports, readonly unknown[], readonly unknown[]]>([
    ['a number that nobody declared is itself', '443', [], ['example.org:443'], ['example.org:443']],
    ['the target port of a number, to others the port', '80', [web], ['example.org:8080'], ['example.org:80']],
    ['the same by its name', 'web', [web], ['example.org:8080'], ['example.org:80']],
    ['a target port that is a name counts for nothing', '80', [named], [502], ['example.org:80']],
    ['… but by the name of the port the port counts', 'web', [named], ['example.org:80'], ['example.org:80']],
    ['a name that no port has', 'web', [], [502], [503]],
  ])('%s', (_, port, ports, nginx, others) => {
    expect([ends(NGINX, [], { port, ports })[0]]).toEqual(nginx);
    expect([ends(HAPROXY, [], { port, ports })[0]]).toEqual(others);
  });
});

test.each(['localhost', '127.0.0.1', '127.9.9.9'])('ingress-nginx does not connect to itself: %s', (target) => {
  expect(ends(NGINX, [], { target })).toEqual([503, 'externalLoopback']);
  expect(ends(HAPROXY, [], { target })).toEqual([`${target}:80`, 'external']);
});

test('a rule that is left out leaves the request to the next one, and says why', () => {
  const rules = anIngress('i', ['h.example /a Prefix out:80', 'h.example / Prefix s1:80']);
  const other = anIngress('j', ['h.example /a Prefix s2:80'], { created: '2030-01-01T00:00:00Z' });
  const world = (...more: readonly ReturnType<typeof anIngress>[]) =>
    edgeView(
      [
        anIngressClass('nginx', CLASSES[TRAEFIK]),
        ...aBackend('s1', 1),
        ...aBackend('s2', 2),
        out('example.org'),
        rules,
        ...more,
      ],
      {
        image: TRAEFIK,
      },
    );
  const decision = route(world(), 'http://h.example/a');
  expect([
    decision.backend?.service,
    decision.tried.map(({ path, matched, why }) => [path, matched, why.code]),
  ]).toEqual([
    'Service/default/s1',
    [
      ['/a', false, 'ingress.trial.externalName'],
      ['/', true, 'ingress.trial.matched'],
    ],
  ]);
  expect(decision.tried[0]?.cause).toEqual({ object: 'Service/default/out', field: ['spec', 'type'] });
  expect(route(world(other), 'http://h.example/a').backend?.service).toBe('Service/default/s2');
});

test('nor is a default backend that is left out one', () => {
  const ingress = anIngress('i', [], { defaultBackend: 'out:80' });
  const world = (image: string) =>
    edgeView([anIngressClass('nginx', CLASSES[image]), out('example.org'), ingress], { image });
  expect(route(world(CONTOUR), 'http://h.example/').answer?.status).toBe(404);
  expect(route(world(NGINX), 'http://h.example/').backend?.external?.name).toBe('example.org');
});

describe('a name that stands in for a Service', () => {
  const annotations = { 'nginx.ingress.kubernetes.io/default-backend': 'out' };
  const rule = anIngress('i', ['h.example / Prefix s1:80'], { annotations });
  const standIn = out('example.org', [{ port: 80 }]);
  const external = (s1: Parameters<typeof edgeView>[0], args: readonly string[] = []) =>
    route(edgeView([...s1, standIn, rule], { args }), 'http://h.example/').backend?.external;
  test('is taken for an address: nginx looks names up for ExternalNames only', () => {
    expect(external([aService('s1', '10.96.1.1', [{ port: 80 }])])).toEqual({
      name: 'example.org',
      port: 80,
      asIs: true,
    });
  });
  test('is looked up where the Service is one itself', () => {
    expect(external([out('localhost', [], 's1')])).toEqual({ name: 'example.org', port: 80 });
  });
  test('is taken for an address as the controller’s default backend', () => {
    const view = edgeView([standIn], { args: ['--default-backend-service=default/out'] });
    expect(route(view, 'http://h.example/').backend).toMatchObject({
      kind: 'controller-default',
      external: { name: 'example.org', asIs: true },
    });
  });
});
