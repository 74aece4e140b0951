import { keyOf, type ObjectKey } from '../api/key.js';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../api/networking.js';
import type { Pod } from '../api/pod.js';
import type { ClusterView } from '../cluster/types.js';
import { items, present } from './items.js';
import { meets } from './selector.js';
import type { PolicyDirection } from './types.js';

/** A rule of either direction. */
export interface PolicyRule {
  readonly peers: readonly (NetworkPolicyPeer | undefined)[];
  readonly ports: readonly (NetworkPolicyPort | undefined)[];
}

/** The name of the list of peers in a rule of that direction. */
export const PEERS = { ingress: 'from', egress: 'to' } as const;
const TYPES = { ingress: 'Ingress', egress: 'Egress' } as const;

const byNamespace = new WeakMap<readonly object[], ReadonlyMap<string, readonly NetworkPolicy[]>>();

/** The policies of a namespace, in key order; grouped once for each list of policies. */
function policiesOf(view: ClusterView, namespace: string): readonly NetworkPolicy[] {
  const list = view.list<NetworkPolicy>('NetworkPolicy');
  let groups = byNamespace.get(list);
  if (!groups) {
    const built = new Map<string, NetworkPolicy[]>();
    for (const policy of list) {
      const group = built.get(policy.metadata.namespace ?? '');
      if (group) group.push(policy);
      else built.set(policy.metadata.namespace ?? '', [policy]);
    }
    byNamespace.set(list, (groups = built));
  }
  return groups.get(namespace) ?? [];
}

/** The policies that isolate a pod in a direction: of its namespace, of that type, with a selector that matches. */
export function policiesSelecting(view: ClusterView, pod: Pod, direction: PolicyDirection): readonly NetworkPolicy[] {
  return policiesOf(view, pod.metadata.namespace ?? '').filter(
    (policy) => isOfType(policy, direction) && selects(policy, pod),
  );
}

/** An empty selector selects every pod of the namespace, and so does an absent one (`spec.podSelector` is optional since 1.35). */
export function selects(policy: NetworkPolicy, pod: Pod): boolean {
  const selector = present(present(policy.spec)?.podSelector);
  return !selector || meets(selector, pod.metadata.labels);
}

/**
 * Whether a policy isolates in a direction. The API server has filled `policyTypes` in by `SetDefaults_NetworkPolicy`; for whatever did not
 * come through it the same rule holds: Ingress always, Egress where there are egress rules.
 */
export function isOfType(policy: NetworkPolicy, direction: PolicyDirection): boolean {
  const types = present(policy.spec)?.policyTypes;
  if (Array.isArray(types) && types.length > 0) return types.includes(TYPES[direction]);
  return direction === 'ingress' || items(policy.spec?.egress).length > 0;
}

/** The rules of a direction. A rule that is no object allows nothing: it has a peer that matches nobody. */
export function rulesOf(policy: NetworkPolicy, direction: PolicyDirection): readonly PolicyRule[] {
  return items<object>(present(policy.spec)?.[direction]).map((rule) => {
    if (!rule) return { peers: [undefined], ports: [] };
    const { from, to, ports } = rule as {
      from?: NetworkPolicyPeer[];
      to?: NetworkPolicyPeer[];
      ports?: NetworkPolicyPort[];
    };
    return { peers: items(direction === 'ingress' ? from : to), ports: items(ports) };
  });
}

/** The field that isolates its pods, when none of its rules says more: the empty list, else the type, else the selector. */
export function isolatingField(
  policy: NetworkPolicy,
  direction: PolicyDirection,
): { readonly object: ObjectKey; readonly field: readonly (string | number)[] } {
  const spec = present(policy.spec);
  const object = keyOf(policy);
  const rules = spec?.[direction];
  if (Array.isArray(rules) && rules.length === 0) return { object, field: ['spec', direction] };
  if (!Array.isArray(rules)) {
    const types = spec?.policyTypes;
    const index = Array.isArray(types) ? types.indexOf(TYPES[direction]) : -1;
    if (index >= 0) return { object, field: ['spec', 'policyTypes', index] };
  }
  return selectorField(policy);
}

/** The pod selector of a policy, or its name where it has none. */
export function selectorField(policy: NetworkPolicy): {
  readonly object: ObjectKey;
  readonly field: readonly (string | number)[];
} {
  const object = keyOf(policy);
  return present(present(policy.spec)?.podSelector)
    ? { object, field: ['spec', 'podSelector'] }
    : { object, field: ['metadata', 'name'] };
}
