import type { Cause } from '../api/cause.js';
import type { FieldPath } from '../api/field-path.js';
import { keyOf } from '../api/key.js';
import { matchesLabels } from '../api/labels.js';
import type { Message } from '../api/message.js';
import type { Node } from '../api/node.js';
import type { Pod, TopologySpreadConstraint } from '../api/pod.js';
import type { Context, NodeUsage } from '../cluster/controller.js';
import { matchesNodeSelector } from '../cluster/node-selector.js';
import { podRequests, scoredRequests, type Amounts } from '../cluster/pod-resources.js';
import type { VolumeMark } from '../cluster/types.js';
import type { VolumeNeeds } from '../cluster/volume-plugins.js';
import { assumedPods } from './scheduler-assumed.js';

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

/** Pods a constraint counts, by the value of its topology key; only nodes that the pod's own selector and affinity allow take part. */
export interface Spread {
  readonly counts: ReadonlyMap<TopologySpreadConstraint, ReadonlyMap<string, number>>;
}

/** The pairs of topology key and value (`zone=a`) that count for a pod's affinities to other pods. */
export interface Company {
  /** Where a pod runs that fits all its required affinity terms. */
  readonly near: ReadonlySet<string>;
  /** Whether it fits these terms itself: when no other does, it is the first of its group. */
  readonly isFirst: boolean;
  /** Where a pod runs that fits one of its required anti-affinity terms. */
  readonly away: ReadonlySet<string>;
  /** Where a pod runs that wants this one away, with the field that says so. */
  readonly unwelcome: ReadonlyMap<string, Cause>;
}

/** What is found out about a pod once, before the nodes are looked at: `CycleState` of the framework. */
export interface CycleState {
  readonly spread: Spread;
  readonly company: Company | undefined;
  readonly needs: VolumeNeeds | undefined;
}

/** A plug-in's word about one node: undefined when the pod may run there. */
export type Filter = (pod: Pod, info: NodeInfo, state: CycleState) => Rejection | undefined;

export function podField(pod: Pod, ...field: FieldPath): Cause {
  return { object: keyOf(pod), field };
}

/** Where the pod itself says it may run: `GetRequiredNodeAffinity` of component-helpers `scheduling/corev1/nodeaffinity`. */
export function isAsked(
  { spec }: { readonly spec: Pick<Pod['spec'], 'nodeSelector' | 'affinity'> },
  node: Node,
): 'yes' | 'nodeSelector' | 'affinity' {
  if (!matchesLabels(spec.nodeSelector ?? {}, node.metadata.labels)) return 'nodeSelector';
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required && !matchesNodeSelector(required, node) ? 'affinity' : 'yes';
}
