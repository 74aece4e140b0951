import type { Cause } from '../api/cause.js';
import { keyOf } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import { hasEnded } from '../cluster/conditions.js';
import { nodeAmounts, podRequests } from '../cluster/pod-resources.js';
import { interPodAffinity } from './scheduler-company.js';
import { isAsked, podField, type CycleState, type Filter, type NodeInfo, type Rejection } from './scheduler-cycle.js';
import { podTopologySpread } from './scheduler-spread.js';
import { tolerates, untolerated } from './tolerations.js';

const UNSCHEDULABLE_TAINT = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const;

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

/** VolumeRestrictions, NodeVolumeLimits, VolumeBinding and VolumeZone, which stand next to each other in the profile. */
const volumes: Filter = (_pod, { node }, { needs }) => needs?.filter(node);

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
  interPodAffinity,
];

export function reject(pod: Pod, info: NodeInfo, state: CycleState): Rejection | undefined {
  for (const filter of FILTERS) {
    const rejection = filter(pod, info, state);
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
