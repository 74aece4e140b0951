import { describe, expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import type { Cluster } from '../cluster/cluster.js';
import { createCluster } from '../controllers/create-cluster.js';
import { expectCauses } from './testing/expect-causes.js';
import { createTracer } from './tracer.js';
import { traceText } from './testing/trace-text.js';
import type { TrafficRequest } from './types.js';

const labels = { app: 'MyApp' };
const container = { name: 'app', image: 'registry.k8s.io/e2e-test-images/agnhost:2.53' };

/** The lecture's Service and its three pods, with a client, as a learner writes them: nothing is defaulted, nothing has a status. */
const MANIFESTS = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'my-service', namespace: 'default' },
    spec: { selector: labels, ports: [{ protocol: 'TCP', port: 80, targetPort: 9376 }] },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'my-app', namespace: 'default' },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ ...container, ports: [{ containerPort: 9376 }] }] } },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'client', namespace: 'default' },
    spec: { containers: [container] },
  },
] as unknown as readonly KubeObject[];

const client = objectKey('Pod', 'default', 'client');
const toService: TrafficRequest = {
  from: { kind: 'pod', pod: client },
  to: { kind: 'service', service: objectKey('Service', 'default', 'my-service') },
  port: 80,
  protocol: 'TCP',
  attempt: 0,
};
const tracer = createTracer();

function settled(): Cluster {
  const cluster = createCluster();
  expect(cluster.apply(MANIFESTS).refusals).toEqual([]);
  cluster.settle();
  return cluster;
}

function traced(cluster: Cluster, request: TrafficRequest) {
  const trace = tracer.trace(cluster, request);
  expectCauses(cluster, trace);
  return trace;
}

const backends = (cluster: Cluster) =>
  cluster.list<Pod>('Pod', 'default').filter((pod) => pod.metadata.labels?.['app'] === 'MyApp');

describe('a cluster made from manifests', () => {
  test('answers by the Service’s name, from each of its pods', () => {
    const cluster = settled();
    const servers = new Set<string>();
    for (let attempt = 0; attempt < 40; attempt++) {
      const trace = traced(cluster, { ...toService, attempt });
      expect(trace.client, traceText(trace)).toBe('ok');
      servers.add(trace.server?.pod ?? '');
    }
    expect(servers.size).toBe(3);
  });

  test('the API server itself is reached by its Service', () => {
    const cluster = settled();
    const trace = traced(cluster, {
      ...toService,
      to: { kind: 'service', service: objectKey('Service', 'default', 'kubernetes') },
      port: 443,
    });
    expect(trace.client, traceText(trace)).toBe('ok');
    expect(trace.server?.port).toBe(6443);
  });

  test('at every step of its life a trace ends with a verdict and true causes', () => {
    const cluster = createCluster();
    cluster.apply(MANIFESTS);
    const seen = new Set<string>();
    const look = () => seen.add(traced(cluster, toService).client);
    look();
    while (cluster.step()) look();
    const [first] = backends(cluster);
    if (first) cluster.act({ type: 'delete-pod', pod: objectKey('Pod', 'default', first.metadata.name) });
    while (cluster.step()) look();
    expect(seen).toContain('ok');
    expect(seen).toContain('connection-refused');
  });

  test('a node that loses its power is a timeout before the API server knows, and for a pod on it ever after', () => {
    const cluster = settled();
    const node = cluster.get<Pod>(client)?.spec.nodeName;
    const far = backends(cluster).find((pod) => pod.spec.nodeName !== node);
    if (!far) throw new Error('three pods on two nodes leave one elsewhere');
    cluster.act({ type: 'fail-node', node: far.spec.nodeName ?? '' });
    const direct = {
      ...toService,
      to: { kind: 'pod' as const, pod: objectKey('Pod', 'default', far.metadata.name) },
      port: 9376,
    };
    expect(traced(cluster, direct).why.code).toBe('trace.sum.timeoutDeadNode');
  });

  test('a targetPort that does not fit is refused at the pod, because of that field', () => {
    const cluster = createCluster();
    const broken = MANIFESTS.map((one) =>
      one.kind === 'Service'
        ? { ...one, spec: { selector: labels, ports: [{ protocol: 'TCP', port: 80, targetPort: 9377 }] } }
        : one,
    );
    cluster.apply(broken);
    cluster.settle();
    const trace = traced(cluster, toService);
    expect([trace.client, trace.cause]).toEqual([
      'connection-refused',
      { object: 'Service/default/my-service', field: ['spec', 'ports', 0, 'targetPort'] },
    ]);
  });
});
