import { keyOf, objectKey, type ClusterView, type KubeObject, type ObjectKey, type Pod } from '../../core/index.js';
import type { Participants } from './participants.js';
import { podCondition } from './pod-state.js';
import type { Tenant } from './topology.js';

const SYSTEM_NAMESPACES = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/** Brought by the cluster itself. */
export function isSystem(namespace: string | undefined, name: string, kind: string): boolean {
  return (
    SYSTEM_NAMESPACES.has(namespace ?? '') || (kind === 'Service' && namespace === 'default' && name === 'kubernetes')
  );
}

/** All pods as things to draw, oldest first: a new pod never takes the place of an older one. */
export function tenantsOf(
  view: ClusterView,
  dns: ReadonlySet<ObjectKey>,
  part: Participants,
): readonly (Tenant & { readonly node: string | undefined })[] {
  const pods = [...view.list<Pod>('Pod')].sort(byAge);
  return pods.map((pod) => {
    const key = keyOf(pod);
    const { name, namespace = '' } = pod.metadata;
    return {
      id: key,
      object: key,
      kind: dns.has(key) ? 'dns' : 'pod',
      name,
      namespace,
      ip: pod.status.podIP,
      condition: podCondition(pod),
      system: isSystem(namespace, name, 'Pod'),
      hostNetwork: pod.spec.hostNetwork === true,
      part: part.objects.has(key),
      owner: ownerOf(view, pod),
      node: pod.spec.nodeName,
    };
  });
}

/** By creation, then by name: the order does not depend on what came and went between. */
export function byAge(a: KubeObject, b: KubeObject): number {
  const [early, late] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  if (early !== late) return early < late ? -1 : 1;
  const [one, other] = [a.metadata.name, b.metadata.name];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The workload at the top of the owner chain: the Deployment of a ReplicaSet's pod. A pod without one goes with its namespace. */
function ownerOf(view: ClusterView, pod: Pod): string {
  const namespace = pod.metadata.namespace ?? '';
  let owner: ObjectKey | undefined;
  let at: KubeObject | undefined = pod;
  // A manifest may make an object its own owner, or two each other's.
  const seen = new Set<KubeObject>();
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    const reference = at.metadata.ownerReferences?.find(({ controller }) => controller === true);
    if (reference === undefined) break;
    owner = objectKey(reference.kind, namespace, reference.name);
    at = view.get(owner);
  }
  return owner ?? objectKey('Namespace', undefined, namespace);
}
