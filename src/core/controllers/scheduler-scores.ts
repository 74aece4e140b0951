import type { Pod } from '../api/pod.js';
import type { Service } from '../api/service.js';
import { hasEnded } from '../cluster/conditions.js';
import type { Context } from '../cluster/controller.js';
import { podsWithLabels, servicesSelecting } from '../cluster/indexes.js';
import { controllerOf } from '../cluster/ownership.js';
import { assumedPods } from './scheduler-assumed.js';
import type { NodeInfo } from './scheduler-filters.js';
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

/**
 * How evenly the pod's siblings (the pods that its Services and its ReplicaSet select) would be spread. Models
 * `pkg/scheduler/framework/plugins/podtopologyspread/scoring.go` with the default constraints.
 */
function spreadScores(context: Context, pod: Pod, infos: readonly NodeInfo[]): number[] {
  const siblings = siblingCounts(context, pod, infos);
  if (!siblings) return infos.map(() => 0);
  const raw = infos.map(() => 0);
  const soft = pod.spec.topologySpreadConstraints?.filter((one) => one.whenUnsatisfiable === 'ScheduleAnyway') ?? [];
  const constraints = soft.length > 0 ? soft : SYSTEM_SPREAD;
  for (const { topologyKey, maxSkew } of constraints) {
    const counts = new Map<string, number>();
    infos.forEach(({ node }, index) => {
      const value = node.metadata.labels?.[topologyKey];
      if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + (siblings[index] ?? 0));
    });
    const weight = Math.log(counts.size + 2);
    infos.forEach(({ node }, index) => {
      const value = node.metadata.labels?.[topologyKey];
      if (value === undefined) return;
      raw[index] = (raw[index] ?? 0) + (counts.get(value) ?? 0) * weight + (maxSkew - 1);
    });
  }
  const whole = raw.map(Math.round);
  const most = Math.max(...whole);
  const fewest = Math.min(...whole);
  return whole.map((score) => (most === 0 ? MAX_SCORE : Math.floor((MAX_SCORE * (most + fewest - score)) / most)));
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
  const byNode = new Map<string, number>();
  for (const other of podsWithLabels(context, namespace, labels)) {
    const nodeName = other.spec.nodeName ?? assumed.find((one) => one.pod === other)?.node;
    if (nodeName === undefined || other.metadata.deletionTimestamp !== undefined || hasEnded(other)) continue;
    byNode.set(nodeName, (byNode.get(nodeName) ?? 0) + 1);
  }
  return infos.map(({ node }) => byNode.get(node.metadata.name) ?? 0);
}
