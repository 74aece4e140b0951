import { describe, expect, test } from 'vitest';
import { getField } from '../api/field-path.js';
import { aService } from '../network/testing/objects.js';
import { aBackend, anIngress, edgeView, ended, PLAIN_IMAGE, route } from './testing/cluster.js';

const apps = ['s1', 's2', 's3'].flatMap((name, i) => aBackend(name, i + 1));

describe('annotations of ingress-nginx', () => {
  const annotation = (name: string, value: string) => ({
    annotations: { [`nginx.ingress.kubernetes.io/${name}`]: value },
  });
  test('rewrite-target makes every location of the host an expression, without regard to case', () => {
    const ingress = anIngress(
      'i',
      ['h.example /something(/|$)(.*) ImplementationSpecific s1'],
      annotation('rewrite-target', '/$2'),
    );
    const view = edgeView([...apps, ingress]);
    expect(route(view, 'http://h.example/something/new')).toMatchObject({ rewritten: '/new' });
    expect(route(view, 'http://h.example/SOMETHING')).toMatchObject({ rewritten: '/' });
    expect(ended(route(view, 'http://h.example/somethingelse'))).toBe('404');
  });
  test('an Exact path of another Ingress of the host is an expression then, too', () => {
    const regex = anIngress('r', ['h.example /foo/bar/.+ ImplementationSpecific s1'], annotation('use-regex', 'true'));
    const exact = anIngress('e', ['h.example /foo/b Exact s2']);
    const view = edgeView([...apps, regex, exact]);
    expect(ended(route(view, 'http://h.example/foo/bar/x'))).toBe('s1');
    expect(ended(route(view, 'http://h.example/FOO/Baz'))).toBe('s2');
  });
  test.each(['/(', '/(a+)+$', '/a{99999999999'])('an expression that cannot be tried is left out: %s', (path) => {
    const ingress = anIngress('i', [`h.example ${path} ImplementationSpecific s1`], annotation('use-regex', 'true'));
    const decision = route(edgeView([...apps, ingress]), `http://h.example/${'a'.repeat(60)}!`);
    expect(ended(decision)).toBe('404');
  });
  test('service-upstream goes to the cluster IP', () => {
    const ingress = anIngress('i', ['h.example / Prefix s1:web'], annotation('service-upstream', 'true'));
    const { backend } = route(edgeView([...apps, ingress]), 'http://h.example/');
    expect(backend?.endpoints).toEqual([{ ip: '10.96.1.1', port: 80 }]);
  });
  test('where one rule asks for expressions an Exact path of its host is one too, and that is said', () => {
    const rewriting = anIngress(
      'a',
      ['h.example /app(/|$)(.*) ImplementationSpecific s1'],
      annotation('rewrite-target', '/$2'),
    );
    const exact = anIngress('b', ['h.example /foo Exact s2']);
    const decision = route(edgeView([...apps, rewriting, exact]), 'http://h.example/foobar');
    expect([ended(decision), decision.tried.at(-1)?.why.code]).toEqual(['s2', 'ingress.trial.matchedRegex']);
  });
  test('what goes to the default backend of an Ingress is rewritten as it says', () => {
    const rule = anIngress('a', ['h.example /app(/|$)(.*) ImplementationSpecific s1'], {
      ...annotation('rewrite-target', '/$2'),
      defaultBackend: 's2',
    });
    const decision = route(edgeView([...apps, rule]), 'http://h.example/else');
    expect([ended(decision), decision.rewritten]).toEqual(['s2', '/']);
    // The server of every other host has nobody's annotations.
    const other = route(edgeView([...apps, rule]), 'http://other.example/else');
    expect([ended(other), other.rewritten]).toEqual(['s2', undefined]);
  });
  test('service-upstream knows a port’s number and its name; by another word it goes to the endpoints', () => {
    const ports = [{ name: 'web', port: 80, targetPort: 'http' }];
    const service = aService('s1', '10.96.1.1', ports, { spec: { selector: { app: 's1' } } });
    const ingress = anIngress('i', ['h.example / Prefix s1:http'], annotation('service-upstream', 'true'));
    const { backend } = route(edgeView([...apps, service, ingress]), 'http://h.example/');
    expect(backend?.endpoints.map(({ ip }) => ip)).toEqual(['10.244.2.101']);
  });
  describe('a canary has no rules of its own', () => {
    const main = anIngress('web', ['h.example / Prefix s1'], { defaultBackend: 's1' });
    const canary = anIngress('web-canary', ['h.example / Prefix s2'], {
      ...annotation('canary', 'true'),
      defaultBackend: 's2',
      created: '2025-01-01T00:00:00Z',
    });
    test('it stands back, though it is the older one', () => {
      const view = edgeView([...apps, main, canary]);
      const decision = route(view, 'http://h.example/');
      for (const { cause } of decision.tried) expect(getField(view.get(cause.object), cause.field)).toBeDefined();
      expect(ended(decision)).toBe('s1');
      expect(decision.tried.map(({ ingress, why }) => [ingress, why.code])).toEqual([
        ['Ingress/default/web-canary', 'ingress.trial.canary'],
        ['Ingress/default/web', 'ingress.trial.matched'],
      ]);
      expect(ended(route(view, 'http://other.example/'))).toBe('s1');
    });
    test('alone it is nobody’s', () => {
      expect(ended(route(edgeView([...apps, canary]), 'http://h.example/'))).toBe('404');
    });
    test('another program knows no such annotation', () => {
      expect(ended(route(edgeView([...apps, canary], { image: PLAIN_IMAGE }), 'http://h.example/'))).toBe('s2');
    });
  });
  test('default-backend answers for a Service without endpoints', () => {
    const ingress = anIngress('i', ['h.example / Prefix empty'], annotation('default-backend', 's2'));
    const empty = aService('empty', '10.96.1.99', [{ port: 80 }]);
    expect(ended(route(edgeView([...apps, empty, ingress]), 'http://h.example/'))).toBe('s2');
  });
  // strconv.ParseBool, which ingress-nginx reads them with (internal/ingress/annotations/parser/main.go).
  test.each([
    ['1', true],
    ['t', true],
    ['TRUE', true],
    ['True', true],
    ['yes', false],
    ['0', false],
    ['F', false],
    ['', false],
  ])('a flag that is %j is on: %s', (value, on) => {
    const ingress = anIngress('i', ['h.example /x Prefix s1'], {
      annotations: { 'nginx.ingress.kubernetes.io/force-ssl-redirect': value },
    });
    expect(ended(route(edgeView([...apps, ingress]), 'http://h.example/x'))).toBe(on ? '308' : 's1');
  });
  test('force-ssl-redirect needs no certificate', () => {
    const ingress = anIngress('i', ['h.example /x Prefix s1'], annotation('force-ssl-redirect', 'true'));
    expect(route(edgeView([...apps, ingress]), 'http://h.example/x').answer).toEqual({
      status: 308,
      location: 'https://h.example/x',
    });
  });
});
