import { describe, expect, it } from 'vitest';
import { rangeOf } from '../locate-field.js';
import { codes, find, fixed, read, said } from '../testing/read.js';

const FANOUT = `apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata:
  name: fanout
  annotations:
    kubernetes.io/ingress.class: nginx
spec:
  backend: # the last resort
    servicePort: "http"
    # the shop's own
    serviceName: fallback
  rules:
  - host: foo.bar.com
    http:
      paths:
      - path: /foo
        backend:
          serviceName: s1 # first
          servicePort: 80
      - {path: /bar, pathType: Prefix, backend: {serviceName: s2, servicePort: web}}
`;

const PLAYED = {
  apiVersion: 'networking.k8s.io/v1',
  metadata: { annotations: { 'kubernetes.io/ingress.class': 'nginx' } },
  spec: {
    defaultBackend: { service: { name: 'fallback', port: { name: 'http' } } },
    rules: [
      {
        host: 'foo.bar.com',
        http: {
          paths: [
            {
              path: '/foo',
              pathType: 'ImplementationSpecific',
              backend: { service: { name: 's1', port: { number: 80 } } },
            },
            { path: '/bar', pathType: 'Prefix', backend: { service: { name: 's2', port: { name: 'web' } } } },
          ],
        },
      },
    ],
  },
};

describe('an Ingress of an API that is gone', () => {
  it('is played as the API of today would have it', () => {
    const parsed = read(FANOUT);
    expect(parsed.valid).toBe(true);
    expect(parsed.documents[0]).toMatchObject({ simulated: true, object: PLAYED });
  });

  it.each([
    [['spec', 'defaultBackend', 'service', 'name'], 'fallback'],
    [['spec', 'defaultBackend', 'service', 'port', 'name'], '"http"'],
    [['spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service', 'port', 'number'], '80'],
    [['spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service', 'port', 'name'], 'servicePort'],
    [['spec', 'rules', 0, 'http', 'paths', 1, 'backend', 'service', 'name'], 's2'],
    [['spec', 'rules', 0, 'http', 'paths', 1, 'pathType'], 'Prefix'],
  ])('%j of today is found in the text of then', (field, text) => {
    const parsed = read(FANOUT);
    const key = parsed.documents[0]?.key;
    const range = key === undefined ? undefined : rangeOf(parsed, key, field);
    expect(FANOUT.slice(range?.from, range?.to)).toBe(text);
  });

  it('is the same object when it is rewritten, with every comment', () => {
    const converted = fixed(FANOUT, 'removed-api');
    const parsed = read(converted);
    expect(parsed.documents[0]?.object).toMatchObject(PLAYED);
    expect(parsed.documents[0]?.object).toEqual(read(FANOUT).documents[0]?.object);
    expect(codes(parsed)).not.toContain('removed-api');
    for (const comment of ['# the last resort', "# the shop's own", '# first']) expect(converted).toContain(comment);
  });

  it('is judged by the rules of today, in its own text', () => {
    const bad = FANOUT.replace('servicePort: "http"', 'servicePort: "80"').replace('path: /foo', 'path: foo');
    expect(said(read(bad)).filter((line) => line.startsWith('error'))).toEqual([
      'error invalid-value 9: spec.defaultBackend.service.port.name: Invalid value: "80": must contain at least one letter (a-z)',
      'error invalid-value 16: spec.rules[0].http.paths[0].path: Invalid value: "foo": must be an absolute path',
    ]);
  });

  it('is rewritten inside a list too', () => {
    const ingress = (name: string) =>
      `- apiVersion: extensions/v1beta1\n  kind: Ingress\n  metadata: {name: ${name}}\n  spec:\n    backend: {serviceName: s, servicePort: 80}\n`;
    const list = `apiVersion: v1\nkind: List\nitems:\n${ingress('a')}${ingress('b')}`;
    const once = fixed(list, 'removed-api');
    const twice = fixed(once, 'removed-api');
    expect(codes(read(twice)).filter((code) => code === 'removed-api')).toEqual([]);
    expect(read(twice).documents.map(({ object }) => object)).toEqual(read(list).documents.map(({ object }) => object));
  });

  it('of which only the apiVersion was brought up to date is rewritten in one go', () => {
    const half = FANOUT.replace('/v1beta1', '/v1');
    const unknown = read(half).diagnostics.filter(({ code }) => code === 'unknown-field');
    expect(unknown.map(({ message }) => message)).toContain('unknown field "spec.backend"');
    const index = find(read(half), 'unknown-field').fixes.findIndex(({ title }) => title.code === 'fix.convert');
    expect(read(fixed(half, 'unknown-field', index)).documents[0]?.object).toMatchObject(PLAYED);
  });

  it('whose paths stand beside http says so, and runs after that alone', () => {
    const stray = FANOUT.replace(/ {6}paths:\n(?: {6}.*\n)+/, '      # nothing\n').replace(
      '      # nothing\n',
      '    paths:\n    - path: /foo\n      backend: {serviceName: s1, servicePort: 80}\n',
    );
    expect(find(read(stray), 'unknown-field').message).toBe('unknown field "spec.rules[0].paths"');
    const moved = fixed(stray, 'unknown-field');
    expect(read(moved).valid).toBe(true);
    expect(read(fixed(moved, 'removed-api')).documents[0]?.object).toMatchObject({
      spec: { rules: [{ http: { paths: [{ path: '/foo', pathType: 'ImplementationSpecific' }] } }] },
    });
  });
});

describe('other kinds of networking that are gone', () => {
  it.each([
    [
      'extensions/v1beta1',
      'NetworkPolicy',
      'metadata: {name: a}\nspec: {podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}\n',
    ],
    ['networking.k8s.io/v1beta1', 'IngressClass', 'metadata: {name: a}\nspec: {controller: k8s.io/ingress-nginx}\n'],
  ])('%s %s', (apiVersion, kind, rest) => {
    const old = `apiVersion: ${apiVersion}\nkind: ${kind}\n${rest}`;
    const parsed = read(old);
    expect(parsed.documents[0]).toMatchObject({ simulated: true, object: { apiVersion: 'networking.k8s.io/v1' } });
    expect(fixed(old, 'removed-api')).toBe(`apiVersion: networking.k8s.io/v1\nkind: ${kind}\n${rest}`);
  });
});
