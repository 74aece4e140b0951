import { expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Ingress } from '../api/networking.js';
import type { Pod } from '../api/pod.js';
import type { Cluster } from '../cluster/cluster.js';
import { createCluster } from '../create-cluster.js';
import { ingressControllers } from '../ingress/controllers.js';
import { expectCauses } from './testing/expect-causes.js';
import { createTracer } from './tracer.js';

const labels = { app: 'edge' };
const of = (app: string) => ({ selector: { matchLabels: { app } } });
const meta = (name: string, namespace = 'default') => ({ name, namespace });
const edge = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: meta('edge', 'edge'),
  spec: {
    ...of('edge'),
    template: {
      metadata: { labels },
      spec: {
        hostNetwork: true,
        dnsPolicy: 'ClusterFirstWithHostNet',
        containers: [
          {
            name: 'controller',
            image: 'registry.k8s.io/ingress-nginx/controller:v1.11.2',
            args: ['/nginx-ingress-controller', '--report-node-internal-ip-address'],
            ports: [{ containerPort: 80 }, { containerPort: 443 }],
          },
        ],
      },
    },
  },
};
const shop = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'edge' } },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'nginx' },
    spec: { controller: 'k8s.io/ingress-nginx' },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta('shop'),
    spec: {
      ...of('shop'),
      template: {
        metadata: { labels: { app: 'shop' } },
        spec: { containers: [{ name: 'shop', image: 'shop:1', ports: [{ containerPort: 8080 }] }] },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('shop'),
    spec: { selector: { app: 'shop' }, ports: [{ port: 80, targetPort: 8080 }] },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: meta('shop'),
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'foo.bar.com',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'shop', port: { number: 80 } } } }],
          },
        },
      ],
    },
  },
];

function world(...objects: readonly object[]): Cluster {
  const cluster = createCluster();
  const { refusals } = cluster.apply([...shop, ...objects] as unknown as KubeObject[]);
  expect(refusals).toEqual([]);
  cluster.settle();
  return cluster;
}

/** What the machine beside the nodes gets from port 80 of a node. */
function asked(cluster: Cluster, ip: string) {
  const trace = createTracer().trace(cluster, {
    from: { kind: 'outside', place: 'lan' },
    to: { kind: 'ip', ip },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
    http: { scheme: 'http', method: 'GET', host: 'foo.bar.com', path: '/' },
  });
  expectCauses(cluster, trace);
  return trace;
}

test('ingress-nginx as a DaemonSet answers on port 80 of each node that has a pod of it', () => {
  const cluster = world(edge);
  const pods = cluster.list<Pod>('Pod', 'edge');
  expect(new Set(pods.map(({ spec }) => spec.nodeName))).toEqual(new Set(['worker-1', 'worker-2']));
  expect(ingressControllers(cluster)).toMatchObject([
    { workload: 'DaemonSet/edge/edge', pods: pods.map(({ metadata: { name } }) => `Pod/edge/${name}`) },
  ]);
  for (const { status } of pods) {
    const trace = asked(cluster, status.hostIP ?? '');
    expect([trace.http?.status, trace.http?.by]).toEqual([200, 'server']);
    expect(trace.hops.filter(({ kind }) => kind === 'l7')).toHaveLength(1);
  }
  const addresses = cluster.get<Ingress>(objectKey('Ingress', 'default', 'shop'))?.status?.loadBalancer?.ingress;
  expect(new Set(addresses?.map(({ ip }) => ip))).toEqual(new Set(pods.map(({ status }) => status.hostIP)));
});

test('a node without such a pod refuses', () => {
  const cluster = world(edge);
  const node = cluster.list<Pod>('Pod', 'kube-system').find(({ spec }) => spec.nodeName === 'control-plane')
    ?.status.hostIP;
  expect(asked(cluster, node ?? '').verdict).toBe('REJECTED');
});
