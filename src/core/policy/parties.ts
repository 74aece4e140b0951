import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { hasEnded } from '../cluster/conditions.js';
import { controllerOf } from '../cluster/ownership.js';
import type { ClusterView } from '../cluster/types.js';
import type { PolicyEnd, ReachParty } from './types.js';

/** An address of the Internet, of those that RFC 5737 keeps for documentation: the one that the client outside has. */
export const OUTSIDE_ADDRESS = '198.51.100.7';

/** A party before anything is known about its policies: who it is, and every end that stands for it. */
export interface PartyMembers {
  readonly party: Omit<ReachParty, 'isolated'>;
  readonly ends: readonly PolicyEnd[];
}

/** Pods by who made them, by namespace or one by one, in key order; then the nodes, when there are any, and one address of the Internet. */
export function partiesOf(view: ClusterView, by: 'workload' | 'namespace' | 'pod'): readonly PartyMembers[] {
  const groups = new Map<string, { readonly head: Omit<ReachParty, 'isolated' | 'pods'>; readonly pods: Pod[] }>();
  for (const pod of view.list<Pod>('Pod')) {
    // A pod that has ended has no network any more.
    if (pod.status && hasEnded(pod)) continue;
    const head = headOf(view, pod, by);
    const group = groups.get(head.id);
    if (group) group.pods.push(pod);
    else groups.set(head.id, { head, pods: [pod] });
  }
  const parties: PartyMembers[] = [...groups.values()]
    .sort((a, b) => order(a.head, b.head))
    .map(({ head, pods }) => ({
      party: { ...head, pods: pods.map(keyOf) },
      ends: pods.map((pod) => ({ kind: 'pod', pod }) as const),
    }));
  const nodes = view
    .list<Node>('Node')
    .map((node) => ({ kind: 'address', ip: addressOf(node), node: node.metadata.name }) as const);
  if (nodes.length > 0) parties.push({ party: { id: 'nodes', kind: 'nodes', name: 'nodes', pods: [] }, ends: nodes });
  parties.push({
    party: { id: 'outside', kind: 'outside', name: OUTSIDE_ADDRESS, pods: [] },
    ends: [{ kind: 'address', ip: OUTSIDE_ADDRESS }],
  });
  return parties;
}

function order(a: Omit<ReachParty, 'isolated' | 'pods'>, b: Omit<ReachParty, 'isolated' | 'pods'>): number {
  const key = ({ namespace = '', name, id }: typeof a) => `${namespace}/${name}/${id}`;
  return key(a) < key(b) ? -1 : 1;
}

function headOf(
  view: ClusterView,
  pod: Pod,
  by: 'workload' | 'namespace' | 'pod',
): Omit<ReachParty, 'isolated' | 'pods'> {
  const namespace = pod.metadata.namespace ?? '';
  if (by === 'namespace') {
    const id = objectKey('Namespace', undefined, namespace);
    return { id, kind: 'pods', name: namespace, namespace, ...(view.get(id) ? { object: id } : {}) };
  }
  const id = by === 'pod' ? keyOf(pod) : makerOf(view, pod);
  const name = id.slice(id.lastIndexOf('/') + 1);
  return { id, kind: 'pods', name, namespace, ...(view.get(id) ? { object: id } : {}) };
}

/** Up the chain of controllers as far as it goes: Pod, ReplicaSet, Deployment. The last may be one that the cluster does not have (any more). */
function makerOf(view: ClusterView, pod: Pod): ObjectKey {
  const seen = new Set<ObjectKey>();
  let at: KubeObject = pod;
  let key = keyOf(pod);
  while (!seen.has(key)) {
    seen.add(key);
    const owner = controllerOf(at);
    if (!owner) return key;
    key = objectKey(owner.kind, pod.metadata.namespace, owner.name);
    const object: KubeObject | undefined = view.get(key);
    if (!object) return key;
    at = object;
  }
  return key;
}

function addressOf(node: Node): string {
  return (node.status?.addresses ?? []).find((one) => one.type === 'InternalIP')?.address ?? '';
}
