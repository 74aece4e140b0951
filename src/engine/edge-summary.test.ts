import { describe, expect, it } from 'vitest';
import type { Ingress, NetworkPolicy, Service } from '../core/index.js';
import { ingressSummary, policySummary, serviceSummary } from './edge-summary.js';

const serviceOf = (spec: Partial<Service['spec']>, ingress: readonly { ip?: string; hostname?: string }[] = []) =>
  ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      type: 'ClusterIP',
      clusterIP: '10.96.1.1',
      sessionAffinity: 'None',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }],
      ...spec,
    },
    status: { loadBalancer: { ingress } },
  }) as Service;
const withNodePort = [{ port: 80, protocol: 'TCP', targetPort: 8080, nodePort: 30080 }] as const;
const nodePorts = [{ port: 80, nodePort: 30080, protocol: 'TCP' }];

describe('the ways in to a Service, as kubectl get service has them', () => {
  it.each<[string, Service, unknown]>([
    ['a cluster IP alone: none', serviceOf({}), undefined],
    ['a node port', serviceOf({ type: 'NodePort', ports: withNodePort }), { addresses: [], nodePorts }],
    [
      'a balancer that nobody provides',
      serviceOf({ type: 'LoadBalancer', ports: withNodePort }),
      { external: '<pending>', addresses: [], nodePorts },
    ],
    [
      'a balancer with an address, and an external IP behind it',
      serviceOf({ type: 'LoadBalancer', ports: withNodePort, externalIPs: ['8.8.8.8'] }, [{ ip: '203.0.113.1' }]),
      { external: '203.0.113.1,8.8.8.8', addresses: ['203.0.113.1', '8.8.8.8'], nodePorts },
    ],
    [
      'a balancer with a name',
      serviceOf({ type: 'LoadBalancer' }, [{ hostname: 'lb.example.com' }]),
      { external: 'lb.example.com', addresses: ['lb.example.com'], nodePorts: [] },
    ],
    [
      'an external IP of a Service that has only a cluster IP',
      serviceOf({ externalIPs: ['192.168.10.12'] }),
      { external: '192.168.10.12', addresses: ['192.168.10.12'], nodePorts: [] },
    ],
    ['a status left from when it was a LoadBalancer', serviceOf({}, [{ ip: '203.0.113.1' }]), undefined],
  ])('%s', (_what, service, entry) => {
    expect(serviceSummary(service).entry).toEqual(entry);
  });
});

describe('an Ingress in a line', () => {
  const ingressOf = (spec: Ingress['spec'], annotations: Record<string, string> = {}): Ingress => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'default', annotations },
    spec,
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.1' }] } },
  });
  const backend = { service: { name: 'a', port: { number: 80 } } };

  it('has its class, its routes in order, its certificates and its address', () => {
    const summary = ingressSummary(
      ingressOf({
        ingressClassName: 'nginx',
        tls: [{ hosts: ['foo.bar.com'], secretName: 's' }, {}],
        rules: [
          {
            host: 'foo.bar.com',
            http: {
              paths: [
                { path: '/foo', pathType: 'Prefix', backend },
                { pathType: 'ImplementationSpecific', backend },
              ],
            },
          },
          { http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } },
          { host: 'nothing.bar.com' },
        ],
      }),
    );
    expect(summary).toEqual({
      state: 'nginx',
      ports: [
        { port: 80, protocol: 'TCP' },
        { port: 443, protocol: 'TCP' },
      ],
      ingress: {
        class: 'nginx',
        routes: [
          { host: 'foo.bar.com', path: '/foo' },
          { host: 'foo.bar.com', path: '/' },
          { host: '', path: '/' },
        ],
        tls: ['foo.bar.com'],
        addresses: ['203.0.113.1'],
      },
    });
  });

  it('takes the class of the old annotation, and says where there is none', () => {
    expect(ingressSummary(ingressOf({}, { 'kubernetes.io/ingress.class': 'traefik' })).state).toBe('traefik');
    expect(ingressSummary(ingressOf({})).state).toBe('<none>');
  });
});

describe('a policy in a line', () => {
  const policyOf = (podSelector?: NetworkPolicy['spec']['podSelector']): NetworkPolicy => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'p', namespace: 'default' },
    spec: podSelector === undefined ? {} : { podSelector },
  });

  it.each([
    ['every pod of its namespace', {}, '<none>'],
    ['every pod where the selector is left out', undefined, '<none>'],
    ['pods by a label', { matchLabels: { app: 'db' } }, 'app=db'],
    [
      'pods by an expression',
      { matchExpressions: [{ key: 'tier', operator: 'In' as const, values: ['b', 'a'] }] },
      'tier in (a,b)',
    ],
  ])('selects %s', (_what, selector, text) => {
    expect(policySummary(policyOf(selector)).state).toBe(text);
  });
});
