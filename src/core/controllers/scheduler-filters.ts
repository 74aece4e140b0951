import { matchesLabels, matchesSelector } from '../api/labels.js';
import type { FieldPath } from '../api/field-path.js';
import { keyOf } from '../api/key.js';
import type { Cause } from '../api/cause.js';
import type { Message } from '../api/message.js';
import type { Node } from '../api/node.js';
import type { Pod, TopologySpreadConstraint } from '../api/pod.js';
import { hasEnded } from '../cluster/conditions.js';
import type { Context, NodeUsage } from '../cluster/controller.js';
import { podsNear } from '../cluster/indexes.js';
import { matchesNodeSelector } from '../cluster/node-selector.js';
import { nodeAmounts, podRequests, scoredRequests, type Amounts } from '../cluster/pod-resources.js';
import type { VolumeMark } from '../cluster/types.js';
import type { VolumeNeeds } from '../cluster/volume-plugins.js';
import { assumedPods } from './scheduler-assumed.js';
import { tolerates, untolerated } from './tolerations.js';

/** Why a node cannot take a pod, in the scheduler's words. `resolvable` means that evicting other pods might help. */
export interface Rejection {
  readonly reasons: readonly string[];
  readonly resolvable: boolean;
  readonly cause: Cause;
  readonly volume?: VolumeMark;
  readonly why?: Message;
}

/** A node and what is taken of it. */
export interface NodeInfo {
  readonly node: Node;
  readonly usage: NodeUsage;
  /** The pods of the node; only asked for by filters that must look at each. */
  pods(): readonly Pod[];
}

/** Pods that the scheduler has chosen this node for count like those that are on it. */
export function nodeInfo(context: Context, node: Node): NodeInfo {
  const { name } = node.metadata;
  const assumed = assumedPods(context).flatMap((one) => (one.node === name ? [one.pod] : []));
  return {
    node,
    usage: assumed.reduce(withPod, context.usage(name)),
    pods: () => [...context.find('pod-node', name).map((key) => context.get<Pod>(key) as Pod), ...assumed],
  };
}

function withPod({ requested, scored }: NodeUsage, { spec }: Pod): NodeUsage {
  return { requested: sum(requested, podRequests(spec)), scored: sum(scored, scoredRequests(spec)) };
}

function sum(a: Amounts, b: Amounts): Amounts {
  return { cpu: a.cpu + b.cpu, memory: a.memory + b.memory, pods: a.pods + b.pods };
}

type Filter = (pod: Pod, info: NodeInfo, spread: Spread, needs: VolumeNeeds | undefined) => Rejection | undefined;

const UNSCHEDULABLE_TAINT = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const;

function podField(pod: Pod, ...field: FieldPath): Cause {
  return { object: keyOf(pod), field };
}

const nodeUnschedulable: Filter = (pod, { node }) =>
  node.spec.unschedulable === true && !pod.spec.tolerations?.some((one) => tolerates(one, UNSCHEDULABLE_TAINT))
    ? {
        reasons: ['node(s) were unschedulable'],
        resolvable: false,
        cause: { object: keyOf(node), field: ['spec', 'unschedulable'] },
      }
    : undefined;

const taintToleration: Filter = (pod, { node }) => {
  const taint = untolerated(node.spec.taints, pod.spec.tolerations, ['NoSchedule', 'NoExecute']);
  if (!taint) return undefined;
  const index = node.spec.taints?.indexOf(taint) ?? 0;
  return {
    reasons: ['node(s) had untolerated taint(s)'],
    resolvable: false,
    cause: { object: keyOf(node), field: ['spec', 'taints', index] },
  };
};

/** Where the pod itself says it may run: `GetRequiredNodeAffinity` of component-helpers `scheduling/corev1/nodeaffinity`. */
export function isAsked(
  { spec }: { readonly spec: Pick<Pod['spec'], 'nodeSelector' | 'affinity'> },
  node: Node,
): 'yes' | 'nodeSelector' | 'affinity' {
  if (!matchesLabels(spec.nodeSelector ?? {}, node.metadata.labels)) return 'nodeSelector';
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required && !matchesNodeSelector(required, node) ? 'affinity' : 'yes';
}

const nodeAffinity: Filter = (pod, { node }) => {
  const field = isAsked(pod, node);
  if (field === 'yes') return undefined;
  const reasons = ["node(s) didn't match Pod's node affinity/selector"];
  return { reasons, resolvable: false, cause: podField(pod, 'spec', field) };
};

/**
 * A pod whose every term names nodes is tried on those only (`PreFilter` of `pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go`);
 * the others are not asked (`findNodesThatFitPod` of `pkg/scheduler/schedule_one.go`). So are the pods of a DaemonSet.
 */
const namedNodes: Filter = (pod, { node }) => {
  const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!terms || terms.length === 0) return undefined;
  for (const { matchFields = [] } of terms) {
    const names = matchFields.filter(({ key, operator }) => key === 'metadata.name' && operator === 'In');
    if (names.every(({ values = [] }) => values.includes(node.metadata.name))) return undefined;
  }
  const reasons = ["node(s) didn't satisfy plugin(s) [NodeAffinity]"];
  return { reasons, resolvable: false, cause: podField(pod, 'spec', 'affinity') };
};

const nodePorts: Filter = (pod, { pods }) => {
  const wanted = hostPorts(pod);
  if (wanted.length === 0) return undefined;
  const taken = pods()
    .filter((one) => !hasEnded(one))
    .flatMap(hostPorts);
  return wanted.some((port) => taken.some((other) => clash(port, other)))
    ? {
        reasons: ["node(s) didn't have free ports for the requested pod ports"],
        resolvable: true,
        cause: podField(pod, 'spec', 'containers'),
      }
    : undefined;
};

interface HostPort {
  readonly port: string;
  readonly ip: string;
}

const ANY_ADDRESS = '0.0.0.0';

function hostPorts(pod: Pod): HostPort[] {
  return pod.spec.containers.flatMap((container) =>
    (container.ports ?? [])
      .filter((port) => port.hostPort !== undefined && port.hostPort > 0)
      .map(({ protocol, hostPort, hostIP }) => ({ port: `${protocol}/${hostPort}`, ip: hostIP || ANY_ADDRESS })),
  );
}

/** The same port of one address, or of one and all: `HostPortInfo.CheckConflict` of `k8s.io/kube-scheduler/framework/types.go`. */
function clash(a: HostPort, b: HostPort): boolean {
  return a.port === b.port && (a.ip === b.ip || a.ip === ANY_ADDRESS || b.ip === ANY_ADDRESS);
}

const nodeResourcesFit: Filter = (pod, { node, usage: { requested: used } }) => {
  const has = nodeAmounts(node.status.allocatable);
  const wants = podRequests(pod.spec);
  const reasons: string[] = [];
  let resolvable = true;
  let cause = podField(pod, 'spec', 'containers');
  if (used.pods + 1 > has.pods) reasons.push('Too many pods');
  for (const resource of ['cpu', 'memory'] as const) {
    if (wants[resource] === 0 || wants[resource] <= has[resource] - used[resource]) continue;
    reasons.push(`Insufficient ${resource}`);
    if (wants[resource] > has[resource]) resolvable = false;
    cause = requestOf(pod, resource) ?? cause;
  }
  return reasons.length > 0 ? { reasons, resolvable, cause } : undefined;
};

function requestOf(pod: Pod, resource: 'cpu' | 'memory'): Cause | undefined {
  const index = pod.spec.containers.findIndex((one) => one.resources?.requests?.[resource] !== undefined);
  return index < 0 ? undefined : podField(pod, 'spec', 'containers', index, 'resources', 'requests', resource);
}

/** Pods a constraint counts, by the value of its topology key; only nodes that the pod's own selector and affinity allow take part. */
export interface Spread {
  readonly counts: ReadonlyMap<TopologySpreadConstraint, ReadonlyMap<string, number>>;
}

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

const podTopologySpread: Filter = (pod, { node }, spread) => {
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

/** VolumeRestrictions, NodeVolumeLimits, VolumeBinding and VolumeZone, which stand next to each other in the profile. */
const volumes: Filter = (_pod, { node }, _spread, needs) => needs?.filter(node);

/** In the order of the default profile (`pkg/scheduler/apis/config/v1/default_plugins.go`); the first that rejects a node speaks for it. */
const FILTERS: readonly Filter[] = [
  namedNodes,
  nodeUnschedulable,
  taintToleration,
  nodeAffinity,
  nodePorts,
  nodeResourcesFit,
  volumes,
  podTopologySpread,
];

export function reject(pod: Pod, info: NodeInfo, spread: Spread, needs?: VolumeNeeds): Rejection | undefined {
  for (const filter of FILTERS) {
    const rejection = filter(pod, info, spread, needs);
    if (rejection) return rejection;
  }
  return undefined;
}

/**
 * What the Event says when no node fits: the reasons with their counts in order of the text, then what preemption found.
 * Models `FitError.Error` of `pkg/scheduler/framework/types.go` and of `framework/preemption/preemption.go`.
 */
export function fitErrorMessage(rejections: readonly Rejection[]): string {
  if (rejections.length === 0) return 'no nodes available to schedule pods';
  const preemption = rejections.map(({ resolvable }) => (resolvable ? VICTIMLESS : HELPLESS));
  return fitError(rejections.length, histogram(rejections.flatMap(({ reasons }) => reasons)), preemption);
}

/** The same where a PreFilter plug-in turned the pod away before any node was looked at: its reasons stand for all nodes. */
export function preFilterMessage(reasons: readonly string[], nodes: number): string {
  if (nodes === 0) return 'no nodes available to schedule pods';
  return fitError(
    nodes,
    reasons.join(', '),
    Array.from({ length: nodes }, () => HELPLESS),
  );
}

const VICTIMLESS = 'No preemption victims found for incoming pod';
const HELPLESS = 'Preemption is not helpful for scheduling';

function fitError(nodes: number, reasons: string, preemption: readonly string[]): string {
  const none = `0/${nodes} nodes are available`;
  return `${none}: ${reasons}. no new claims to deallocate, preemption: ${none}: ${histogram(preemption)}.`;
}

function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .toSorted()
    .join(', ');
}
