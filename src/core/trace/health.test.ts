import { describe, expect, test } from 'vitest';
import type { EndpointSlice } from '../api/endpoints.js';
import type { KubeObject } from '../api/meta.js';
import type { Node } from '../api/node.js';
import { aNode, aService, aSlice } from '../network/testing/objects.js';
import { healthOf, localEndpoints, proxyHealth, serviceHealth, serviceOfHealthPort } from './health.js';
import { backends, shop } from './testing/shop.js';

const PORTS = [{ name: '', port: 9376, protocol: 'TCP' as const }];
const LOCAL = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 31000 } as const;
const service = aService('my-service', '10.96.0.20', [{ port: 80, targetPort: 9376 }], { spec: LOCAL });

/** The slice of the Service, each endpoint with these conditions. */
function slice(conditions: NonNullable<EndpointSlice['endpoints'][number]['conditions']>): EndpointSlice {
  const made = aSlice('my-service', backends, PORTS);
  return { ...made, endpoints: made.endpoints.map((one) => ({ ...one, conditions })) };
}

const going = (change: Partial<Node['metadata']>, taints: Node['spec']['taints'] = []): KubeObject => {
  const node = aNode('worker-2', 2);
  return { ...node, metadata: { ...node.metadata, ...change }, spec: { ...node.spec, taints } } as Node;
};

describe('the health check of a Service with policy Local', () => {
  test.each([
    ['ready endpoints on the node', [], 'worker-2', 2, 200],
    ['one on the other node', [], 'worker-1', 1, 200],
    ['none on the node', [], 'control-plane', 0, 503],
    ['endpoints that are not ready', [slice({ ready: false, serving: false })], 'worker-2', 0, 503],
    [
      'terminating ones that still serve',
      [slice({ ready: false, serving: true, terminating: true })],
      'worker-2',
      0,
      503,
    ],
    ['endpoints that say nothing are ready', [slice({})], 'worker-2', 2, 200],
    [
      'those of another Service do not count',
      [aSlice('my-service', [], PORTS), aSlice('other', backends, PORTS)],
      'worker-2',
      0,
      503,
    ],
    ['kube-proxy itself is not well', [going({ deletionTimestamp: '2026-01-01T00:00:00Z' })], 'worker-2', 2, 503],
  ] as const)('%s', (_, changed, node, count, status) => {
    const view = shop(service, ...changed);
    expect([localEndpoints(view, service, node), serviceHealth(view, service, node)]).toEqual([count, status]);
  });

  test('is served on its own port, and only by Services that have one', () => {
    const cluster = aService('cluster', '10.96.0.21', [{ port: 80 }], {
      spec: { ...LOCAL, externalTrafficPolicy: 'Cluster', healthCheckNodePort: 31001 },
    });
    const view = shop(service, cluster);
    expect(serviceOfHealthPort(view, 31000)).toBe(service);
    expect(serviceOfHealthPort(view, 31001)).toBeUndefined();
  });
});

test.each([
  ['well', [], 200],
  ['being deleted', [going({ deletionTimestamp: '2026-01-01T00:00:00Z' })], 503],
  [
    'about to be deleted by Cluster Autoscaler',
    [going({}, [{ key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' }])],
    503,
  ],
  ['cordoned', [going({}, [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }])], 200],
] as const)('kube-proxy’s own health check on a node that is %s', (_, changed, status) => {
  expect(proxyHealth(shop(...changed), 'worker-2')).toBe(status);
});

test.each([
  ['Local', LOCAL, [], { port: 31000, healthy: true }],
  [
    'Local on a machine that is down',
    LOCAL,
    [aNode('worker-2', 2, { ready: 'Unknown' })],
    { port: 31000, healthy: false },
  ],
  ['Cluster', { type: 'LoadBalancer', externalTrafficPolicy: 'Cluster' }, [], { port: 10256, healthy: true }],
  [
    'Cluster on a machine that is down',
    { type: 'LoadBalancer', externalTrafficPolicy: 'Cluster' },
    [aNode('worker-2', 2, { ready: 'Unknown' })],
    { port: 10256, healthy: false },
  ],
] as const)('what a balancer asks and finds: %s', (_, spec, changed, expected) => {
  const asked = aService('my-service', '10.96.0.20', [{ port: 80, targetPort: 9376 }], { spec });
  expect(healthOf(shop(asked, ...changed), asked, 'worker-2')).toEqual(expected);
});
