import { describe, expect, it } from 'vitest';
import {
  createCluster,
  createTracer,
  DEFAULT_SETTINGS,
  ingressControllers,
  routeRequest,
  type HttpRequest,
  type KubeObject,
  type Message,
} from '../core/index.js';
import { en } from './en/index.js';
import { createFormatter } from './formatter.js';
import { ru } from './ru/index.js';

const object = (apiVersion: string, kind: string, name: string, rest: object, metadata: object = {}): KubeObject =>
  ({ apiVersion, kind, metadata: { name, namespace: 'default', ...metadata }, ...rest }) as unknown as KubeObject;

const labels = { app: 'edge' };
const path = (text: string, service: string, pathType = 'Prefix') => ({
  path: text,
  pathType,
  backend: { service: { name: service, port: { number: 80 } } },
});
const ingress = (name: string, spec: object, annotations: object = {}) =>
  object('networking.k8s.io/v1', 'Ingress', name, { spec }, { annotations });

/** A cluster with most of what a balancer can have something to say about. */
const OBJECTS: readonly KubeObject[] = [
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'nginx' },
    spec: { controller: 'k8s.io/ingress-nginx' },
  } as KubeObject,
  object(
    'v1',
    'Pod',
    'edge',
    {
      spec: {
        containers: [
          {
            name: 'controller',
            image: 'registry.k8s.io/ingress-nginx/controller:v1.11.2',
            ports: [
              { name: 'http', containerPort: 80 },
              { name: 'https', containerPort: 443 },
            ],
          },
        ],
      },
    },
    { labels },
  ),
  object('v1', 'Service', 'edge', { spec: { selector: labels, ports: [{ port: 80 }] } }),
  object(
    'v1',
    'Pod',
    'web',
    { spec: { containers: [{ name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 8080 }] }] } },
    { labels: { app: 'web' } },
  ),
  object('v1', 'Service', 'web', { spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] } }),
  object('v1', 'Service', 'deaf', { spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 9 }] } }),
  object('v1', 'Service', 'empty', { spec: { selector: { app: 'nobody' }, ports: [{ port: 80 }] } }),
  ingress('paths', {
    ingressClassName: 'nginx',
    rules: [
      {
        host: 'h.example',
        http: {
          paths: [
            path('/', 'web'),
            path('/a', 'empty'),
            path('/b', 'gone'),
            path('/c/', 'deaf'),
            path('/d', 'deaf'),
            path('/a', 'web', 'Exact'),
          ],
        },
      },
    ],
  }),
  ingress('again', { ingressClassName: 'nginx', rules: [{ host: 'h.example', http: { paths: [path('/a', 'web')] } }] }),
  ingress('secret', {
    ingressClassName: 'nginx',
    tls: [{ hosts: ['t.example'], secretName: 'gone' }],
    rules: [{ host: 't.example', http: { paths: [path('/', 'web')] } }],
  }),
  ingress(
    'regex',
    {
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'r.example',
          http: {
            paths: [path('/x(.*)', 'web', 'ImplementationSpecific'), path('/(', 'web', 'ImplementationSpecific')],
          },
        },
      ],
    },
    { 'nginx.ingress.kubernetes.io/rewrite-target': '/$1' },
  ),
  ingress('other', { ingressClassName: 'other', rules: [{ host: 'h.example', http: { paths: [path('/', 'web')] } }] }),
  ingress('none', { rules: [{ host: 'h.example', http: { paths: [path('/', 'web')] } }] }),
];

const URLS = [
  'http://h.example/',
  'http://h.example/a',
  'http://h.example/a/b',
  'http://h.example/b',
  'http://h.example/c',
  'http://h.example/c/',
  'http://h.example/d',
  'http://x.example/',
  'http://t.example/',
  'https://t.example/',
  'https://h.example/',
  'http://r.example/x1',
  'http://r.example/y',
];

function requestOf(url: string): HttpRequest {
  const [, scheme, host = '', rest = '/'] = /^(https?):\/\/([^/]*)(.*)$/.exec(url) ?? [];
  return { scheme: scheme === 'https' ? 'https' : 'http', method: 'GET', host, path: rest };
}

/** Everything that is said on the way of these requests, and by the controller before. */
function spoken(): readonly Message[] {
  const cluster = createCluster(DEFAULT_SETTINGS);
  cluster.apply(OBJECTS);
  cluster.settle();
  const tracer = createTracer();
  const [controller] = ingressControllers(cluster);
  const messages: Message[] = cluster.journal.map((step) => step.why);
  for (const url of URLS) {
    const http = requestOf(url);
    if (controller) {
      const decision = routeRequest(cluster, controller, http);
      messages.push(decision.why, ...decision.tried.map((one) => one.why), ...(decision.tls ? [decision.tls.why] : []));
    }
    for (const port of [80, 443]) {
      const pod = controller?.pods[0];
      if (!pod) continue;
      const trace = tracer.trace(cluster, {
        from: { kind: 'node', node: 'worker-1' },
        to: { kind: 'pod', pod },
        port,
        protocol: 'TCP',
        attempt: 0,
        http,
      });
      messages.push(trace.why, ...trace.hops.map((hop) => hop.why));
    }
  }
  return messages.filter(({ code }) => code.startsWith('ingress.') || code.startsWith('http.'));
}

describe.each([
  ['English', createFormatter('en', en)],
  ['Russian', createFormatter('ru', ru)],
])('the sentences about Ingresses in %s', (_, formatter) => {
  const messages = spoken();
  it('all have words, and a place for everything they are given', () => {
    const codes = new Set(messages.map(({ code }) => code));
    expect(codes.size).toBeGreaterThan(28);
    for (const message of messages) {
      const text = formatter.say(message);
      expect(text, message.code).not.toContain(message.code);
      expect(text, message.code).not.toMatch(/[{}]|undefined|NaN/);
      expect(text, message.code).toMatch(/[.!)]$/);
    }
  });
});
