import { describe, expect, it, test } from 'vitest';
import { defaultObject } from '../defaults/index.js';
import { formatFieldError } from '../field-error.js';
import type { KubeObject } from '../meta.js';
import type { Ingress, IngressClass, NetworkPolicy } from '../networking.js';
import { validateObject, validateUpdate } from './index.js';

const API = 'networking.k8s.io/v1';

function object(kind: string, spec: unknown, metadata: object = {}): KubeObject {
  const namespace = kind === 'IngressClass' ? {} : { namespace: 'default' };
  return { apiVersion: API, kind, metadata: { name: 'a', ...namespace, ...metadata }, spec } as KubeObject;
}

const said = (one: KubeObject) => validateObject(one).map(formatFieldError);
const backend = { service: { name: 'web', port: { number: 80 } } };
const path = (more: object) =>
  object('Ingress', { rules: [{ http: { paths: [{ pathType: 'Prefix', path: '/', backend, ...more }] } }] });

const AT = 'spec.rules[0].http.paths[0]';

describe('the API server refuses an Ingress', () => {
  test.each<[string, KubeObject, readonly string[]]>([
    [
      'with nothing to route',
      object('Ingress', {}),
      ['spec: Invalid value: null: either `defaultBackend` or `rules` must be specified'],
    ],
    [
      'with an empty list of rules',
      object('Ingress', { rules: [] }),
      ['spec: Invalid value: []: either `defaultBackend` or `rules` must be specified'],
    ],
    [
      'with a path of no type',
      path({ pathType: null }),
      [`${AT}.pathType: Required value: pathType must be specified`],
    ],
    [
      'with a path of an unknown type',
      path({ pathType: 'Regex' }),
      [`${AT}.pathType: Unsupported value: "Regex": supported values: "Exact", "ImplementationSpecific", "Prefix"`],
    ],
    ['with a relative path', path({ path: 'foo' }), [`${AT}.path: Invalid value: "foo": must be an absolute path`]],
    ['without a path to be a prefix', path({ path: '' }), [`${AT}.path: Invalid value: "": must be an absolute path`]],
    [
      'with a path that leaves itself',
      path({ path: '/a/..' }),
      [`${AT}.path: Invalid value: "/a/..": cannot end with '/..'`],
    ],
    [
      'with no paths',
      object('Ingress', { rules: [{ http: { paths: [] } }] }),
      ['spec.rules[0].http.paths: Required value'],
    ],
    [
      'without a backend',
      path({ backend: null }),
      [`${AT}.backend: Invalid value: "": resource or service backend is required`],
    ],
    [
      'without a port',
      path({ backend: { service: { name: 'web' } } }),
      [`${AT}.backend: Required value: port name or number is required`],
    ],
    [
      'with a port of both kinds',
      path({ backend: { service: { name: 'web', port: { name: 'a', number: 1 } } } }),
      [`${AT}.backend: Invalid value: "": cannot set both port name & port number`],
    ],
    [
      'with a port out of range',
      path({ backend: { service: { name: 'web', port: { number: 70_000 } } } }),
      [`${AT}.backend.service.port.number: Invalid value: 70000: must be between 1 and 65535, inclusive`],
    ],
    [
      'with a resource of no kind',
      path({ backend: { resource: { name: 'a/b' } } }),
      [
        `${AT}.backend.resource.kind: Required value: kind is required`,
        `${AT}.backend.resource.name: Invalid value: "a/b": may not contain '/'`,
      ],
    ],
    [
      'for an address',
      object('Ingress', { defaultBackend: backend, rules: [{ host: '1.2.3.4' }] }),
      ['spec.rules[0].host: Invalid value: "1.2.3.4": must be a DNS name, not an IP address'],
    ],
    [
      'whose class is written twice',
      object(
        'Ingress',
        { defaultBackend: backend, ingressClassName: 'a' },
        { annotations: { 'kubernetes.io/ingress.class': 'b' } },
      ),
      [
        'annotations[kubernetes.io/ingress.class]: Invalid value: "b": must match `ingressClassName` when both are specified',
      ],
    ],
  ])('%s', (_name, one, expected) => {
    expect(said(one)).toEqual(expected);
  });

  it('of a wrong shape only for its shape', () => {
    expect(said(object('Ingress', { rules: { host: 'a' } }))).toEqual([
      'spec.rules: Invalid value: {"host":"a"}: must be a list',
    ]);
  });
});

describe('the API server takes an Ingress', () => {
  test.each<[string, KubeObject]>([
    [
      'for a Service whose name begins with a digit',
      path({ backend: { service: { name: '1st', port: { name: 'web' } } } }),
    ],
    ['with a default backend alone', object('Ingress', { defaultBackend: backend })],
    ['with a rule that only names a host', object('Ingress', { rules: [{ host: 'foo.bar.com' }] })],
    ['whose controller decides about the path', path({ pathType: 'ImplementationSpecific', path: '/a/(.*)//' })],
    [
      'for a wildcard host',
      object('Ingress', {
        rules: [{ host: '*.foo.com', http: { paths: [{ pathType: 'Exact', path: '/a/', backend }] } }],
      }),
    ],
    [
      'whose class is written twice alike',
      object(
        'Ingress',
        { defaultBackend: backend, ingressClassName: 'a' },
        { annotations: { 'kubernetes.io/ingress.class': 'a' } },
      ),
    ],
    [
      'with TLS for no host in particular',
      object('Ingress', { defaultBackend: backend, tls: [{ secretName: 'tls' }, {}] }),
    ],
  ])('%s', (_name, one) => {
    expect(said(one)).toEqual([]);
  });

  it('that got its class while the annotation stays another', () => {
    const annotations = { 'kubernetes.io/ingress.class': 'old' };
    const before = object('Ingress', { defaultBackend: backend }, { annotations });
    const after = object('Ingress', { defaultBackend: backend, ingressClassName: 'new' }, { annotations });
    expect(validateUpdate(before, after)).toEqual([]);
  });
});

describe('an IngressClass', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['needs a controller', {}, ['spec.controller: Required value']],
    [
      'has a controller of a domain',
      { controller: 'nginx' },
      ['spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")'],
    ],
    ['has parameters of the cluster by default', { controller: 'a.io/b', parameters: { kind: 'K', name: 'n' } }, []],
    [
      'says the namespace of its parameters',
      { controller: 'a.io/b', parameters: { kind: 'K', name: 'n', scope: 'Namespace' } },
      ["spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'"],
    ],
    [
      'has one of two scopes',
      { controller: 'a.io/b', parameters: { kind: 'K', name: 'n', scope: 'Node' } },
      ['spec.parameters.scope: Unsupported value: "Node": supported values: "Cluster", "Namespace"'],
    ],
  ])('%s', (_name, spec, expected) => {
    expect(said(object('IngressClass', spec))).toEqual(expected);
  });

  it('stays with its controller', () => {
    const errors = validateUpdate(
      object('IngressClass', { controller: 'a.io/b' }),
      object('IngressClass', { controller: 'a.io/c' }),
    );
    expect(errors.map(formatFieldError)).toEqual(['spec.controller: Invalid value: "a.io/c": field is immutable']);
  });
});

describe('a NetworkPolicy', () => {
  const rule = (one: object) => object('NetworkPolicy', { ingress: [one] });
  test.each<[string, KubeObject, readonly string[]]>([
    ['may select nothing in particular', object('NetworkPolicy', {}), []],
    ['may allow everything', rule({}), []],
    [
      'has ports of three protocols',
      rule({ ports: [{ protocol: 'ICMP' }] }),
      ['spec.ingress[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "TCP", "UDP", "SCTP"'],
    ],
    [
      'does not take an empty protocol for none',
      rule({ ports: [{ protocol: '' }] }),
      ['spec.ingress[0].ports[0].protocol: Unsupported value: "": supported values: "TCP", "UDP", "SCTP"'],
    ],
    [
      'has ranges that begin with a number',
      rule({ ports: [{ port: 'web', endPort: 90 }, { endPort: 90 }] }),
      [
        'spec.ingress[0].ports[0].endPort: Invalid value: 90: may not be specified when `port` is non-numeric',
        'spec.ingress[0].ports[1].endPort: Invalid value: 90: may not be specified when `port` is not specified',
      ],
    ],
    ['has peers that say who', rule({ from: [{}] }), ['spec.ingress[0].from[0]: Required value: must specify a peer']],
    [
      'does not mix addresses and labels',
      rule({ from: [{ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }] }),
      ['spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer'],
    ],
    [
      'excepts what lies inside',
      rule({ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }] }),
      ['spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`'],
    ],
    [
      'has blocks without host bits',
      rule({ from: [{ ipBlock: { cidr: '10.0.0.1/8' } }] }),
      [
        'spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length',
      ],
    ],
    [
      'is of two types at most',
      object('NetworkPolicy', { policyTypes: ['Ingress', 'Egress', 'Ingress'] }),
      ['spec.policyTypes: Invalid value: ["Ingress","Egress","Ingress"]: may not specify more than two policyTypes'],
    ],
  ])('%s', (_name, one, expected) => {
    expect(said(one)).toEqual(expected);
  });
});

describe('the API server fills in', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['Ingress', { podSelector: {} }, ['Ingress']],
    ['Ingress and Egress where there are egress rules', { egress: [{}] }, ['Ingress', 'Egress']],
    ['Ingress alone where the list of egress rules is empty', { egress: [] }, ['Ingress']],
    ['nothing where types are written', { policyTypes: ['Egress'], egress: [] }, ['Egress']],
    ['Ingress for an empty list of types', { policyTypes: [] }, ['Ingress']],
  ])('the type %s', (_name, spec, types) => {
    const stored = defaultObject(object('NetworkPolicy', spec)) as NetworkPolicy;
    expect(stored.spec.policyTypes).toEqual(types);
    expect(stored.spec.podSelector).toEqual({});
    expect(defaultObject(stored)).toEqual(stored);
  });

  it('the protocol of a port, in both directions', () => {
    const ports = [{ port: 53 }, { port: 53, protocol: 'UDP' }];
    const stored = defaultObject(
      object('NetworkPolicy', { ingress: [{ ports }], egress: [{ ports }] }),
    ) as NetworkPolicy;
    const filled = [
      { port: 53, protocol: 'TCP' },
      { port: 53, protocol: 'UDP' },
    ];
    expect(stored.spec.ingress).toEqual([{ ports: filled }]);
    expect(stored.spec.egress).toEqual([{ ports: filled }]);
  });

  it('the scope of parameters, and an empty status', () => {
    const found = defaultObject(object('IngressClass', { controller: 'a/b', parameters: { kind: 'K', name: 'n' } }));
    expect((found as IngressClass).spec.parameters?.scope).toBe('Cluster');
    expect((defaultObject(object('Ingress', null)) as Ingress).status).toEqual({ loadBalancer: {} });
  });
});
