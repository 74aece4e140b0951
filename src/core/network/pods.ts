import type { Pod } from '../api/pod.js';
import type { ClusterView } from '../cluster/types.js';

/**
 * Whether a pod's network namespace exists: its sandbox has an address, and the kubelet has not torn it down, which it does once
 * all containers have ended for good (phase Succeeded or Failed; `kuberuntime_manager.go`, `computePodActions`).
 */
function hasSandbox(pod: Pod): boolean {
  return Boolean(pod.status.podIP) && pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed';
}

const NONE: readonly Pod[] = [];

/** The pods of a node that have an interface of their own (not hostNetwork), in key order. */
export function podsOn(view: ClusterView, node: string): readonly Pod[] {
  return podsByNode(view).get(node) ?? NONE;
}

const byNode = new WeakMap<readonly object[], ReadonlyMap<string, readonly Pod[]>>();

/** Grouped once for each list of pods; a list keeps its identity until a pod changes. */
function podsByNode(view: ClusterView): ReadonlyMap<string, readonly Pod[]> {
  const pods = view.list<Pod>('Pod');
  const known = byNode.get(pods);
  if (known) return known;
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    const node = pod.spec.nodeName;
    if (node === undefined || pod.spec.hostNetwork === true || !hasSandbox(pod)) continue;
    const group = groups.get(node);
    if (group) group.push(pod);
    else groups.set(node, [pod]);
  }
  byNode.set(pods, groups);
  return groups;
}

const byAddress = new WeakMap<readonly object[], ReadonlyMap<string, Pod>>();

/** The pod whose interface carries an address; hostNetwork pods share their node's address and are not found here. */
export function podAtAddress(view: ClusterView, ip: string): Pod | undefined {
  const pods = view.list<Pod>('Pod');
  let index = byAddress.get(pods);
  if (!index) {
    const built = new Map<string, Pod>();
    for (const group of podsByNode(view).values()) {
      for (const pod of group) if (pod.status.podIP !== undefined) built.set(pod.status.podIP, pod);
    }
    byAddress.set(pods, built);
    index = built;
  }
  return index.get(ip);
}
