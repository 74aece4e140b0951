import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../api/meta.js';
import { aPod, aService } from '../network/testing/objects.js';
import { flagOf, isSet } from '../api/flags.js';
import { ingressControllers } from './controllers.js';
import { ingressConfig } from './ingress-config.js';
import { programOfImage } from './programs.js';
import { publishedBy } from './addresses.js';
import { controllerSpecs } from './controllers.js';
import { aBackend, anIngress, edgeView, PLAIN_IMAGE, theController } from './testing/cluster.js';

test.each([
  ['registry.k8s.io/ingress-nginx/controller:v1.11.2@sha256:abc', 'ingress-nginx'],
  ['registry.local:5000/mirror/ingress-nginx/controller:v1', 'ingress-nginx'],
  ['quay.io/kubernetes-ingress-controller/nginx-ingress-controller:0.26.1', 'ingress-nginx'],
  ['nginx/nginx-ingress:3.6', 'nginx-ingress'],
  ['traefik:v3.1', 'traefik'],
  ['docker.io/library/traefik', 'traefik'],
  ['haproxytech/kubernetes-ingress:3.1', 'haproxy-kubernetes-ingress'],
  ['ghcr.io/projectcontour/contour:v1.30.0', 'contour'],
  ['nginx:1.27', undefined],
  ['example.com/my/controller:1', undefined],
  ['', undefined],
])('the image %s is %s', (image, program) => expect(programOfImage(image)?.name).toBe(program));

test.each<[readonly string[], string | undefined]>([
  [['--ingress-class=internal'], 'internal'],
  [['--ingress-class', 'internal'], 'internal'],
  [['-ingress-class=internal'], 'internal'],
  [['--ingress-class=a', '--ingress-class=b'], 'b'],
  [['--ingress-class=a=b'], 'a=b'],
  [['--ingress-class', '--other'], 'true'],
  [['--ingress-class-by-name'], undefined],
])('the flag in %j is %s', (args, value) => expect(flagOf({ name: 'c', args }, 'ingress-class')?.value).toBe(value));

test('a flag alone is true, and false is false', () => {
  expect(
    [['--x'], ['--x=true'], ['--x=1'], ['--x=false'], []].map((args) => isSet(flagOf({ name: 'c', args }, 'x'))),
  ).toEqual([true, true, true, false, false]);
});

describe('controllers', () => {
  test('pods that are not ready do not count', () => {
    expect(theController(edgeView([], { ready: false })).pods).toEqual([]);
    expect(theController(edgeView([])).pods).toEqual(['Pod/ingress/controller-1']);
  });
  test('a bare pod is one as well, under its own key', () => {
    const pod = aPod('lone', {
      ip: '10.244.1.9',
      labels: { app: 'lone' },
      spec: { containers: [{ name: 'c', image: 'traefik:v3' }] },
    });
    const found = ingressControllers(
      edgeView([pod, aService('lone', '10.96.3.3', [{ port: 80 }], { spec: { selector: { app: 'lone' } } })]),
    );
    expect(found[1]).toMatchObject({
      workload: 'Pod/default/lone',
      program: 'traefik',
      pods: ['Pod/default/lone'],
      services: ['Service/default/lone'],
    });
  });
  test('a workload whose template is nonsense is none', () => {
    const odd = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'odd', namespace: 'default' },
      spec: { template: { spec: { containers: 'x' } } },
    };
    const bare = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'bare', namespace: 'default' } };
    expect(ingressControllers(edgeView([odd, bare] as unknown as KubeObject[]))).toHaveLength(1);
  });
});

describe('the addresses that are published', () => {
  const publish = ['--publish-service=ingress/edge'];
  const edge = (spec: object, status: object = {}) => {
    const base = aService('edge', '10.96.9.9', [{ port: 80 }], { namespace: 'ingress' });
    return { ...base, spec: { ...base.spec, ...spec }, status } as KubeObject;
  };
  test.each<[string, readonly KubeObject[], readonly string[], unknown, string]>([
    [
      'a balancer’s',
      [edge({ type: 'LoadBalancer' }, { loadBalancer: { ingress: [{ ip: '203.0.113.1' }] } })],
      publish,
      [{ ip: '203.0.113.1' }],
      'status.loadBalancer',
    ],
    ['none while it is pending', [edge({ type: 'LoadBalancer' })], publish, [], 'spec.type'],
    ['a NodePort’s cluster IP', [edge({ type: 'NodePort' })], publish, [{ ip: '10.96.9.9' }], 'spec.clusterIP'],
    [
      'a NodePort’s externalIPs',
      [edge({ type: 'NodePort', externalIPs: ['192.0.2.9'] })],
      publish,
      [{ ip: '192.0.2.9' }],
      'spec.externalIPs',
    ],
    [
      'a name outside',
      [edge({ type: 'ExternalName', externalName: 'lb.example' })],
      publish,
      [{ hostname: 'lb.example' }],
      'spec.externalName',
    ],
    [
      'what a flag says',
      [],
      ['--publish-status-address=localhost, 192.0.2.1'],
      [{ ip: '192.0.2.1' }, { hostname: 'localhost' }],
      'spec.template.spec.containers.0.args.1',
    ],
    ['the nodes’, without the flag', [], [], [{ ip: '192.168.0.11' }], 'status.addresses.0.address'],
  ])('%s', (_, objects, args, addresses, field) => {
    const view = edgeView(objects, { args });
    const [spec] = controllerSpecs(view);
    const found = spec && publishedBy(view, spec);
    expect([found?.addresses, found?.cause.field.join('.')]).toEqual([addresses, field]);
  });
  test('nothing for a Service that is not there', () => {
    const view = edgeView([], { args: publish });
    const [spec] = controllerSpecs(view);
    expect(spec && publishedBy(view, spec)).toBeUndefined();
  });
});

describe('the configuration', () => {
  const fanout = anIngress('test', [
    'foo.bar.com /foo Prefix s1:80',
    'foo.bar.com /bar Exact s2:web',
    '*.bar.com / Prefix s1:80',
  ]);
  const text = (objects: readonly KubeObject[], image?: string) => {
    const view = edgeView([...aBackend('s1', 1), ...objects], image === undefined ? {} : { image });
    return ingressConfig(view, theController(view)).lines.map((line) => line.text);
  };
  test('a server a host, a location a path, a Prefix as two', () => {
    const lines = text([fanout]);
    expect(lines.filter((line) => line.includes('server_name'))).toEqual([
      '    server_name _;',
      '    server_name ~^(?<subdomain>[\\w-]+)\\.bar\\.com$;',
      '    server_name foo.bar.com;',
    ]);
    expect(
      lines.slice(lines.indexOf('    server_name foo.bar.com;')).filter((line) => line.includes('location')),
    ).toEqual(['    location /foo/ {', '    location = /foo {', '    location = /bar {', '    location / {']);
  });
  test('a rewrite makes expressions of them', () => {
    const annotations = { 'nginx.ingress.kubernetes.io/rewrite-target': '/$1' };
    const lines = text([anIngress('r', ['r.example /x/(.*) ImplementationSpecific s1:80'], { annotations })]);
    expect(lines).toContain('    location ~* "^/x/(.*)" {');
    expect(lines).toContain('      rewrite "(?i)/x/(.*)" /$1 break;');
  });
  test('a location knows its rule', () => {
    const view = edgeView([fanout]);
    const line = ingressConfig(view, theController(view)).lines.find((one) => one.text === '    location = /bar {');
    expect(line?.cause).toEqual({ object: 'Ingress/default/test', field: ['spec', 'rules', 0, 'http', 'paths', 1] });
  });
  test('braces are closed', () => {
    const all = text([fanout])
      .join('\n')
      .replace(/"[^"]*"/g, '');
    expect(all.split('{').length).toBe(all.split('}').length);
  });
  test('of another program: its routes, in the order in which they are tried', () => {
    expect(text([fanout], PLAIN_IMAGE)).toEqual([
      'foo.bar.com  Exact   /bar  s2:web',
      'foo.bar.com  Prefix  /foo  s1:80',
      '*.bar.com    Prefix  /     s1:80',
    ]);
  });
});
