import fc from 'fast-check';
import type { LabelSelector } from '../../api/meta.js';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../api/networking.js';
import type { KubeObject } from '../../api/meta.js';
import { aNamespace, aNode, aPod } from '../../network/testing/objects.js';
import { aPolicy } from './objects.js';

const NAMESPACES = ['x', 'y', 'z'];
const value = fc.constantFrom('a', 'b', 'c');
const namespace = fc.constantFrom(...NAMESPACES);

const selector: fc.Arbitrary<LabelSelector> = fc.oneof(
  fc.constant({}),
  value.map((app) => ({ matchLabels: { app } })),
  value.map((tier) => ({ matchLabels: { tier } })),
  fc
    .record({
      key: fc.constantFrom('app', 'tier'),
      operator: fc.constantFrom('In', 'NotIn'),
      values: fc.array(value, { minLength: 1, maxLength: 2 }),
    })
    .map((one) => ({ matchExpressions: [one] })),
  fc.constantFrom('Exists', 'DoesNotExist').map((operator) => ({ matchExpressions: [{ key: 'tier', operator }] })),
) as fc.Arbitrary<LabelSelector>;

const namespaceSelector: fc.Arbitrary<LabelSelector> = fc.oneof(
  fc.constant({}),
  namespace.map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
);

const block = fc
  .constantFrom('0.0.0.0/0', '10.244.0.0/16', '10.244.1.0/24', '192.168.0.0/24', '192.168.0.11/32', '198.51.100.0/24')
  .chain((cidr) => fc.constantFrom({ cidr }, { cidr, except: ['10.244.1.2/31'] }));

const peer: fc.Arbitrary<NetworkPolicyPeer> = fc.oneof(
  selector.map((podSelector) => ({ podSelector })),
  namespaceSelector.map((one) => ({ namespaceSelector: one })),
  fc.record({ podSelector: selector, namespaceSelector }),
  block.map((ipBlock) => ({ ipBlock })),
);

const port: fc.Arbitrary<NetworkPolicyPort> = fc.oneof(
  fc.constantFrom<NetworkPolicyPort>({ protocol: 'TCP' }, { protocol: 'UDP' }, { protocol: 'SCTP', port: 80 }),
  fc.constantFrom<NetworkPolicyPort>(
    { protocol: 'TCP', port: 80 },
    { port: 81 },
    { protocol: 'TCP', port: 79, endPort: 80 },
  ),
  fc.constantFrom<NetworkPolicyPort>({ protocol: 'TCP', port: 'web' }, { protocol: 'UDP', port: 'web' }),
);

const few = { maxLength: 2 };
const rule = (peers: 'from' | 'to') =>
  fc.record({ [peers]: fc.array(peer, few), ports: fc.array(port, few) }, { requiredKeys: [] });

export const policy = (name: string): fc.Arbitrary<NetworkPolicy> =>
  fc
    .record({
      where: namespace,
      podSelector: selector,
      policyTypes: fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress']) as fc.Arbitrary<
        ('Ingress' | 'Egress')[]
      >,
      ingress: fc.array(rule('from'), few),
      egress: fc.array(rule('to'), few),
    })
    .map(({ where, ...spec }) => aPolicy(name, spec as NetworkPolicy['spec'], where));

export const policies = (prefix = 'p') =>
  fc.nat(5).chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => policy(`${prefix}${i}`))));

const labels = fc.record({ app: value, tier: value }, { requiredKeys: [] }) as fc.Arbitrary<Record<string, string>>;
const ports = fc.constantFrom(
  [],
  [{ port: 80, protocol: 'TCP' as const, name: 'web' }],
  [
    { port: 81, protocol: 'TCP' as const, name: 'web' },
    { port: 80, protocol: 'UDP' as const, name: 'dns' },
  ],
);

/** Some pods on two nodes in three namespaces, the last of them in its node's network. */
export const objects: fc.Arbitrary<readonly KubeObject[]> = fc
  .array(fc.record({ namespace, labels, ports, node: fc.constantFrom(1, 2) }), { minLength: 2, maxLength: 8 })
  .map((pods) => [
    ...NAMESPACES.map(aNamespace),
    aNode('worker-1', 1),
    aNode('worker-2', 2),
    ...pods.map(({ node, ...parts }, i) => {
      const isHost = i === 3;
      const ip = isHost ? `192.168.0.${10 + node}` : `10.244.${node}.${i + 2}`;
      const pod = aPod(`pod-${i}`, { ...parts, node: `worker-${node}`, ip, ...(isHost ? { hostNetwork: true } : {}) });
      return { ...pod, status: { ...pod.status, hostIP: `192.168.0.${10 + node}` } };
    }),
  ]);
