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

/** A pod as a thing to draw, and the node that it is bound to. */
export interface Standing {
  readonly tenant: Tenant;
  readonly node: string | undefined;
}

/** All pods as things to draw, oldest first: a new pod never takes the place of an older one. */
export function tenantsOf(view: ClusterView, dns: ReadonlySet<ObjectKey>, part: Participants): readonly Standing[] {
  const tops = new Map<ObjectKey, ObjectKey>();
  return inOrder(view.list<Pod>('Pod')).map((pod) => {
    const known = standings.get(pod);
    const key = known?.tenant.object ?? keyOf(pod);
    const kind = dns.has(key) ? 'dns' : 'pod';
    const isPart = part.objects.has(key);
    const owner = ownerOf(view, pod, tops);
    if (known?.tenant.kind === kind && known.tenant.part === isPart && known.tenant.owner === owner) return known;
    const standing = { tenant: tenantOf(pod, key, { kind, part: isPart, owner }), node: pod.spec.nodeName };
    standings.set(pod, standing);
    return standing;
  });
}

/** Objects are values: while a pod is the same, so is its picture, but for what others say of it. */
const standings = new WeakMap<Pod, Standing>();

function tenantOf(pod: Pod, key: ObjectKey, others: Pick<Tenant, 'kind' | 'part' | 'owner'>): Tenant {
  const { name, namespace = '' } = pod.metadata;
  return {
    id: key,
    object: key,
    name,
    namespace,
    ip: pod.status.podIP,
    condition: podCondition(pod),
    system: isSystem(namespace, name, 'Pod'),
    hostNetwork: pod.spec.hostNetwork === true,
    ...others,
  };
}

const ordered = new WeakMap<readonly Pod[], readonly Pod[]>();

/** Sorted once for each list of pods, which keeps its identity until a pod changes. */
function inOrder(pods: readonly Pod[]): readonly Pod[] {
  let sorted = ordered.get(pods);
  if (!sorted) ordered.set(pods, (sorted = pods.toSorted(byAge)));
  return sorted;
}

/** By creation, then by name: the order does not depend on what came and went between. */
export function byAge(a: KubeObject, b: KubeObject): number {
  const [early, late] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  if (early !== late) return early < late ? -1 : 1;
  const [one, other] = [a.metadata.name, b.metadata.name];
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * The workload at the top of the owner chain: the Deployment of a ReplicaSet's pod. A pod without one goes with its namespace. `tops`
 * remembers it for the pods of one owner.
 */
function ownerOf(view: ClusterView, pod: Pod, tops: Map<ObjectKey, ObjectKey>): string {
  const namespace = pod.metadata.namespace ?? '';
  const first = ownerKey(pod, namespace);
  if (first === undefined) return objectKey('Namespace', undefined, namespace);
  let top = tops.get(first);
  if (top === undefined) tops.set(first, (top = topOf(view, first, namespace)));
  return top;
}

function ownerKey(object: KubeObject, namespace: string): ObjectKey | undefined {
  const reference = object.metadata.ownerReferences?.find(({ controller }) => controller === true);
  return reference && objectKey(reference.kind, namespace, reference.name);
}

/** The last of a chain of owners. */
function topOf(view: ClusterView, first: ObjectKey, namespace: string): ObjectKey {
  let owner = first;
  // A manifest may make an object its own owner, or two each other's.
  const seen = new Set<ObjectKey>();
  while (!seen.has(owner)) {
    seen.add(owner);
    const object = view.get(owner);
    owner = (object && ownerKey(object, namespace)) ?? owner;
  }
  return owner;
}
