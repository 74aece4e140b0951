import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { DaemonSet } from '../api/workload.js';
import { clockOf } from '../cluster/clock.js';
import { conditionOf, hasEnded, isPodReady } from '../cluster/conditions.js';
import type { Context } from '../cluster/controller.js';
import { fitness, targetNode, type Fitness } from './daemonset-nodes.js';

/** The label that says which template a pod was made from (`ControllerRevisionHashLabelKey` of `staging/src/k8s.io/api/apps/v1/types.go`). */
export const REVISION_HASH = 'controller-revision-hash';

/** A node as a DaemonSet sees it: what it makes of it, and its own pods there, the oldest scheduled one first. */
export interface Place extends Fitness {
  readonly node: Node;
  readonly pods: readonly Pod[];
}

/** All that one look of the controller at a set goes by. */
export interface Sight {
  readonly set: DaemonSet;
  /** The hash of the template of now. */
  readonly hash: string;
  readonly places: readonly Place[];
  /** Pods that wait for a node that is gone. */
  readonly lost: readonly Pod[];
}

/** Models `getNodesToDaemonPods` of `pkg/controller/daemon/daemon_controller.go`: pods that have ended and are going no longer count. */
export function sightOf(context: Context, set: DaemonSet, hash: string, owned: readonly Pod[]): Sight {
  const byNode = new Map<string, Pod[]>();
  for (const pod of owned) {
    const name = targetNode(pod);
    if (name === undefined || (hasEnded(pod) && isGoing(pod))) continue;
    byNode.set(name, [...(byNode.get(name) ?? []), pod]);
  }
  const nodes = context.list<Node>('Node');
  const places = nodes.map((node) => {
    const pods = byNode.get(node.metadata.name) ?? [];
    byNode.delete(node.metadata.name);
    return { node, ...fitness(set, node), pods: pods.toSorted(byAge) };
  });
  const lost = [...byNode.values()].flat().filter(({ spec }) => spec.nodeName === undefined);
  return { set, hash, places, lost };
}

/** `podByCreationTimestampAndPhase`. */
function byAge(a: Pod, b: Pod): number {
  const unscheduled = (pod: Pod) => (pod.spec.nodeName === undefined ? 1 : 0);
  const born = (pod: Pod) => pod.metadata.creationTimestamp ?? '';
  return (
    unscheduled(a) - unscheduled(b) ||
    (born(a) < born(b) ? -1 : born(a) > born(b) ? 1 : 0) ||
    (a.metadata.name < b.metadata.name ? -1 : 1)
  );
}

export function isGoing(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

export function isUpdated({ hash }: Sight, pod: Pod): boolean {
  return pod.metadata.labels?.[REVISION_HASH] === hash;
}

/** Ready for `minReadySeconds` (`IsPodAvailable`). Where that is yet to come, `later` is told when. */
export function isAvailable(
  context: Context,
  { set }: Sight,
  pod: Pod,
  later: (at: number) => void = () => {},
): boolean {
  if (!isPodReady(pod)) return false;
  const { minReadySeconds = 0 } = set.spec;
  const since = clockOf(conditionOf(pod.status.conditions, 'Ready')?.lastTransitionTime) ?? context.now;
  const at = since + minReadySeconds * 1000;
  if (minReadySeconds === 0 || at <= context.now) return true;
  later(at);
  return false;
}

/** A number, or a part of the nodes that want a pod, rounded up (`GetScaledValueFromIntOrPercent`). */
export function amountOf({ set, places }: Sight, field: 'maxUnavailable' | 'maxSurge'): number {
  const written = set.spec.updateStrategy.rollingUpdate?.[field] ?? 0;
  if (typeof written === 'number') return written;
  const wanted = places.filter((place) => place.wanted).length;
  return Math.ceil((Number.parseInt(written, 10) * wanted) / 100);
}

/** Whether an update makes the new pod before the old one goes (`AllowsSurge`). */
export function surges(sight: Sight): boolean {
  const { type, rollingUpdate } = sight.set.spec.updateStrategy;
  return type === 'RollingUpdate' && Number.parseInt(String(rollingUpdate?.maxSurge ?? 0), 10) > 0;
}
