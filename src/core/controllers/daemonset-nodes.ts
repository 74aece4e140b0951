import type { Cause } from '../api/cause.js';
import { keyOf } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod, PodSpec, Toleration } from '../api/pod.js';
import type { DaemonSet } from '../api/workload.js';
import { deepEqual } from '../cluster/deep.js';
import { isAsked } from './scheduler-cycle.js';
import { untolerated } from './tolerations.js';

/** What a DaemonSet makes of a node. A pod that is there already may stay where a new one is not wanted; `cause` is what keeps it off. */
export interface Fitness {
  readonly wanted: boolean;
  readonly mayStay: boolean;
  readonly cause: Cause;
}

const NO_EXECUTE = ['not-ready', 'unreachable'];
const NO_SCHEDULE = ['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'];

function toleration(name: string, effect: 'NoExecute' | 'NoSchedule'): Toleration {
  return { key: `node.kubernetes.io/${name}`, operator: 'Exists', effect };
}

/** What every pod of a DaemonSet tolerates: it stays on its node in trouble (`AddOrUpdateDaemonPodTolerations` of `pkg/controller/daemon/util/daemonset_util.go`). */
function daemonTolerations({ tolerations = [], hostNetwork }: PodSpec): readonly Toleration[] {
  const added = [
    ...NO_EXECUTE.map((name) => toleration(name, 'NoExecute')),
    ...NO_SCHEDULE.map((name) => toleration(name, 'NoSchedule')),
    ...(hostNetwork === true ? [toleration('network-unavailable', 'NoSchedule')] : []),
  ];
  return added.reduce((all, one) => {
    const at = all.findIndex((other) => isOfTaint(other, one));
    return at < 0 ? [...all, one] : deepEqual(all[at], one) ? all : all.with(at, one);
  }, tolerations);
}

/** `Toleration.MatchToleration` of `staging/src/k8s.io/api/core/v1/toleration.go`: the same but for its seconds. */
function isOfTaint(a: Toleration, b: Toleration): boolean {
  return a.key === b.key && a.effect === b.effect && a.operator === b.operator && (a.value ?? '') === (b.value ?? '');
}

const completed = new WeakMap<PodSpec, PodSpec>();

/** The template's spec with the tolerations of a daemon's pod; the same object for the same template. */
export function daemonSpec(template: PodSpec): PodSpec {
  let spec = completed.get(template);
  if (!spec) {
    spec = { ...template, tolerations: daemonTolerations(template) };
    completed.set(template, spec);
  }
  return spec;
}

/**
 * Whether a node should have a pod of the set: its labels fit, and its taints are tolerated. Free resources and ports are the scheduler's
 * to judge. Models `NodeShouldRunDaemonPod` of `pkg/controller/daemon/daemon_controller.go`.
 */
export function fitness(set: DaemonSet, node: Node): Fitness {
  const { nodeName, ...template } = set.spec.template.spec;
  const written = (...field: readonly string[]): Cause => ({
    object: keyOf(set),
    field: ['spec', 'template', 'spec', ...field],
  });
  if (nodeName !== undefined && nodeName !== node.metadata.name) {
    return { wanted: false, mayStay: false, cause: written('nodeName') };
  }
  const asked = isAsked({ spec: template }, node);
  if (asked !== 'yes') return { wanted: false, mayStay: false, cause: written(asked) };
  const { taints = [] } = node.spec;
  const { tolerations } = daemonSpec(set.spec.template.spec);
  const kept = untolerated(taints, tolerations, ['NoSchedule', 'NoExecute']);
  if (!kept) return { wanted: true, mayStay: true, cause: written() };
  const ended = untolerated(taints, tolerations, ['NoExecute']);
  return {
    wanted: false,
    mayStay: ended === undefined,
    cause: { object: keyOf(node), field: ['spec', 'taints', taints.indexOf(ended ?? kept)] },
  };
}

/** The node that a pod was made for, scheduled or not (`GetTargetNodeName` of the same util). */
export function targetNode({ spec }: Pod): string | undefined {
  if (spec.nodeName !== undefined) return spec.nodeName;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  for (const { matchFields = [] } of required?.nodeSelectorTerms ?? []) {
    for (const { key, operator, values = [] } of matchFields) {
      if (key === 'metadata.name' && operator === 'In') return values.length === 1 ? values[0] : undefined;
    }
  }
  return undefined;
}
