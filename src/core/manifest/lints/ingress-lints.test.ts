import { describe, expect, it } from 'vitest';
import { ingressControllerManifests } from '../ingress-controller.js';
import { applyEdits } from '../text-edits.js';
import { codes, find, fixed, marked, read, said, written } from '../testing/read.js';

const CONTROLLER = ingressControllerManifests({ className: 'nginx' });

const SHOP = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: c, image: i, ports: [{name: web, containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{name: http, port: 80, targetPort: web}]}
`;

const SECRET = `apiVersion: v1
kind: Secret
metadata: {name: cert}
type: kubernetes.io/tls
data: {tls.crt: YQ==, tls.key: YQ==}
`;

const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - shop.example.com
      secretName: cert
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: shop
                port:
                  name: http
`;

const all = (...parts: readonly string[]) => parts.join('---\n');
const change = (from: string | RegExp, to: string) => {
  const changed = INGRESS.replace(from, to);
  if (changed === INGRESS) throw new Error(`${String(from)} is not there`);
  return all(CONTROLLER, SHOP, SECRET, changed);
};
const GOOD = all(CONTROLLER, SHOP, SECRET, INGRESS);
const about = (text: string) => codes(read(text)).filter((code) => /ingress|Ingress/.test(code));

describe('an Ingress that works', () => {
  it('is not talked about', () => {
    expect(said(read(GOOD))).toEqual([]);
  });

  it.each<[string, string]>([
    ['by the port’s number', change('name: http', 'number: 80')],
    ['with a wildcard certificate', change('- shop.example.com', '- "*.example.com"')],
    ['with a certificate for all', change(/hosts:\n {8}- shop.example.com\n {6}/, '')],
    [
      'with the annotation of old',
      change('  ingressClassName: nginx\n', '').replace(
        '  name: shop\nspec:\n  tls',
        '  name: shop\n  annotations: {kubernetes.io/ingress.class: nginx}\nspec:\n  tls',
      ),
    ],
    ['to a resource', change(/service:\n(?: {16}.*\n)+/, 'resource: {apiGroup: a.io, kind: Bucket, name: static}\n')],
    [
      'of a controller that is not played',
      all(
        INGRESS.replace('ingressClassName: nginx', 'ingressClassName: kong'),
        SHOP,
        SECRET,
        CONTROLLER.replace('ingress-nginx/controller', 'kong/kong').replace('name: nginx', 'name: kong'),
      ),
    ],
    [
      'in another group',
      'apiVersion: config.example.com/v1\nkind: Ingress\nmetadata: {name: cluster}\nspec: {rules: 1}\n',
    ],
  ])('%s', (_name, text) => {
    expect(about(text)).toEqual([]);
  });

  it('has rules for the same path in another class, another host or another type', () => {
    const again = INGRESS.replace('name: shop', 'name: again');
    expect(about(all(GOOD, again))).toEqual(['duplicate-ingress-path']);
    const canary = again.replace('metadata:', "metadata:\n  annotations: {nginx.ingress.kubernetes.io/canary: 'true'}");
    expect(canary).toContain('canary');
    expect(about(all(GOOD, canary))).toEqual([]);
    expect(about(all(GOOD, again.replaceAll('shop.example.com', 'b.example.com')))).toEqual([]);
    expect(about(all(GOOD, again.replace('Prefix', 'Exact')))).toEqual([]);
    expect(about(all(GOOD, again.replace('ClassName: nginx', 'ClassName: other')))).toEqual(['ingress-class-missing']);
  });
});

describe('an Ingress that does not', () => {
  it.each<[string, string, string]>([
    ['without a controller', all(SHOP, SECRET, INGRESS), 'warning no-ingress-controller at Ingress: lint.noController'],
    [
      'with a class that nobody made',
      change('ClassName: nginx', 'ClassName: ngnix'),
      'warning ingress-class-missing at ngnix: lint.ingressClassMissing {name: ngnix}',
    ],
    [
      'without a class',
      change('  ingressClassName: nginx\n', ''),
      'warning ingress-without-class at spec: lint.ingressWithoutClass',
    ],
    [
      'to a Service that nobody made',
      change('name: shop\n                port', 'name: shpo\n                port'),
      'warning ingress-service-missing at shpo: lint.ingressServiceMissing {service: shpo}',
    ],
    [
      'to a Service of another namespace',
      all(
        CONTROLLER,
        SHOP.replace(
          'kind: Service\nmetadata: {name: shop',
          'kind: Service\nmetadata: {namespace: kube-public, name: shop',
        ),
        SECRET,
        INGRESS,
      ),
      'warning ingress-service-missing at shop: lint.ingressServiceElsewhere {service: shop, namespace: default, other: kube-public}',
    ],
    [
      'to a port of the pod',
      change('name: http', 'number: 8080'),
      'warning ingress-port-missing at 8080: lint.ingressPortMissing {service: shop, named: no, port: 8080, ports: 80, count: 1}',
    ],
    [
      'to a port of another name',
      change('name: http', 'name: web'),
      'warning ingress-port-missing at web: lint.ingressPortMissing {service: shop, named: yes, port: web, ports: http, count: 1}',
    ],
    [
      'to an alias',
      GOOD.replace(/spec: \{selector.*\n/, 'spec: {type: ExternalName, externalName: a.example.com}\n'),
      'info ingress-external-name at shop: lint.ingressExternalName {service: shop, target: a.example.com}',
    ],
    [
      'without its Secret',
      all(CONTROLLER, SHOP, INGRESS),
      'warning ingress-secret-missing at cert: lint.ingressSecretMissing {secret: cert}',
    ],
    [
      'with a Secret of something else',
      GOOD.replace(
        'type: kubernetes.io/tls\ndata: {tls.crt: YQ==, tls.key: YQ==}',
        'type: Opaque\ndata: {password: YQ==}',
      ),
      'warning ingress-secret-type at cert: lint.ingressSecretType {secret: cert, type: Opaque}',
    ],
    [
      'with a certificate for another host',
      change('- shop.example.com', '- a.example.com'),
      'info ingress-host-without-tls at shop.example.com: lint.hostWithoutTls {host: shop.example.com}',
    ],
    [
      'with the same path twice',
      change(/( {10}- path: \/\n(?: {12}.*\n)+)/, '$1$1'),
      'warning duplicate-ingress-path at path: lint.pathTwice {every: no, host: shop.example.com, path: /}',
    ],
  ])('%s', (_name, text, line) => {
    const found = read(text).diagnostics.filter(({ code }) => code.includes('ingress'));
    const words = found.map((one) => `${one.severity} ${one.code} at ${marked(text, one)}: ${written(one.message)}`);
    expect(words).toEqual([expect.stringContaining(line)]);
  });

  it('under two default classes', () => {
    const mark = (name: string) =>
      `apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: ${name}, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}\nspec: {controller: k8s.io/ingress-nginx}\n`;
    const text = all(mark('a'), mark('b'));
    expect(codes(read(text))).toEqual(['several-default-ingress-classes', 'several-default-ingress-classes']);
    expect(codes(read(fixed(text, 'several-default-ingress-classes')))).toEqual([]);
  });
});

describe('a controller is known by its image', () => {
  it.each([
    ['registry.k8s.io/ingress-nginx/controller:v1.12.1@sha256:abc', []],
    ['localhost:5000/ingress-nginx/controller', []],
    ['traefik:v3', []],
    ['docker.io/haproxytech/kubernetes-ingress', []],
    ['registry.k8s.io/ingress-nginx/e2e-test-echo', ['no-ingress-controller']],
    ['registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1', ['no-ingress-controller']],
    ['example.com/traefik/whoami', ['no-ingress-controller']],
    ['nginx', ['no-ingress-controller']],
  ])('%s', (image, expected) => {
    const text = GOOD.replace('registry.k8s.io/ingress-nginx/controller:v1.12.1', image);
    expect(about(text)).toEqual(expected);
  });
});

describe('one fix is enough', () => {
  it.each<[string, string, string]>([
    ['no-ingress-controller', 'the controller', all(SHOP, SECRET, INGRESS)],
    [
      'no-ingress-controller',
      'the controller, for an Ingress without a class',
      all(SHOP, SECRET, INGRESS.replace('  ingressClassName: nginx\n', '')),
    ],
    [
      'no-ingress-controller',
      'the controller, for a class of any name',
      all(SHOP, SECRET, INGRESS.replace('ClassName: nginx', 'ClassName: edge')),
    ],
    [
      'no-ingress-controller',
      'the controller, beside its class',
      all(
        SHOP,
        SECRET,
        INGRESS,
        'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: nginx}\nspec: {controller: k8s.io/ingress-nginx}\n',
      ),
    ],
    ['ingress-class-missing', 'the name', change('ClassName: nginx', 'ClassName: ngnix')],
    ['ingress-without-class', 'the class', change('  ingressClassName: nginx\n', '')],
    [
      'ingress-service-missing',
      'another Service',
      change('name: shop\n                port', 'name: shpo\n                port'),
    ],
    ['ingress-service-missing', 'the Service', all(CONTROLLER, SECRET, INGRESS)],
    ['ingress-port-missing', 'the port', change('name: http', 'number: 8080')],
    ['ingress-secret-missing', 'the Secret', all(CONTROLLER, SHOP, INGRESS)],
    ['ingress-host-without-tls', 'the host', change('- shop.example.com', '- a.example.com')],
  ])('for %s: %s', (code, _what, text) => {
    expect(said(read(fixed(text, code)))).toEqual([]);
  });

  it('but for a class of another controller there is none', () => {
    const traefik =
      'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: nginx}\nspec: {controller: traefik.io/ingress-controller}\n';
    expect(find(read(all(SHOP, SECRET, INGRESS, traefik)), 'no-ingress-controller').fixes).toEqual([]);
  });

  it('the controller is marked off as documents, before or behind a marker, with the line breaks of the text', () => {
    for (const text of [INGRESS, `---\n${INGRESS}`, INGRESS.replaceAll('\n', '\r\n')]) {
      const fix = find(read(text), 'no-ingress-controller').fixes[0];
      const after = applyEdits(text, fix?.edits ?? []);
      expect(read(after).documents.map(({ object }) => object.kind)).toEqual([
        'Namespace',
        'IngressClass',
        'Deployment',
        'Service',
        'Ingress',
      ]);
      expect(after.includes('\r\n') && /[^\r]\n/.test(after)).toBe(false);
    }
  });
});
