import fc from 'fast-check';
import type { KubeObject, Service } from '../../core/index.js';
import { systemObjects } from './clusters.js';
import { anIngress, aPolicy, fanout, NGINX } from './edge-clusters.js';
import { aNode, aPod, aService, aSlice, type PodParts } from './objects.js';

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,10}){0,3}$/);

interface Draft {
  readonly nodes: readonly { readonly ready: boolean }[];
  readonly apps: readonly {
    readonly name: string;
    readonly replicas: number;
    readonly service: boolean;
    readonly owned: boolean;
    readonly port: number;
    readonly states: readonly number[];
  }[];
  readonly system: number;
}

const draft: fc.Arbitrary<Draft> = fc.record({
  nodes: fc.array(fc.record({ ready: fc.boolean() }), { minLength: 0, maxLength: 9 }),
  apps: fc.array(
    fc.record({
      name,
      replicas: fc.integer({ min: 0, max: 14 }),
      service: fc.boolean(),
      owned: fc.boolean(),
      port: fc.integer({ min: 1, max: 65535 }),
      states: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 6 }),
    }),
    { maxLength: 9 },
  ),
  system: fc.integer({ min: 0, max: 9 }),
});

/** Clusters of every size up to a crowd, with pods in every state, Services with and without pods, and nodes that are down. */
export const clusters: fc.Arbitrary<readonly KubeObject[]> = draft.map(({ nodes, apps, system }) => {
  const names = ['control-plane', ...nodes.map((_, index) => `worker-${index + 1}`)];
  const list: KubeObject[] = names.map((node, n) =>
    aNode(node, n, { controlPlane: n === 0, ready: nodes[n - 1]?.ready ?? true }),
  );
  list.push(...systemObjects(names[system % names.length] ?? 'control-plane'));
  const taken = new Set<string>();
  let host = 4;
  for (const app of apps) {
    if (taken.has(app.name)) continue;
    taken.add(app.name);
    const pods = Array.from({ length: app.replicas }, (_, index) => {
      const n = (index + host) % names.length;
      host += 1;
      const state = STATES[app.states[index % app.states.length] ?? 0] ?? {};
      return aPod(`${app.name}-${index}`, state.phase === 'Pending' ? undefined : names[n], {
        labels: { app: app.name },
        ip: `10.244.${n}.${host}`,
        age: index % 50,
        ...(app.owned && { owner: { kind: 'ReplicaSet', name: app.name } }),
        ...state,
      });
    });
    list.push(...pods);
    if (!app.service) continue;
    const service = aService(app.name, {
      clusterIP: `10.96.${taken.size}.1`,
      selector: { app: app.name },
      ports: [[app.port, 8080]],
    });
    list.push(service, aSlice(service, pods));
  }
  return list;
});

const STATES: readonly Partial<{ -readonly [K in keyof PodParts]: PodParts[K] }>[] = [
  {},
  { ready: false },
  { ready: false, waiting: 'CrashLoopBackOff' },
  { terminating: true },
  { phase: 'Pending', ready: false },
  { hostNetwork: true },
];

const ways = fc.record({
  /** For the n-th Service: what it becomes. */
  kinds: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 9 }),
  local: fc.boolean(),
  rules: fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 12 })), { maxLength: 14 }),
  ingresses: fc.integer({ min: 0, max: 6 }),
  controller: fc.boolean(),
  tls: fc.boolean(),
  policy: fc.boolean(),
});

const HOSTS = ['foo.bar.com', '*.a-long-name-of-a-host.example.org', '', 'x.io'];

/** Clusters with ways in of every kind: Services of all types, Ingresses that somebody reads or nobody, policies. */
export const openClusters: fc.Arbitrary<readonly KubeObject[]> = fc.tuple(clusters, ways).map(([objects, ways]) => {
  const services = objects.filter((one): one is Service => one.kind === 'Service' && isLearners(one));
  const list = objects.map((one) => {
    const index = services.indexOf(one as Service);
    return index < 0 ? one : opened(one as Service, index, ways);
  });
  const names = ['shop', ...services.map(({ metadata }) => metadata.name)];
  for (let n = 0; n < ways.ingresses; n++) {
    const rules = ways.rules.map(([host, path], index) => ({
      ...(HOSTS[host] !== '' && { host: HOSTS[host] ?? '' }),
      http: {
        paths: [
          {
            path: `/${'deep/'.repeat(path % 4)}${path}`,
            pathType: path % 2 === 0 ? ('Prefix' as const) : ('Exact' as const),
            backend: { service: { name: names[index % names.length] ?? 'shop', port: { number: 80 } } },
          },
        ],
      },
    }));
    const defaultBackend = { service: { name: 'shop', port: { name: 'http' } } };
    const tls = ways.tls ? { tls: [{ hosts: ['foo.bar.com'], secretName: 'foo-tls' }] } : {};
    const spec = { ingressClassName: 'nginx', ...tls, ...(rules.length > 0 ? { rules } : { defaultBackend }) };
    list.push(anIngress(`way-${n}`, n % 2 === 0 ? { ...spec, defaultBackend } : spec));
  }
  if (ways.policy) list.push(aPolicy('quiet', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }));
  const taken = new Set(list.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''} ${metadata.name}`));
  const more = ways.controller ? fanout({ tls: ways.tls }) : [NGINX];
  return [
    ...list,
    ...more.filter(({ kind, metadata }) => !taken.has(`${kind} ${metadata.namespace ?? ''} ${metadata.name}`)),
  ];
});

function isLearners({ metadata }: KubeObject): boolean {
  return metadata.namespace === 'default' && metadata.name !== 'kubernetes';
}

function opened(
  service: Service,
  index: number,
  { kinds, local }: { kinds: readonly number[]; local: boolean },
): Service {
  const kind = kinds[index % kinds.length] ?? 0;
  if (kind === 0) return service;
  const type = kind < 3 ? 'NodePort' : kind < 5 ? 'LoadBalancer' : 'ClusterIP';
  const ports = (service.spec.ports ?? []).map((port, n) =>
    type === 'ClusterIP' ? port : { ...port, nodePort: 30000 + index * 10 + n },
  );
  return {
    ...service,
    spec: {
      ...service.spec,
      type,
      ports,
      ...(type !== 'ClusterIP' && { externalTrafficPolicy: local ? 'Local' : 'Cluster' }),
      ...(kind > 4 && { externalIPs: [`203.0.113.${80 + index}`] }),
    },
    status: { loadBalancer: kind === 4 ? { ingress: [{ ip: `203.0.113.${index + 1}`, ipMode: 'VIP' }] } : {} },
  };
}
