import type {
  KubeObject,
  LabelSelector,
  Namespace,
  NetworkPolicy,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
} from '../../core/index.js';
import { systemObjects, threeNodes } from './clusters.js';
import { aNode, aPod, type PodParts } from './objects.js';

export function aNamespace(name: string, labels: Readonly<Record<string, string>> = {}): Namespace {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name, ...labels } },
    spec: {},
    status: { phase: 'Active' },
  };
}

export interface PolicyParts {
  readonly namespace?: string;
  readonly podSelector?: LabelSelector;
  readonly ingress?: readonly NetworkPolicyIngressRule[];
  readonly egress?: readonly NetworkPolicyEgressRule[];
  readonly policyTypes?: readonly ('Ingress' | 'Egress')[];
}

/** A policy as the API server stores it: its types filled in. */
export function aPolicy(
  name: string,
  { namespace = 'default', podSelector = {}, ...spec }: PolicyParts,
): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector,
      policyTypes: ['Ingress', ...(spec.egress === undefined ? [] : ['Egress' as const])],
      ...spec,
    },
  };
}

/** Pods of one Deployment. */
export function workload(
  app: string,
  { replicas = 1, n = 1, ...parts }: PodParts & { readonly replicas?: number; readonly n?: number } = {},
): KubeObject[] {
  return Array.from({ length: replicas }, (_, index) =>
    aPod(`${app}-6f7d8c9b5d-${'bcdfg'[index % 5] ?? ''}${index}x2k`, `worker-${1 + (index % 2)}`, {
      labels: { app },
      ip: `10.244.${1 + (index % 2)}.${20 + 8 * n + index}`,
      ports: [8080],
      owner: { kind: 'Deployment', name: app },
      ...parts,
    }),
  );
}

function base(): KubeObject[] {
  return [...threeNodes(), ...systemObjects('control-plane')];
}

const labelled = (app: string): LabelSelector => ({ matchLabels: { app } });

/** A front end, an API and a database, and beside them nobody's policy. */
export function shop(...policies: readonly KubeObject[]): KubeObject[] {
  return [
    ...base(),
    ...workload('web', { replicas: 2, n: 1 }),
    ...workload('api', { replicas: 2, n: 2 }),
    ...workload('db', { n: 3, ports: [5432] }),
    ...policies,
  ];
}

export const DEFAULT_DENY = aPolicy('default-deny', {});
export const DENY_ALL = aPolicy('deny-all', { policyTypes: ['Ingress', 'Egress'] });
export const API_TO_DB = aPolicy('db-from-api', {
  podSelector: labelled('db'),
  ingress: [{ from: [{ podSelector: labelled('api') }], ports: [{ protocol: 'TCP', port: 5432 }] }],
});
export const TO_DNS = aPolicy('allow-dns', {
  policyTypes: ['Egress'],
  egress: [
    {
      to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
      ports: [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 53 },
      ],
    },
  ],
});

/** The recipe “allow traffic from a namespace”: a database of everybody's that only the production namespace reaches. */
export function fromNamespace(): KubeObject[] {
  return [
    ...base(),
    aNamespace('prod', { purpose: 'production' }),
    aNamespace('dev', { purpose: 'testing' }),
    ...workload('web', { n: 1 }),
    ...workload('api', { n: 2 }),
    ...workload('shop', { namespace: 'prod', n: 3 }),
    ...workload('cart', { namespace: 'prod', n: 4, replicas: 3 }),
    ...workload('playground', { namespace: 'dev', n: 5 }),
    aPolicy('web-allow-prod', {
      podSelector: labelled('web'),
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { purpose: 'production' } } }] }],
    }),
  ];
}

/** Three namespaces with recipes: deny from other namespaces, an API with two ports, egress to DNS and to one block only. */
export function threeNamespaces(): KubeObject[] {
  return [
    ...base(),
    aNamespace('team-a', { team: 'a' }),
    aNamespace('team-b', { team: 'b' }),
    ...workload('web', { namespace: 'default', n: 1, replicas: 2 }),
    ...workload('front', { namespace: 'team-a', n: 2 }),
    ...workload('store', { namespace: 'team-a', n: 3, replicas: 4 }),
    ...workload('api', { namespace: 'team-b', n: 4, ports: [8000, 5000] }),
    ...workload('monitor', { namespace: 'team-b', n: 5 }),
    aPolicy('web-allow-external', { podSelector: labelled('web'), ingress: [{}] }),
    aPolicy('deny-from-other-namespaces', { namespace: 'team-a', ingress: [{ from: [{ podSelector: {} }] }] }),
    aPolicy('api-allow-5000', {
      namespace: 'team-b',
      podSelector: labelled('api'),
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { team: 'a' } }, podSelector: labelled('front') }],
          ports: [
            { protocol: 'TCP', port: 8000 },
            { protocol: 'TCP', port: 5000 },
          ],
        },
        { from: [{ podSelector: labelled('monitor') }], ports: [{ protocol: 'TCP', port: 5000 }] },
      ],
    }),
    aPolicy('monitor-egress', {
      namespace: 'team-b',
      podSelector: labelled('monitor'),
      policyTypes: ['Egress'],
      egress: [
        { to: [{ podSelector: labelled('api') }] },
        {
          ports: [
            { protocol: 'UDP', port: 53 },
            { protocol: 'TCP', port: 53 },
          ],
        },
      ],
    }),
  ];
}

/** Many namespaces, each with ten workloads of five pods and ten policies. */
export function manyPolicies(namespaces = 20): KubeObject[] {
  const objects: KubeObject[] = base();
  for (let n = 1; n <= namespaces; n += 1) {
    const namespace = `team-${String(n).padStart(2, '0')}`;
    objects.push(aNamespace(namespace, { team: String(n) }));
    const node = `worker-${n}`;
    if (n > 2) objects.push(aNode(node, n));
    for (let w = 0; w < 10; w += 1) {
      for (let p = 0; p < 5; p += 1) {
        objects.push(
          aPod(`app-${w}-${p}`, node, {
            namespace,
            labels: { app: `app-${w}` },
            ip: `10.244.${n}.${10 + 5 * w + p}`,
            ports: [8000 + (w % 5)],
            owner: { kind: 'StatefulSet', name: `app-${w}` },
          }),
        );
      }
      objects.push(
        aPolicy(`rule-${w}`, {
          namespace,
          podSelector: labelled(`app-${w}`),
          ingress: [
            {
              from: [{ podSelector: labelled(`app-${(w + 1) % 10}`) }],
              ports: [{ protocol: 'TCP', port: 8000 + (w % 5) }],
            },
          ],
        }),
      );
    }
  }
  return objects;
}
