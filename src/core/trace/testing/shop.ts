import { objectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import { aNamespace, aNode, aPod, aService, aSlice, aView } from '../../network/testing/objects.js';
import type { ClusterView } from '../../cluster/types.js';
import type { TrafficRequest } from '../types.js';

const app = { ports: [9376], labels: { app: 'MyApp' } };
const client = aPod('client', { node: 'worker-1', ip: '10.244.1.5' });
export const backends = [
  aPod('web-1', { ...app, node: 'worker-1', ip: '10.244.1.6' }),
  aPod('web-2', { ...app, node: 'worker-2', ip: '10.244.2.6' }),
  aPod('web-3', { ...app, node: 'worker-2', ip: '10.244.2.7' }),
];
const dns = [
  { port: 53, protocol: 'UDP', name: 'dns' } as const,
  { port: 53, protocol: 'TCP', name: 'dns-tcp' } as const,
];
export const coreDns = [
  aPod('coredns-a', { namespace: 'kube-system', node: 'worker-1', ip: '10.244.1.2', ports: dns }),
  aPod('coredns-b', { namespace: 'kube-system', node: 'worker-2', ip: '10.244.2.2', ports: dns }),
];

/** CoreDNS on two workers, its Service and its endpoints. */
export const clusterDns: readonly KubeObject[] = [
  ...coreDns,
  aService(
    'kube-dns',
    '10.96.0.10',
    [
      { port: 53, protocol: 'UDP', name: 'dns' },
      { port: 53, protocol: 'TCP', name: 'dns-tcp' },
    ],
    { namespace: 'kube-system' },
  ),
  aSlice(
    'kube-dns',
    coreDns,
    dns.map(({ port, protocol, name }) => ({ port, protocol, name })),
    'kube-system',
  ),
];

/** What every scenario starts from: two workers, CoreDNS, the lecture's my-service with a client. Later objects of the same key replace earlier ones. */
export function shop(...changed: readonly KubeObject[]): ClusterView {
  return aView([
    aNamespace('default'),
    aNamespace('kube-system'),
    aNode('control-plane', 0),
    aNode('worker-1', 1),
    aNode('worker-2', 2),
    client,
    ...backends,
    ...clusterDns,
    aService('my-service', '10.96.0.20', [{ port: 80, targetPort: 9376 }], { spec: { selector: { app: 'MyApp' } } }),
    aSlice('my-service', backends, [{ name: '', port: 9376, protocol: 'TCP' }]),
    ...changed,
  ]);
}

export const pod = (name: string, namespace = 'default') => ({
  kind: 'pod' as const,
  pod: objectKey('Pod', namespace, name),
});
export const service = (name: string, namespace = 'default') => ({
  kind: 'service' as const,
  service: objectKey('Service', namespace, name),
});

export function request(parts: Partial<TrafficRequest>): TrafficRequest {
  return { from: pod('client'), to: { kind: 'ip', ip: '10.96.0.20' }, port: 80, protocol: 'TCP', attempt: 0, ...parts };
}
