import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../api/meta.js';
import { getField } from '../api/field-path.js';
import type { ClusterView } from '../cluster/types.js';
import { aPod, aService, aSlice } from '../network/testing/objects.js';
import {
  aBackend,
  anIngress,
  anIngressClass,
  edgeView,
  ended,
  PLAIN_IMAGE,
  route,
  theController,
} from './testing/cluster.js';
import { tablesBuilt } from './route-table.js';
import { routeRequest } from './route-request.js';
import type { RouteDecision } from './types.js';

const apps = ['s1', 's2', 's3'].flatMap((name, i) => aBackend(name, i + 1));

function causesExist(view: ClusterView, decision: RouteDecision): void {
  const causes = [
    decision.cause,
    ...decision.tried.map((one) => one.cause),
    ...(decision.tls ? [decision.tls.cause] : []),
    ...(decision.backend ? [decision.backend.cause] : []),
  ];
  for (const { object, field } of causes) {
    const found = view.get(object);
    expect(found, object).toBeDefined();
    expect(getField(found, field), `${object} ${field.join('.')}`).toBeDefined();
  }
}

/** Where a URL ends, with ingress-nginx and with a program that goes by the API's rules. */
function bothEnd(objects: readonly KubeObject[], url: string): readonly [string, string] {
  const views = [edgeView([...apps, ...objects]), edgeView([...apps, ...objects], { image: PLAIN_IMAGE })] as const;
  return views.map((view) => {
    const decision = route(view, url);
    causesExist(view, decision);
    return ended(decision);
  }) as unknown as readonly [string, string];
}

const both = (end: string) => [end, end] as const;

describe('the fanout of foo.bar.com', () => {
  const fanout = anIngress('test', ['foo.bar.com /foo Prefix s1:80', 'foo.bar.com /bar Prefix s2:80']);
  test.each([
    ['http://foo.bar.com/foo', 's1'],
    ['http://foo.bar.com/foo/', 's1'],
    ['http://foo.bar.com/foo/deep/er', 's1'],
    ['http://foo.bar.com/bar', 's2'],
    ['http://foo.bar.com/foobar', '404'],
    ['http://foo.bar.com/Foo', '404'],
    ['http://foo.bar.com/', '404'],
    ['http://FOO.BAR.COM/foo', 's1'],
    ['http://foo.bar.com./foo', 's1'],
    ['http://bar.foo.com/foo', '404'],
    ['http://x.foo.bar.com/foo', '404'],
  ])('%s → %s', (url, end) => expect(bothEnd([fanout], url)).toEqual(both(end)));

  test('each rule is told, the longer path first, with why not', () => {
    const { tried } = route(edgeView([...apps, fanout]), 'http://foo.bar.com/bar/x');
    expect(tried.map(({ path, matched, why }) => [path, matched, why.code])).toEqual([
      ['/foo', false, 'ingress.trial.prefix'],
      ['/bar', true, 'ingress.trial.matched'],
    ]);
    expect(tried[0]?.cause).toEqual({
      object: 'Ingress/default/test',
      field: ['spec', 'rules', 0, 'http', 'paths', 0, 'path'],
    });
  });
});

describe('name-based virtual hosts', () => {
  const hosts = anIngress('hosts', [
    'first.bar.com / Prefix s1:80',
    'second.foo.com / Prefix s2:80',
    '* / Prefix s3:80',
  ]);
  test.each([
    ['http://first.bar.com/', 's1'],
    ['http://second.foo.com/any', 's2'],
    ['http://nobody.example/', 's3'],
    ['http://10.0.0.1/', 's3'],
    ['http:///', 's3'],
  ])('%s → %s', (url, end) => expect(bothEnd([hosts], url)).toEqual(both(end)));
});

describe('a single Service', () => {
  const single = { ...anIngress('single', [], { defaultBackend: 's1:80' }) };
  test('takes every request', () => expect(bothEnd([single], 'http://whoever.example/x')).toEqual(both('s1')));
  test('a rule of a host goes before it', () => {
    const other = anIngress('other', ['foo.bar.com /foo Prefix s2:80']);
    expect(bothEnd([single, other], 'http://foo.bar.com/foo')).toEqual(both('s2'));
  });
  test('what a host’s rules leave over: ingress-nginx has its own default for the host, the API the Ingress’', () => {
    const other = anIngress('other', ['foo.bar.com /foo Prefix s2:80']);
    expect(bothEnd([single, other], 'http://foo.bar.com/x')).toEqual(['404', 's1']);
    const own = anIngress('own', ['foo.bar.com /foo Prefix s2:80'], { defaultBackend: 's3:80' });
    expect(bothEnd([own], 'http://foo.bar.com/x')).toEqual(both('s3'));
  });
});

describe('precedence', () => {
  test.each<[string, readonly string[], string, string]>([
    ['exact host before wildcard', ['*.bar.com / Prefix s1', 'foo.bar.com / Prefix s2'], 'foo.bar.com/', 's2'],
    ['a wildcard is one label', ['*.bar.com / Prefix s1'], 'a.foo.bar.com/', '404'],
    ['a wildcard needs a label', ['*.bar.com / Prefix s1'], 'bar.com/', '404'],
    ['host first, then path', ['*.bar.com /x Prefix s1', 'foo.bar.com /y Prefix s2'], 'foo.bar.com/x', '404'],
    [
      'the longer path',
      ['h.example / Prefix s1', 'h.example /aaa Prefix s2', 'h.example /aaa/bbb Prefix s3'],
      'h.example/aaa/bbb/c',
      's3',
    ],
    ['Exact before Prefix', ['h.example /foo Prefix s1', 'h.example /foo Exact s2'], 'h.example/foo', 's2'],
    ['Exact does not forgive a slash', ['h.example /foo Prefix s1', 'h.example /foo Exact s2'], 'h.example/foo/', 's1'],
    ['Exact alone', ['h.example /foo/ Exact s1'], 'h.example/foo', '404'],
    ['a path that is not written is /', ['h.example  Prefix s1'], 'h.example/any', 's1'],
    ['by the name of the port', ['h.example / Prefix s1:web'], 'h.example/', 's1'],
    ['ImplementationSpecific is a Prefix', ['h.example /foo ImplementationSpecific s1'], 'h.example/foo/x', 's1'],
  ])('%s', (_, rules, url, end) => expect(bothEnd([anIngress('i', rules)], `http://${url}`)).toEqual(both(end)));

  test('ingress-nginx takes the number of the target port for the port; the API knows the Service’s own alone', () => {
    expect(bothEnd([anIngress('i', ['h.example / Prefix s1:8080'])], 'http://h.example/')).toEqual(['s1', '503']);
  });

  describe('a slice by hand whose ports are not named as the Service’s', () => {
    const ports = [
      { name: 'a', port: 8080, protocol: 'TCP' as const },
      { name: 'b', port: 9090, protocol: 'TCP' as const },
      { name: 'u', port: 53, protocol: 'UDP' as const },
    ];
    const slice = aSlice('hand', [aPod('p', { ip: '10.244.2.9' })], ports);
    const rule = anIngress('i', ['h.example / Prefix hand:80']);
    const ends = (name: string | undefined, targetPort: number | string, without = false) =>
      [undefined, { image: PLAIN_IMAGE }].map((controller) => {
        const port = { ...(name === undefined ? {} : { name }), port: 80, targetPort };
        const service = aService('hand', '10.96.1.77', [port]);
        const view = edgeView([service, without ? { ...slice, ports: [] } : slice, rule], controller);
        return (route(view, 'http://h.example/').backend?.endpoints ?? []).map((one) => one.port);
      });
    test.each([
      ['the same name', 'a', 8080, [[8080, 8080], [8080]]],
      ['another name and a number: the number', 'x', 7070, [[7070], []]],
      ['another name and a name: none', 'x', 'web', [[], []]],
      ['no name: every TCP port', undefined, 7070, [[8080, 9090], []]],
    ])('%s', (_, name, targetPort, [nginx, api]) => {
      const [one, other] = ends(name, targetPort);
      expect([[...new Set(one)], other]).toEqual([[...new Set(nginx)], api]);
    });
    test('no ports at all: the number of the target port', () => {
      expect(ends('x', 7070, true)).toEqual([[7070], []]);
    });
  });

  test('the older Ingress has a path that two claim; the other one is told as shadowed', () => {
    const old = anIngress('z-old', ['h.example /foo Prefix s1'], { created: '2025-01-01T00:00:00Z' });
    const young = anIngress('a-young', ['h.example /foo Prefix s2'], { created: '2026-01-01T00:00:00Z' });
    expect(bothEnd([old, young], 'http://h.example/foo')).toEqual(both('s1'));
    const { tried } = route(edgeView([...apps, old, young]), 'http://h.example/foo');
    expect(tried.map(({ ingress, why }) => [ingress, why.code])).toEqual([
      ['Ingress/default/z-old', 'ingress.trial.matched'],
      ['Ingress/default/a-young', 'ingress.trial.shadowed'],
    ]);
  });

  test('a Prefix that gives way to an Exact path is told as one that would match', () => {
    const objects = [anIngress('a', ['h.example /foo Exact s1']), anIngress('b', ['h.example /foo Prefix s2'])];
    for (const image of [undefined, PLAIN_IMAGE]) {
      const decision = route(edgeView([...apps, ...objects], image ? { image } : {}), 'http://h.example/foo');
      const told = Object.fromEntries(decision.tried.map((one) => [one.ingress, one.why.code]));
      expect([ended(decision), told]).toEqual([
        's1',
        { 'Ingress/default/a': 'ingress.trial.matched', 'Ingress/default/b': 'ingress.trial.later' },
      ]);
    }
  });

  test.each(['/%66oo', '//foo', '/./foo', '/x/../foo', '/foo/x/..', '/foo%2Fbar'])(
    'nginx compares a path when it has decoded and tidied it: %s',
    (path) => {
      const rule = anIngress('i', ['h.example /foo Prefix s1']);
      expect(ended(route(edgeView([...apps, rule]), `http://h.example${path}`))).toBe('s1');
    },
  );
  test.each([
    ['/foo/x/..', '/foo/'],
    ['/foo/x/.', '/foo/x/'],
    ['/foo/x//', '/foo/x/'],
    ['/foo/..', '/'],
    ['/foo/../../..', '/'],
    ['/foo/.../x', '/foo/.../x'],
  ])('to nginx %s is the path %s and no other', (asked, path) => {
    const answers = (exact: string) => {
      const rule = anIngress('i', [`h.example ${exact} Exact s1`]);
      return ended(route(edgeView([...apps, rule]), `http://h.example${asked}`));
    };
    // With a slash less it is another path, and so is one below it.
    const others = [path === '/' ? '/foo' : path.replace(/\/?$/, '/else'), path.replace(/\/$/, '') || '/else'];
    const wrong = others.filter((one) => one !== path).map(answers);
    expect([answers(path), ...new Set(wrong)]).toEqual(['s1', '404']);
  });
  test('what cannot be decoded stays, and a redirect leads to what was asked', () => {
    const annotations = { 'nginx.ingress.kubernetes.io/force-ssl-redirect': 'true' };
    const rule = anIngress('i', ['h.example /foo Prefix s1'], { annotations });
    const view = edgeView([...apps, rule]);
    expect(route(view, 'http://h.example/foo/%zz').answer?.location).toBe('https://h.example/foo/%zz');
    expect(route(view, 'http://h.example//foo').answer?.location).toBe('https://h.example//foo');
  });

  test('of two of one age ingress-nginx takes the last by name', () => {
    const objects = [anIngress('a', ['h.example / Prefix s1']), anIngress('b', ['h.example / Prefix s2'])];
    expect(bothEnd(objects, 'http://h.example/')).toEqual(['s2', 's1']);
  });

  test('paths of several Ingresses of one host are one list', () => {
    const objects = [anIngress('a', ['h.example /a Prefix s1']), anIngress('b', ['h.example /a/b Prefix s2'])];
    expect(bothEnd(objects, 'http://h.example/a/b')).toEqual(both('s2'));
    expect(bothEnd(objects, 'http://h.example/a/c')).toEqual(both('s1'));
  });

  test('nginx sends a Prefix that ends in a slash from the path without it; the API just matches', () => {
    const slash = anIngress('slash', ['h.example /aaa/ Prefix s1']);
    expect(bothEnd([slash], 'http://h.example/aaa')).toEqual(['301', 's1']);
    expect(route(edgeView([...apps, slash]), 'http://h.example/aaa').answer?.location).toBe('http://h.example/aaa/');
  });
});

test('--ingress-class-by-name: a class of the name is its own, whoever it says it belongs to', () => {
  const other = anIngressClass('inner', 'example.com/other');
  const ingress = anIngress('i', ['h.example / Prefix s1'], { class: 'inner' });
  const ends = (...args: string[]) => {
    const view = edgeView([...apps, other, ingress], { args });
    return [ended(route(view, 'http://h.example/')), theController(view).classes.length];
  };
  expect(ends('--ingress-class=inner')).toEqual(['404', 1]);
  expect(ends('--ingress-class=inner', '--ingress-class-by-name')).toEqual(['s1', 2]);
  expect(ends('--ingress-class=else', '--ingress-class-by-name')).toEqual(['404', 1]);
});

describe('what the balancer says itself', () => {
  const rule = anIngress('i', ['h.example / Prefix s1:80']);
  const code = (view: ClusterView, url = 'http://h.example/') => {
    const { answer, why, cause } = route(view, url);
    return [answer?.status, why.code.replace('ingress.decide.', ''), `${cause.object} ${cause.field.join('.')}`];
  };
  const backend = 'Ingress/default/i spec.rules.0.http.paths.0.backend';
  test('503 without the Service', () => {
    expect(code(edgeView([rule]))).toEqual([503, 'noService', backend]);
  });
  test('503 without such a port', () => {
    expect(code(edgeView([...apps, anIngress('i', ['h.example / Prefix s1:81'])]))).toEqual([503, 'noPort', backend]);
  });
  test('503 for an ExternalName that a flag forbids, and the flag is the cause', () => {
    const out = aService('s1', '', [], { spec: { type: 'ExternalName', externalName: 'example.com' } });
    const view = edgeView([out, rule], { args: ['--disable-svc-external-name'] });
    const flag = 'Deployment/ingress/controller spec.template.spec.containers.0.args.1';
    expect(code(view)).toEqual([503, 'externalName', flag]);
  });
  test('503 without ready endpoints, and how many are not ready', () => {
    const slice = aSlice('s1', [aPod('p', { ip: '10.244.2.9' })], [{ name: 'web', port: 8080, protocol: 'TCP' }]);
    const unready = { ...slice, endpoints: slice.endpoints.map((one) => ({ ...one, conditions: { ready: false } })) };
    const view = edgeView([...aBackend('s1', 1), unready, rule]);
    expect(code(view)).toEqual([503, 'noEndpoints', 'Service/default/s1 spec.selector']);
    expect(route(view, 'http://h.example/').why.params['notReady']).toBe(1);
  });
  test('nothing without a ready pod: neither a backend nor an answer', () => {
    const decision = route(edgeView([...apps, rule], { ready: false }), 'http://h.example/');
    expect([decision.backend, decision.answer, decision.tried]).toEqual([undefined, undefined, []]);
    expect(decision.why.code).toBe('ingress.decide.nobody');
  });
  test('404 without any rule', () => {
    expect(code(edgeView([]))).toEqual([
      404,
      'notFound',
      'Deployment/ingress/controller spec.template.spec.containers.0.image',
    ]);
  });
  test('the controller’s default backend, when a flag names one', () => {
    const view = edgeView([...apps], { args: ['--default-backend-service=default/s3'] });
    const { backend: found } = route(view, 'http://h.example/');
    expect(found).toMatchObject({ kind: 'controller-default', service: 'Service/default/s3' });
  });
  test('a resource backend: ingress-nginx leaves the rule out, for the others it is not modelled', () => {
    const base = anIngress('i', ['h.example / Prefix s1']);
    const paths = [
      {
        path: '/',
        pathType: 'Prefix' as const,
        backend: { resource: { apiGroup: 'k8s.example', kind: 'Bucket', name: 'b' } },
      },
    ];
    const resource = { ...base, spec: { ...base.spec, rules: [{ host: 'h.example', http: { paths } }] } };
    expect(bothEnd([resource], 'http://h.example/')).toEqual(['404', '503']);
  });
});

describe('classes', () => {
  const served = (objects: readonly KubeObject[], args: readonly string[] = []) => {
    const view = edgeView([...apps, ...objects], { args });
    const decision = route(view, 'http://h.example/');
    causesExist(view, decision);
    return [ended(decision), decision.tried.at(-1)?.why.code.replace('ingress.trial.', '')];
  };
  const rules = ['h.example / Prefix s1:80'];
  const classless = () => {
    const { ingressClassName: _, ...spec } = anIngress('i', rules).spec;
    return { ...anIngress('i', rules), spec };
  };
  const annotated = (name: string) => {
    const base = classless();
    return { ...base, metadata: { ...base.metadata, annotations: { 'kubernetes.io/ingress.class': name } } };
  };
  test('its own class', () => expect(served([anIngress('i', rules)])).toEqual(['s1', 'matched']));
  test('a class that is not there', () => {
    expect(served([anIngress('i', rules, { class: 'gone' })])).toEqual(['404', 'missingClass']);
  });
  test('a class of another controller', () => {
    expect(served([anIngressClass('other', 'example.com/other'), anIngress('i', rules, { class: 'other' })])).toEqual([
      '404',
      'otherController',
    ]);
  });
  test('another controller by --controller-class', () => {
    const own = [anIngressClass('internal', 'k8s.io/internal'), anIngress('i', rules, { class: 'internal' })];
    expect(served(own, ['--controller-class=k8s.io/internal'])).toEqual(['s1', 'matched']);
    expect(served([anIngress('i', rules)], ['--controller-class=k8s.io/internal'])).toEqual(['404', 'otherController']);
  });
  test('another namespace than the one it watches', () => {
    const ingress = [anIngress('i', rules)];
    expect(served(ingress, ['--watch-namespace=other'])).toEqual(['404', 'otherNamespace']);
    expect(served(ingress, ['--watch-namespace=$(POD_NAMESPACE)'])).toEqual(['404', 'otherNamespace']);
    expect(served(ingress, ['--watch-namespace=default'])).toEqual(['s1', 'matched']);
  });
  test('no class at all', () => {
    expect(served([classless()])).toEqual(['404', 'noClass']);
    expect(served([classless()], ['--watch-ingress-without-class=true'])).toEqual(['s1', 'matched']);
    expect(served([classless()], ['--watch-ingress-without-class'])).toEqual(['s1', 'matched']);
    expect(served([classless()], ['--watch-ingress-without-class=false'])).toEqual(['404', 'noClass']);
  });
  test('the old annotation', () => {
    expect(served([annotated('nginx')])).toEqual(['s1', 'matched']);
    expect(served([annotated('traefik')])).toEqual(['404', 'otherAnnotation']);
    expect(served([annotated('internal')], ['--ingress-class', 'internal'])).toEqual(['s1', 'matched']);
  });
});

test('a thousand hosts: the table is built once, a decision reads one host’s rules, and the rest is a number', () => {
  const many = Array.from({ length: 1000 }, (_, i) => anIngress(`i-${i}`, [`h${i}.example / Prefix s1:80`]));
  const base = edgeView([...apps, ...many]);
  let reads = 0;
  const view: ClusterView = {
    ...base,
    get: (key) => (reads++, base.get(key)),
    list: (kind, ns) => (reads++, base.list(kind, ns)),
  };
  route(view, 'http://h0.example/');
  const [before, controller] = [tablesBuilt.count, theController(view)];
  reads = 0;
  for (let i = 0; i < 100; i++) {
    const http = { scheme: 'http', method: 'GET', host: `h${i}.example`, path: '/' } as const;
    const { tried, unlisted, backend } = routeRequest(view, controller, http);
    expect(backend?.service).toBe('Service/default/s1');
    expect([tried.length, unlisted]).toEqual([33, 967]);
  }
  expect(tablesBuilt.count).toBe(before);
  expect(reads / 100).toBeLessThan(20);
});
