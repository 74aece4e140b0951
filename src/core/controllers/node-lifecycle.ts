import { objectKey } from '../api/key.js';
import type { Node, Taint } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { NODE_MONITOR_GRACE_MS } from '../cluster/act-on-nodes.js';
import { timestamp } from '../cluster/clock.js';
import { conditionOf, isPodReady, withConditions } from '../cluster/conditions.js';
import type { Context, Controller, Deed } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { why } from '../cluster/why.js';
import { nodeNamed } from './scheduler.js';

const UNREACHABLE = 'node.kubernetes.io/unreachable';
const NOT_READY = 'node.kubernetes.io/not-ready';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
const OWN = new Set([UNREACHABLE, NOT_READY, UNSCHEDULABLE]);

/**
 * Watches over nodes: one that is silent too long becomes Unknown, its trouble becomes taints, and its pods are no longer ready. Keys are
 * node names. Models `monitorNodeHealth`, `doNoScheduleTaintingPass` and `doNoExecuteTaintingPass` of
 * `pkg/controller/nodelifecycle/node_lifecycle_controller.go`.
 */
export const nodeLifecycle: Controller = {
  name: 'node-lifecycle-controller',
  watches: {
    Node({ after }, wake) {
      if (after) wake(after.metadata.name);
    },
  },
  reconcile(name, context) {
    const node = nodeNamed(context, name);
    if (!node) return undefined;
    return silence(context, node) ?? taint(context, node) ?? markPods(context, node);
  },
};

function silence(context: Context, node: Node): Deed | undefined {
  const { name } = node.metadata;
  const since = context.recall<number>(`node-silent-since/${name}`);
  if (since === undefined || conditionOf(node.status.conditions, 'Ready')?.status === 'Unknown') return undefined;
  const due = since + NODE_MONITOR_GRACE_MS;
  if (context.now < due) {
    context.again(name, due);
    return undefined;
  }
  const message = 'Kubelet stopped posting node status.';
  const unknown = (node.status.conditions ?? []).map(
    ({ type }) => ({ type, status: 'Unknown', reason: 'NodeStatusUnknown', message }) as const,
  );
  const conditions = withConditions(node.status.conditions, unknown, context.now);
  const index = conditions.findIndex((one) => one.type === 'Ready');
  const object = objectKey('Node', undefined, name);
  return {
    cause: { object, field: ['status', 'conditions', Math.max(0, index)] },
    why: why('cluster.nodeLifecycle.silent', { node: name, seconds: NODE_MONITOR_GRACE_MS / 1000 }),
    writes: [{ verb: 'update', object: { ...node, status: { ...node.status, conditions } } as Node }],
    event: { type: 'Normal', reason: 'NodeNotReady', message: `Node ${name} status is now: NodeNotReady`, object },
  };
}

/** The taints that say what the conditions and the cordon say. */
function taint(context: Context, node: Node): Deed | undefined {
  const { name } = node.metadata;
  const ready = conditionOf(node.status.conditions, 'Ready')?.status ?? 'Unknown';
  const trouble = ready === 'Unknown' ? UNREACHABLE : ready === 'False' ? NOT_READY : undefined;
  const old = node.spec.taints ?? [];
  const wanted: readonly Pick<Taint, 'key' | 'effect'>[] = [
    ...(node.spec.unschedulable === true ? [{ key: UNSCHEDULABLE, effect: 'NoSchedule' } as const] : []),
    ...(trouble ? (['NoSchedule', 'NoExecute'] as const).map((effect) => ({ key: trouble, effect })) : []),
  ];
  const same = (a: Pick<Taint, 'key' | 'effect'>) => (b: Pick<Taint, 'key' | 'effect'>) =>
    a.key === b.key && a.effect === b.effect;
  const kept = old.filter((one) => !OWN.has(one.key) || wanted.some(same(one)));
  const added = wanted.filter((one) => !old.some(same(one)));
  const taints = [...kept, ...added.map((one): Taint => ({ ...one, timeAdded: timestamp(context.now) }))];
  if (deepEqual(taints, old)) return undefined;
  const { taints: _, ...spec } = node.spec;
  const object = objectKey('Node', undefined, name);
  const index = node.status.conditions?.findIndex((one) => one.type === 'Ready') ?? -1;
  const cordoned = node.spec.unschedulable === true && !old.some((one) => one.key === UNSCHEDULABLE);
  return {
    cause: cordoned
      ? { object, field: ['spec', 'unschedulable'] }
      : { object, field: index < 0 ? ['metadata', 'name'] : ['status', 'conditions', index] },
    why:
      taints.length > old.length
        ? why('cluster.nodeLifecycle.tainted', {
            node: name,
            taint: cordoned ? UNSCHEDULABLE : (trouble ?? UNSCHEDULABLE),
          })
        : why('cluster.nodeLifecycle.untainted', { node: name }),
    writes: [{ verb: 'update', object: { ...node, spec: taints.length > 0 ? { ...spec, taints } : spec } as Node }],
  };
}

/** `MarkPodsNotReady` of `pkg/controller/util/node/controller_utils.go`: Services must stop sending to a node nobody hears of. */
function markPods(context: Context, node: Node): Deed | undefined {
  if (conditionOf(node.status.conditions, 'Ready')?.status === 'True') return undefined;
  const { name } = node.metadata;
  for (const key of context.find('pod-node', name)) {
    const pod = context.get<Pod>(key);
    if (!pod || !isPodReady(pod)) continue;
    const conditions = withConditions(pod.status.conditions, [{ type: 'Ready', status: 'False' }], context.now);
    const index = node.status.conditions?.findIndex((one) => one.type === 'Ready') ?? 0;
    return {
      cause: { object: objectKey('Node', undefined, name), field: ['status', 'conditions', index] },
      why: why('cluster.nodeLifecycle.podNotReady', { node: name, pod: pod.metadata.name }),
      writes: [{ verb: 'update', object: { ...pod, status: { ...pod.status, conditions } } as Pod }],
      event: { type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready', object: key },
    };
  }
  return undefined;
}
