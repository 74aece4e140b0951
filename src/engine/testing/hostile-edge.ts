import fc from 'fast-check';
import { hostileTextOf, tamperedTextOf, type Json } from './hostile-manifests.js';

const app = { app: 'web' };
const named = (name: string) => ({ name, namespace: 'default', labels: app, annotations: { note: 'a' } });
const container = (name: string, image: string, containerPort: number) => ({
  name,
  image,
  ports: [{ name: 'http', containerPort, protocol: 'TCP' }],
});
const backend = { service: { name: 'web', port: { number: 80 } } };
const rule = (host: string, path: string, pathType: string) => ({
  host,
  http: { paths: [{ path, pathType, backend }] },
});

/** A way in of each kind, a controller with all it needs, and policies: whatever is done to one, the others notice. */
const OBJECTS: readonly Json[] = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: named('web'),
    spec: {
      type: 'LoadBalancer',
      selector: app,
      externalTrafficPolicy: 'Local',
      loadBalancerSourceRanges: ['198.51.100.0/24'],
      ports: [{ name: 'http', port: 80, targetPort: 'http', nodePort: 30_080, protocol: 'TCP' }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: named('lent'),
    spec: { selector: app, externalIPs: ['1.2.3.4'], ports: [{ port: 80, targetPort: 9376 }] },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: named('web'),
    spec: {
      replicas: 2,
      selector: { matchLabels: app },
      template: { metadata: { labels: app }, spec: { containers: [container('web', 'nginx', 9376)] } },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...named('client'), labels: { app: 'client' } },
    spec: { containers: [container('web', 'busybox', 80)] },
  },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'edge', labels: { team: 'edge' } } },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'nginx', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
    spec: { controller: 'k8s.io/ingress-nginx', parameters: { kind: 'ConfigMap', name: 'settings', scope: 'Cluster' } },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'controller', namespace: 'edge' },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'controller' } },
      template: {
        metadata: { labels: { app: 'controller' } },
        spec: {
          containers: [
            {
              ...container('controller', 'registry.k8s.io/ingress-nginx/controller:v1.12.1', 80),
              args: [
                '/nginx-ingress-controller',
                '--controller-class=k8s.io/ingress-nginx',
                '--publish-service=edge/controller',
                '--watch-ingress-without-class=true',
              ],
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'controller', namespace: 'edge' },
    spec: {
      type: 'LoadBalancer',
      selector: { app: 'controller' },
      ports: [
        { name: 'http', port: 80, targetPort: 'http' },
        { name: 'https', port: 443, targetPort: 443 },
      ],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: named('web'),
    spec: {
      ingressClassName: 'nginx',
      defaultBackend: backend,
      tls: [{ hosts: ['foo.bar.com'], secretName: 'tls' }],
      rules: [rule('foo.bar.com', '/foo', 'Prefix'), rule('*.bar.com', '/', 'Exact')],
    },
  },
  {
    apiVersion: 'extensions/v1beta1',
    kind: 'Ingress',
    metadata: { name: 'old', namespace: 'default', annotations: { 'kubernetes.io/ingress.class': 'nginx' } },
    spec: {
      backend: { serviceName: 'web', servicePort: 80 },
      rules: [{ host: 'old.bar.com', http: { paths: [{ backend: { serviceName: 'web', servicePort: 'http' } }] } }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'tls', namespace: 'default' },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': 'YQ==', 'tls.key': 'YQ==' },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: named('some'),
    spec: {
      podSelector: { matchLabels: app, matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [
            { podSelector: { matchLabels: { app: 'client' } }, namespaceSelector: {} },
            { ipBlock: { cidr: '10.0.0.0/8', except: ['10.244.1.0/24'] } },
          ],
          ports: [
            { protocol: 'TCP', port: 'http' },
            { port: 1, endPort: 65_535 },
          ],
        },
      ],
      egress: [{ to: [{ namespaceSelector: { matchLabels: { team: 'edge' } } }] }],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'closed', namespace: 'edge' },
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  },
];

const ALLOWED: Readonly<Record<string, readonly Json[]>> = {
  type: ['NodePort', 'LoadBalancer', 'ClusterIP'],
  externalTrafficPolicy: ['Local', 'Cluster'],
  internalTrafficPolicy: ['Local', 'Cluster'],
  externalIPs: [['192.168.10.12'], ['8.8.8.8'], ['203.0.113.1'], []],
  loadBalancerSourceRanges: [[], ['0.0.0.0/0'], ['10.0.0.0/8', '198.51.100.7/32']],
  loadBalancerIP: ['203.0.113.9', '1.2.3.4'],
  loadBalancerClass: ['example.com/other'],
  allocateLoadBalancerNodePorts: [true, false],
  healthCheckNodePort: [30_090],
  nodePort: [30_000, 30_080, 32_767],
  port: [1, 80, 443, 'http', 65_535],
  endPort: [1, 80, 65_535],
  targetPort: [1, 'http', 'nope', 443],
  protocol: ['UDP', 'SCTP', 'TCP'],
  number: [80, 1, 65_535],
  selector: [{}, app, { app: 'controller' }],
  replicas: [0, 1, 3],
  image: ['traefik:v3', 'nginx/nginx-ingress', 'registry.k8s.io/ingress-nginx/controller', 'nginx'],
  ingressClassName: ['nginx', 'other'],
  controller: ['k8s.io/ingress-nginx', 'example.com/other'],
  defaultBackend: [
    { resource: { kind: 'Bucket', name: 'static' } },
    { service: { name: 'gone', port: { name: 'http' } } },
  ],
  host: ['*.com', 'foo.bar.com', 'xn--e1afmkfd.xn--p1ai', 'a.b.c.d.e'],
  hosts: [[], ['*.bar.com'], ['foo.bar.com', 'foo.bar.com']],
  secretName: ['tls', 'gone'],
  path: ['/', '/foo/', '/foo/bar', '/%2e%2e', '/a b', '/(.*)', '//'],
  pathType: ['Exact', 'Prefix', 'ImplementationSpecific'],
  rules: [[], [{ host: 'only.host' }]],
  tls: [[], [{ hosts: ['foo.bar.com'] }]],
  podSelector: [
    {},
    { matchLabels: { app: 'client' } },
    { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] },
  ],
  namespaceSelector: [
    {},
    { matchLabels: { team: 'edge' } },
    { matchLabels: { 'kubernetes.io/metadata.name': 'default' } },
  ],
  policyTypes: [[], ['Egress'], ['Ingress'], ['Ingress', 'Egress']],
  ingress: [[], [{}]],
  egress: [[], [{}], [{ ports: [{ protocol: 'UDP', port: 53 }] }]],
  ipBlock: [{ cidr: '0.0.0.0/0' }, { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }, { cidr: '2001:db8::/32' }],
  cidr: ['0.0.0.0/0', '10.244.0.0/16', '192.168.10.0/24', '::/0'],
  except: [[], ['10.1.0.0/16']],
  name: ['web', 'client', 'nginx', 'tls', 'controller', 'gone'],
  namespace: ['default', 'edge', 'nowhere'],
  annotations: [
    { 'nginx.ingress.kubernetes.io/rewrite-target': '/$1', 'nginx.ingress.kubernetes.io/use-regex': 'true' },
    { 'external-dns.alpha.kubernetes.io/hostname': 'web.example.com' },
    { 'kubernetes.io/ingress.class': 'other' },
  ],
};

const WORLD = { objects: OBJECTS, allowed: ALLOWED };

/** Texts of ways in, Ingresses and policies that were tampered with: a few of them, or the whole world with a fault in it. */
export const hostileEdgeText = fc.oneof(hostileTextOf(WORLD), { weight: 2, arbitrary: tamperedTextOf(WORLD) });
