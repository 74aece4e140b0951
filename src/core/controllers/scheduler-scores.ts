import { matchesSelector } from '../api/labels.js';
import type { Pod } from '../api/pod.js';
import type { Service } from '../api/service.js';
import { hasEnded } from '../cluster/conditions.js';
import type { Context } from '../cluster/controller.js';
import { podsNear, podsWithLabels, servicesSelecting } from '../cluster/indexes.js';
import { controllerOf } from '../cluster/ownership.js';
import { assumedPods } from './scheduler-assumed.js';
import type { NodeInfo } from './scheduler-cycle.js';
import { nodeAmounts, scoredRequests } from '../cluster/pod-resources.js';
import { tolerates } from './tolerations.js';

const MAX_SCORE = 100;

/** The cluster's default constraints: `systemDefaultConstraints` of `plugins/podtopologyspread/plugin.go`. */
const SYSTEM_SPREAD = [
  { topologyKey: 'kubernetes.io/hostname', maxSkew: 3 },
  { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5 },
] as const;

/**
 * The total score of each node that fits, in the order given: LeastAllocated and BalancedAllocation (weight 1), PodTopologySpread (2)
 * and TaintToleration (3), the weights of the default profile. Image locality and preferred affinities are left out.
 */
export function scores(context: Context, pod: Pod, infos: readonly NodeInfo[]): readonly number[] {
  const taints = reversed(infos.map(({ node }) => preferNoScheduleTaints(pod, node.spec.taints)));
  const spread = spreadScores(context, pod, infos);
  return infos.map((info, index) => {
    const { least, balanced } = allocationScores(pod, info);
    return least + balanced + 2 * (spread[index] ?? 0) + 3 * (taints[index] ?? 0);
  });
}

/** `leastResourceScorer` and `balancedResourceScorer` of `pkg/scheduler/framework/plugins/noderesources`. */
function allocationScores(pod: Pod, { node, usage: { scored } }: NodeInfo): { least: number; balanced: number } {
  const has = nodeAmounts(node.status.allocatable);
  const wants = scoredRequests(pod.spec);
  const cpu = wants.cpu + scored.cpu;
  const memory = wants.memory + scored.memory;
  const free = (capacity: number, used: number) =>
    capacity === 0 || used > capacity ? 0 : Math.floor(((capacity - used) * MAX_SCORE) / capacity);
  const least = Math.floor((free(has.cpu, cpu) + free(has.memory, memory)) / 2);
  const part = (capacity: number, used: number) => (capacity === 0 ? 1 : Math.min(1, used / capacity));
  const deviation = Math.abs(part(has.cpu, cpu) - part(has.memory, memory)) / 2;
  return { least, balanced: Math.floor((1 - deviation) * MAX_SCORE) };
}

function preferNoScheduleTaints(pod: Pod, taints: NodeInfo['node']['spec']['taints']): number {
  return (taints ?? []).filter(
    (taint) => taint.effect === 'PreferNoSchedule' && !pod.spec.tolerations?.some((one) => tolerates(one, taint)),
  ).length;
}

/** `DefaultNormalizeScore` with reverse: the fewest get the maximum. */
function reversed(counts: readonly number[]): number[] {
  const most = Math.max(0, ...counts);
  return counts.map((count) => (most === 0 ? MAX_SCORE : MAX_SCORE - Math.floor((MAX_SCORE * count) / most)));
}

/** Pods that ought to be apart: how many of them each node has, and by which label the nodes are told apart. */
interface Apart {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly counts: readonly number[];
}

/** The pod's own soft constraints; the default ones, of its siblings, only where it has none of its own, hard or soft (`initPreScoreState`). */
function constraintsOf(context: Context, pod: Pod, infos: readonly NodeInfo[]): readonly Apart[] {
  const own = pod.spec.topologySpreadConstraints ?? [];
  if (own.length === 0) {
    const counts = siblingCounts(context, pod, infos);
    return counts ? SYSTEM_SPREAD.map((one) => ({ ...one, counts })) : [];
  }
  const namespace = pod.metadata.namespace ?? '';
  return own
    .filter((one) => one.whenUnsatisfiable === 'ScheduleAnyway')
    .map(({ topologyKey, maxSkew, labelSelector }) => {
      const near = labelSelector ? podsNear(context, namespace, labelSelector) : [];
      const alike = near.filter((one) => matchesSelector(labelSelector, one.metadata.labels));
      return { topologyKey, maxSkew, counts: countsOf(context, alike, infos) };
    });
}

/**
 * How evenly pods would be spread. A node that lacks a label which the pod's own constraints name is left out and gets nothing. Models
 * `pkg/scheduler/framework/plugins/podtopologyspread/scoring.go`.
 */
function spreadScores(context: Context, pod: Pod, infos: readonly NodeInfo[]): number[] {
  const constraints = constraintsOf(context, pod, infos);
  if (constraints.length === 0) return infos.map(() => 0);
  const isOwn = (pod.spec.topologySpreadConstraints ?? []).length > 0;
  const isScored = infos.map(
    ({ node }) => !isOwn || constraints.every(({ topologyKey }) => node.metadata.labels?.[topologyKey] !== undefined),
  );
  const raw = infos.map(() => 0);
  for (const { topologyKey, maxSkew, counts } of constraints) {
    const byValue = new Map<string, number>();
    infos.forEach(({ node }, index) => {
      const value = node.metadata.labels?.[topologyKey];
      if (value !== undefined && isScored[index]) byValue.set(value, (byValue.get(value) ?? 0) + (counts[index] ?? 0));
    });
    const weight = Math.log(byValue.size + 2);
    infos.forEach(({ node }, index) => {
      const value = node.metadata.labels?.[topologyKey];
      if (value === undefined) return;
      raw[index] = (raw[index] ?? 0) + (byValue.get(value) ?? 0) * weight + (maxSkew - 1);
    });
  }
  const whole = raw.map(Math.round);
  const scored = whole.filter((_, index) => isScored[index]);
  const most = Math.max(...scored);
  const fewest = Math.min(...scored);
  return whole.map((score, index) => {
    if (!isScored[index]) return 0;
    return most === 0 ? MAX_SCORE : Math.floor((MAX_SCORE * (most + fewest - score)) / most);
  });
}

/**
 * How many siblings each node has: for a pod of a ReplicaSet the others of that ReplicaSet, else the pods that have every label its
 * Services select by (`helper.DefaultSelector` of `pkg/scheduler/framework/plugins/helper/spread.go`). Undefined when nothing groups it.
 */
function siblingCounts(context: Context, pod: Pod, infos: readonly NodeInfo[]): readonly number[] | undefined {
  const owner = controllerOf(pod);
  const assumed = assumedPods(context).filter((one) => one.pod !== pod);
  if (owner) {
    const kin = assumed.filter((one) => controllerOf(one.pod)?.uid === owner.uid);
    return infos.map(({ node }) => {
      const { name } = node.metadata;
      return (
        context.find('pod-owner-node', `${owner.uid}@${name}`).length + kin.filter((one) => one.node === name).length
      );
    });
  }
  const namespace = pod.metadata.namespace ?? '';
  const selectors = servicesSelecting(context, namespace, pod.metadata.labels).map(
    (key) => context.get<Service>(key)?.spec.selector ?? {},
  );
  if (selectors.length === 0) return undefined;
  const labels = Object.fromEntries(selectors.flatMap((selector) => Object.entries(selector)));
  return countsOf(context, podsWithLabels(context, namespace, labels), infos);
}

/** How many of these pods each node has or will have; not those that are on their way out. */
function countsOf(context: Context, pods: readonly Pod[], infos: readonly NodeInfo[]): readonly number[] {
  const assumed = assumedPods(context);
  const byNode = new Map<string, number>();
  for (const one of pods) {
    const nodeName = one.spec.nodeName ?? assumed.find(({ pod }) => pod === one)?.node;
    if (nodeName === undefined || one.metadata.deletionTimestamp !== undefined || hasEnded(one)) continue;
    byNode.set(nodeName, (byNode.get(nodeName) ?? 0) + 1);
  }
  return infos.map(({ node }) => byNode.get(node.metadata.name) ?? 0);
}
