import fc from 'fast-check';
import type { KubeObject } from '../../core/index.js';
import { systemObjects } from './clusters.js';
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
