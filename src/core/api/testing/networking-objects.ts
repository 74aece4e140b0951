/** One good object of each kind of networking with every field that is read, for tests that break some of them. */
const backend = { service: { name: 'web', port: { number: 80 } } };

export const NETWORKING_OBJECTS: readonly object[] = [
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'a', namespace: 'default', annotations: { 'kubernetes.io/ingress.class': 'nginx' } },
    spec: {
      ingressClassName: 'nginx',
      defaultBackend: { resource: { apiGroup: 'a.io', kind: 'Bucket', name: 'b' } },
      tls: [{ hosts: ['a.example.com', '*.b.example.com'], secretName: 'cert' }],
      rules: [
        {
          host: 'a.example.com',
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend },
              {
                path: '/a',
                pathType: 'Exact',
                backend: { service: { name: 'web', port: { name: 'http' } } },
              },
            ],
          },
        },
        { http: { paths: [{ pathType: 'ImplementationSpecific', backend }] } },
      ],
    },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.1', hostname: 'a.example.com', ports: [{ port: 80 }] }] } },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'nginx', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
    spec: {
      controller: 'k8s.io/ingress-nginx',
      parameters: { apiGroup: 'a.io', kind: 'P', name: 'p', scope: 'Namespace', namespace: 'default' },
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'p', namespace: 'default' },
    spec: {
      podSelector: {
        matchLabels: { app: 'web' },
        matchExpressions: [{ key: 'tier', operator: 'In', values: ['back'] }],
      },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [
            { namespaceSelector: { matchLabels: { team: 'blue' } } },
            { podSelector: { matchExpressions: [{ key: 'x', operator: 'Exists' }] } },
            { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
          ],
          ports: [{ protocol: 'TCP', port: 80, endPort: 90 }, { port: 'http' }],
        },
      ],
      egress: [{ to: [{ podSelector: {}, namespaceSelector: {} }], ports: [{ protocol: 'UDP', port: 53 }] }],
    },
  },
];

/** The same of the versions that clusters do not serve any more. */
export const REMOVED_NETWORKING_OBJECTS: readonly object[] = ['extensions/v1beta1', 'networking.k8s.io/v1beta1'].map(
  (apiVersion) => ({
    apiVersion,
    kind: 'Ingress',
    metadata: { name: 'a' },
    spec: {
      backend: { serviceName: 'web', servicePort: 80 },
      rules: [
        {
          host: 'a.example.com',
          http: {
            paths: [
              { path: '/', backend: { serviceName: 'web', servicePort: 'http' } },
              { pathType: 'Prefix', path: '/a', backend: { resource: { kind: 'K', name: 'n' } } },
            ],
          },
        },
      ],
    },
  }),
);
