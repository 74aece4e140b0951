import { expect, test } from 'vitest';
import { getField } from '../api/field-path.js';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import { DEFAULT_SETTINGS } from '../cluster/settings.js';
import type { ClusterSettings } from '../cluster/types.js';
import { createCluster } from '../controllers/create-cluster.js';
import { exposure } from './exposure.js';
import { OUTSIDE_CLIENT } from './place.js';
import { createTracer } from './tracer.js';

// `trace` may name all of the core, and a test of it the controllers that make the addresses.
const svc = (spec: object) =>
  ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'svc', namespace: 'default' },
    spec: { selector: { app: 'MyApp' }, ports: [{ protocol: 'TCP', port: 80, targetPort: 90 }], ...spec },
  }) as unknown as KubeObject;

const pod = (name: string, node: string, labels: object, own: object = {}) =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels },
    spec: {
      nodeSelector: { 'kubernetes.io/hostname': node },
      containers: [{ name: 'app', image: 'nginx', ports: [{ containerPort: 90 }] }],
      ...own,
    },
  }) as unknown as KubeObject;

const NODE_PORT = { type: 'NodePort', ports: [{ protocol: 'TCP', port: 80, targetPort: 90, nodePort: 32133 }] };
const LAN = '192.168.10.200';
const [WORKER_1, WORKER_2] = ['192.168.10.12', '192.168.10.13'];

/** Who reaches it, at which address, and what the server sees; or why not. */
function table(
  spec: object,
  loadBalancer: ClusterSettings['loadBalancer'] = 'none',
  server: object = {},
): readonly string[] {
  const cluster = createCluster({ ...DEFAULT_SETTINGS, loadBalancer });
  const objects = [svc(spec), pod('app', 'worker-2', { app: 'MyApp' }, server), pod('client', 'worker-1', {})];
  expect(cluster.apply(objects).refusals).toEqual([]);
  cluster.settle();
  const { clusterIP = '' } =
    cluster.get<KubeObject & { spec: { clusterIP?: string } }>(objectKey('Service', 'default', 'svc'))?.spec ?? {};
  return exposure(createTracer(), cluster, objectKey('Service', 'default', 'svc')).map((one) => {
    expect(getField(cluster.get(one.cause.object), one.cause.field)).toBeDefined();
    const address = one.address
      ? `${one.address.ip === clusterIP ? 'CLUSTER' : one.address.ip}:${one.address.port}`
      : '-';
    const why = one.why.code.replace(/^edge\.(?:exposure\.)?/, '');
    return `${one.from} ${address} ${one.reached ? `sees ${one.sourceIp}` : one.client} ${why}`;
  });
}

const inside = (source: string) => [
  `pod CLUSTER:80 sees ${source} clusterIp`,
  `node CLUSTER:80 sees ${WORKER_1} clusterIp`,
];

// The four Services of the lecture, as they stand there.
test.each([
  [
    'ClusterIP',
    { type: 'ClusterIP' },
    'none',
    ['lan CLUSTER:80 timeout onlyInside', 'internet CLUSTER:80 timeout onlyInside'],
  ],
  [
    'NodePort',
    NODE_PORT,
    'none',
    [`lan ${WORKER_1}:32133 sees ${WORKER_1} nodePort`, 'internet CLUSTER:80 timeout privateNodes'],
  ],
  [
    'LoadBalancer, no cloud',
    { type: 'LoadBalancer' },
    'none',
    [`lan ${WORKER_1}:NODEPORT sees ${WORKER_1} nodePort`, 'internet CLUSTER:80 timeout pending'],
  ],
  [
    'LoadBalancer, pass-through',
    { type: 'LoadBalancer' },
    'vip',
    ['lan 203.0.113.1:80 sees NODE balancer', 'internet 203.0.113.1:80 sees NODE balancer'],
  ],
  [
    'LoadBalancer, proxy',
    { type: 'LoadBalancer' },
    'proxy',
    ['lan 203.0.113.1:80 sees NODE balancer', 'internet 203.0.113.1:80 sees NODE balancer'],
  ],
  [
    'ClusterIP + externalIPs',
    { type: 'ClusterIP', externalIPs: ['1.2.3.4'] },
    'none',
    [`lan 1.2.3.4:80 sees ${WORKER_1} externalIp`, `internet 1.2.3.4:80 sees ${WORKER_1} externalIp`],
  ],
  [
    'NodePort, Local: the node that has the pod is told, and the client is seen',
    { ...NODE_PORT, externalTrafficPolicy: 'Local' },
    'none',
    [`lan ${WORKER_2}:32133 sees ${LAN} nodePort`, 'internet CLUSTER:80 timeout privateNodes'],
  ],
  [
    'LoadBalancer, Local',
    { type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
    'vip',
    [`lan 203.0.113.1:80 sees ${LAN} balancer`, `internet 203.0.113.1:80 sees ${OUTSIDE_CLIENT} balancer`],
  ],
  [
    'source ranges',
    { type: 'LoadBalancer', loadBalancerSourceRanges: ['192.168.0.0/16', '10.0.0.0/8'] },
    'vip',
    ['lan 203.0.113.1:80 sees NODE balancer', 'internet 203.0.113.1:80 timeout sum.sourceRange'],
  ],
] as const)('%s', (_, spec, cloud, expected) => {
  const found = table(spec, cloud).map((line) =>
    line
      .replace(/:3\d{4}(?= )/, (port) => (port === ':32133' ? port : ':NODEPORT'))
      // Which node the balancer chooses is a matter of chance: either masquerades, the one with the pod as its bridge.
      .replace(/(?<=203\.0\.113\.1:80 sees )(?:192\.168\.10\.1[23]|10\.244\.\d\.1|203\.0\.113\.1)(?= )/, 'NODE'),
  );
  expect(found).toEqual([...inside('10.244.1.2'), ...expected]);
});

test('headless, named and nobody behind it', () => {
  expect(table({ clusterIP: 'None' })[0]).toMatch(/^pod 10\.244\.2\.\d+:90 sees 10\.244\.1\.2 endpoint$/);
  expect(table({ type: 'ExternalName', externalName: 'example.com', selector: undefined })[0]).toMatch(
    /^pod - sees \S+ byName$/,
  );
  expect(table({ selector: { app: 'nobody' } })).toEqual([
    'pod CLUSTER:80 connection-refused trace.sum.refusedNoLabels',
    'node CLUSTER:80 connection-refused trace.sum.refusedNoLabels',
    'lan CLUSTER:80 timeout onlyInside',
    'internet CLUSTER:80 timeout onlyInside',
  ]);
});

const WEB = [
  { name: 'metrics', containerPort: 9090 },
  { name: 'web', containerPort: 91 },
];

test.each([
  [
    'a container',
    {
      containers: [
        { name: 'bare', image: 'nginx' },
        { name: 'app', image: 'nginx', ports: WEB },
      ],
    },
  ],
  ['a sidecar', { initContainers: [{ name: 'proxy', image: 'nginx', restartPolicy: 'Always', ports: WEB }] }],
])('headless, with a target port that is named by %s', (_, server) => {
  const ports = [{ protocol: 'TCP', port: 80, targetPort: 'web' }];
  expect(table({ clusterIP: 'None', ports }, 'none', server)[0]).toMatch(/^pod 10\.244\.2\.\d+:91 sees \S+ endpoint$/);
});

test('of what is no Service there is nothing to say', () => {
  const cluster = createCluster();
  expect(exposure(createTracer(), cluster, objectKey('Service', 'default', 'gone'))).toEqual([]);
});

test('an ExternalName is dialled at the port of its Service', () => {
  const named = { type: 'ExternalName', externalName: 'example.com', selector: undefined };
  expect(table({ ...named, ports: [{ port: 443, protocol: 'TCP' }] })[0]).toMatch(/sees/);
  expect(table({ ...named, ports: [{ port: 8443, protocol: 'TCP' }] })[0]).toMatch(/connection-refused/);
});

test('an address of externalIPs that is private is nothing to the Internet', () => {
  expect(table({ externalIPs: ['10.7.7.7'] }).at(-1)).toMatch(/^internet .* privateExternalIp$/);
});
