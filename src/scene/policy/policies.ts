import {
  keyOf,
  matchesRequirements,
  selectorRequirements,
  type ClusterView,
  type NetworkPolicy,
  type ObjectKey,
  type Pod,
  type Trace,
} from '../../core/index.js';
import type { Party } from './parties.js';
import { UNTRIED, type Tried } from './rule-lines.js';

/** A policy, the parties it selects, and what the present connection made of it. */
export interface SelectingPolicy {
  readonly key: ObjectKey;
  readonly policy: NetworkPolicy;
  /** Places of the parties, in their list. */
  readonly selects: readonly number[];
  readonly tried: Tried;
  /** It was asked about the present connection. */
  readonly part: boolean;
}

/** Every policy with the parties that have pods of its selector in its namespace. Pods of the host's network cannot be selected. */
export function selectingPolicies(
  view: ClusterView,
  parties: readonly Party[],
  trace: Trace | null,
): readonly SelectingPolicy[] {
  const partyOf = new Map(parties.flatMap(({ pods }, index) => pods.map((pod) => [pod, index] as const)));
  const asked = askedPolicies(trace);
  return view.list<NetworkPolicy>('NetworkPolicy').map((policy): SelectingPolicy => {
    const key = keyOf(policy);
    const requirements = selectorRequirements(policy.spec.podSelector ?? {}) ?? [];
    const chosen = new Set<number>();
    for (const pod of view.list<Pod>('Pod', policy.metadata.namespace)) {
      if (pod.spec.hostNetwork === true || !matchesRequirements(requirements, pod.metadata.labels ?? {})) continue;
      const party = partyOf.get(keyOf(pod));
      if (party !== undefined) chosen.add(party);
    }
    const tried = asked.get(key);
    return {
      key,
      policy,
      selects: [...chosen].sort((a, b) => a - b),
      tried: tried ?? UNTRIED,
      part: tried !== undefined,
    };
  });
}

/** The policies that were asked on the way of a trace, and what they said: the decision that comes last stands. */
function askedPolicies(trace: Trace | null): ReadonlyMap<ObjectKey, Tried> {
  const asked = new Map<
    ObjectKey,
    { ingress: Map<number, 'matched' | 'missed'>; egress: Map<number, 'matched' | 'missed'> }
  >();
  for (const hop of trace?.hops ?? []) {
    if (hop.kind !== 'policy') continue;
    for (const { policy, rules } of hop.decision.policies) {
      const tried = asked.get(policy) ?? { ingress: new Map(), egress: new Map() };
      for (const { index, matched } of rules) tried[hop.decision.direction].set(index, matched ? 'matched' : 'missed');
      asked.set(policy, tried);
    }
  }
  return asked;
}
