import { matchesSelector } from '../api/labels.js';
import type { Pod, TopologySpreadConstraint } from '../api/pod.js';
import { hasEnded } from '../cluster/conditions.js';
import type { Context } from '../cluster/controller.js';
import { podsNear } from '../cluster/indexes.js';
import { assumedPods } from './scheduler-assumed.js';
import { isAsked, podField, type Filter, type NodeInfo, type Spread } from './scheduler-cycle.js';

/** Models the pre-filter of `pkg/scheduler/framework/plugins/podtopologyspread/filtering.go`. */
export function spreadOf(context: Context, pod: Pod, infos: readonly NodeInfo[]): Spread {
  const counts = new Map<TopologySpreadConstraint, ReadonlyMap<string, number>>();
  const assumed = assumedPods(context);
  for (const constraint of pod.spec.topologySpreadConstraints ?? []) {
    if (constraint.whenUnsatisfiable !== 'DoNotSchedule') continue;
    const valueOf = new Map<string, string>();
    const byValue = new Map<string, number>();
    for (const { node } of infos) {
      const value = node.metadata.labels?.[constraint.topologyKey];
      if (value === undefined || isAsked(pod, node) !== 'yes') continue;
      valueOf.set(node.metadata.name, value);
      byValue.set(value, 0);
    }
    for (const other of podsNear(context, pod.metadata.namespace ?? '', constraint.labelSelector ?? {})) {
      const node = other.spec.nodeName ?? assumed.find((one) => one.pod === other)?.node;
      const value = valueOf.get(node ?? '');
      if (value === undefined || other.metadata.deletionTimestamp !== undefined || hasEnded(other)) continue;
      if (!matchesSelector(constraint.labelSelector, other.metadata.labels)) continue;
      byValue.set(value, (byValue.get(value) ?? 0) + 1);
    }
    counts.set(constraint, byValue);
  }
  return { counts };
}

export const podTopologySpread: Filter = (pod, { node }, { spread }) => {
  for (const [constraint, byValue] of spread.counts) {
    const index = pod.spec.topologySpreadConstraints?.indexOf(constraint) ?? 0;
    const cause = podField(pod, 'spec', 'topologySpreadConstraints', index);
    const value = node.metadata.labels?.[constraint.topologyKey];
    if (value === undefined) {
      const reason = "node(s) didn't match pod topology spread constraints (missing required label)";
      return { reasons: [reason], resolvable: false, cause };
    }
    const self = matchesSelector(constraint.labelSelector, pod.metadata.labels) ? 1 : 0;
    const least = Math.min(...byValue.values());
    if ((byValue.get(value) ?? 0) + self - least > constraint.maxSkew) {
      return { reasons: ["node(s) didn't match pod topology spread constraints"], resolvable: true, cause };
    }
  }
  return undefined;
};
