import type { KubeObject, Namespace } from '../../core/index.js';
import { aNode, aPod, aService, aSlice, type PodParts } from './objects.js';

const MY_APP = { app: 'MyApp' };

/** The cluster's own things: two CoreDNS pods and the two Services that every cluster has. */
export function systemObjects(node: string): KubeObject[] {
  const labels = { 'k8s-app': 'kube-dns' };
  const pods = [
    aPod('coredns-668d6bf9bc-4xkzp', node, {
      namespace: 'kube-system',
      labels,
      ip: '10.244.0.2',
      ports: ['53/UDP', 53],
    }),
    aPod('coredns-668d6bf9bc-r8w2m', node, {
      namespace: 'kube-system',
      labels,
      ip: '10.244.0.3',
      ports: ['53/UDP', 53],
    }),
  ];
  const dns = aService('kube-dns', {
    namespace: 'kube-system',
    clusterIP: '10.96.0.10',
    selector: labels,
    ports: [
      [53, 53, 'UDP'],
      [53, 53, 'TCP'],
    ],
  });
  const namespaces = ['default', 'kube-system'].map((name): Namespace => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
    spec: {},
    status: { phase: 'Active' },
  }));
  return [
    ...namespaces,
    ...pods,
    dns,
    aSlice(dns, pods),
    aService('kubernetes', { clusterIP: '10.96.0.1', ports: [[443, 6443]] }),
  ];
}

export function threeNodes(): KubeObject[] {
  return [aNode('control-plane', 0, { controlPlane: true }), aNode('worker-1', 1), aNode('worker-2', 2)];
}

/** The lecture's Service: a client and three pods of a Deployment on two workers. `parts` change the n-th pod. */
export function firstPath(parts: Readonly<Record<number, PodParts>> = {}, replicas = 3): KubeObject[] {
  const suffixes = ['2xk8z', '7jq4d', 'f9wnl', 'h5tcb', 'm6vrs', 'p3gkx', 'q8zdw', 's2lmn', 't7bfh', 'w4xcj'];
  const pods = Array.from({ length: replicas }, (_, index) => {
    const node = index % 2 === 0 ? 2 : 1;
    return aPod(`my-app-7d4b9c6f5d-${suffixes[index] ?? index}`, `worker-${node}`, {
      labels: MY_APP,
      ip: `10.244.${node}.${3 + index}`,
      ports: [9376],
      owner: { kind: 'ReplicaSet', name: 'my-app-7d4b9c6f5d' },
      age: 1,
      ...parts[index],
    });
  });
  const service = aService('my-service', { clusterIP: '10.96.139.42', selector: MY_APP, ports: [[80, 9376]] });
  return [
    ...threeNodes(),
    ...systemObjects('control-plane'),
    aPod('client', 'worker-1', { labels: { app: 'client' }, ip: '10.244.1.2' }),
    ...pods,
    service,
    aSlice(service, pods),
  ];
}

/** Many nodes, each with many pods of two Deployments. */
export function crowd(nodes: number, podsPerNode: number): KubeObject[] {
  const list: KubeObject[] = [aNode('control-plane', 0, { controlPlane: true }), ...systemObjects('control-plane')];
  const web = aService('web', { clusterIP: '10.96.20.1', selector: { app: 'web' }, ports: [[80, 8080]] });
  const api = aService('api', { clusterIP: '10.96.20.2', selector: { app: 'api' }, ports: [[443, 8443]] });
  const chosen: Record<string, ReturnType<typeof aPod>[]> = { web: [], api: [] };
  for (let n = 1; n <= nodes; n++) {
    const node = `worker-${String(n).padStart(2, '0')}`;
    list.push(aNode(node, n));
    for (let p = 0; p < podsPerNode; p++) {
      const app = p % 2 === 0 ? 'web' : 'api';
      const pod = aPod(`${app}-5c9d8f7b6c-${String(n * 100 + p)}`, node, {
        labels: { app },
        ip: `10.244.${n}.${2 + p}`,
        ports: [8080, 8443],
        ready: p !== 4,
        owner: { kind: 'ReplicaSet', name: `${app}-5c9d8f7b6c` },
      });
      chosen[app]?.push(pod);
      list.push(pod);
    }
  }
  return [...list, web, aSlice(web, chosen['web'] ?? []), api, aSlice(api, chosen['api'] ?? [])];
}

/** A learner's cluster with several Services, some with more than one port, in front of the same and other pods. */
export function manyServices(count: number): KubeObject[] {
  const names = [
    'shop',
    'cart',
    'catalogue-of-all-things',
    'payments',
    'mail',
    'search',
    'users',
    'stock',
    'ads',
    'logs',
  ];
  const list: KubeObject[] = [...threeNodes(), ...systemObjects('worker-2')];
  for (let n = 0; n < count; n++) {
    const app = names[n] ?? `app-${n}`;
    const pods = [1, 2].map((node) =>
      aPod(`${app}-${node}`, `worker-${node}`, {
        labels: { app },
        ip: `10.244.${node}.${20 + n}`,
        ports: [8080],
        age: n,
      }),
    );
    const ports: (readonly [number, number])[] =
      n % 3 === 2
        ? [
            [80, 8080],
            [443, 8080],
            [9000, 8080],
          ]
        : [[80, 8080]];
    const service = aService(app, { clusterIP: `10.96.30.${n + 1}`, selector: { app }, ports });
    list.push(...pods, service, aSlice(service, pods));
  }
  return [...list, aPod('client', 'worker-1', { ip: '10.244.1.2', namespace: 'default' }), aPod('debug', undefined)];
}
