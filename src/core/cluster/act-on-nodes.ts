import { objectKey } from '../api/key.js';
import type { Node, Taint } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { LEARNER, onNode } from './act-target.js';
import { timestamp } from './clock.js';
import { hasEnded } from './conditions.js';
import type { Deed } from './controller.js';
import { controllerOf, ownerKey } from './ownership.js';
import type { Machine } from './machine.js';
import type { Refusal } from './types.js';
import { why } from './why.js';

/** How long the node lifecycle controller waits for news from a node (`--node-monitor-grace-period`, 50 s since Kubernetes 1.29). */
export const NODE_MONITOR_GRACE_MS = 50_000;

/** The taint that says a node is down for good (`TaintNodeOutOfService` of `staging/src/k8s.io/api/core/v1/well_known_taints.go`). */
export const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

export function setCordon(machine: Machine, name: string, on: boolean): Refusal | undefined {
  return onNode(machine, name, (node) => {
    machine.record(cordon(node, on), 'kubectl');
  });
}

function cordon(node: Node, on: boolean): Deed {
  const { unschedulable: _, ...spec } = node.spec;
  const object: Node = { ...node, spec: on ? { ...spec, unschedulable: true } : spec };
  const field = on ? ['spec', 'unschedulable'] : ['metadata', 'name'];
  return {
    cause: { object: objectKey('Node', undefined, node.metadata.name), field },
    why: why(on ? 'cluster.act.cordoned' : 'cluster.act.uncordoned', { node: node.metadata.name }),
    writes: [{ verb: 'update', object }],
  };
}

/**
 * Cordon, then an eviction for each pod (`staging/src/k8s.io/kubectl/pkg/drain/{drain,filters}.go`), with `--ignore-daemonsets`: pods of a
 * DaemonSet would come back at once, so they stay. Disruption budgets are not modelled.
 */
export function drain(machine: Machine, name: string): Refusal | undefined {
  return onNode(machine, name, (node) => {
    drainNode(machine, node);
  });
}

function drainNode(machine: Machine, node: Node): void {
  machine.record(cordon(node, true), 'kubectl');
  // The index is live, and pods that have ended leave it as they are deleted.
  const keys = machine.context.find('pod-node', node.metadata.name).slice();
  for (const key of keys) {
    const pod = machine.get<Pod>(key);
    if (!pod || pod.metadata.deletionTimestamp !== undefined || isDaemons(machine, pod)) continue;
    machine.record(
      {
        cause: { object: objectKey('Node', undefined, node.metadata.name), field: ['spec', 'unschedulable'] },
        why: why('cluster.act.evicted', { pod: pod.metadata.name, node: node.metadata.name }),
        writes: [{ verb: 'delete', key }],
      },
      'kubectl',
    );
  }
}

/** A pod that has ended, or whose set is gone, is evicted like any other (`daemonSetFilter`). */
function isDaemons(machine: Machine, pod: Pod): boolean {
  const owner = controllerOf(pod);
  return owner?.kind === 'DaemonSet' && !hasEnded(pod) && machine.get(ownerKey(pod, owner)) !== undefined;
}

/** The node is cut off from the network: its containers run on, but nobody hears of them and no packet comes through. */
export function failNode(machine: Machine, name: string): Refusal | undefined {
  return onNode(machine, name, (node) => {
    cutOff(machine, node);
  });
}

function cutOff(machine: Machine, node: Node): void {
  const { name } = node.metadata;
  const { context } = machine;
  if (context.recall(`node-down/${name}`) === true) return;
  context.remember(`node-down/${name}`, true);
  context.remember(`node-silent-since/${name}`, context.now);
  machine.wake('node-lifecycle-controller', name, NODE_MONITOR_GRACE_MS);
  machine.record(
    {
      cause: { object: objectKey('Node', undefined, name), field: ['metadata', 'name'] },
      why: why('cluster.act.nodeFailed', { node: name, seconds: NODE_MONITOR_GRACE_MS / 1000 }),
    },
    LEARNER,
  );
}

export function healNode(machine: Machine, name: string): Refusal | undefined {
  return onNode(machine, name, (node) => {
    reconnect(machine, node);
  });
}

function reconnect(machine: Machine, node: Node): void {
  const { name } = node.metadata;
  const { context } = machine;
  if (context.recall(`node-down/${name}`) !== true) return;
  context.remember(`node-down/${name}`, undefined);
  context.remember(`node-silent-since/${name}`, undefined);
  machine.wake('kubelet-node-status', name);
  for (const memory of context.recalled('kubelet/')) {
    const run = context.recall<{ readonly node: string }>(memory);
    if (run?.node === name) machine.wake('kubelet', memory.slice('kubelet/'.length));
  }
  for (const key of context.find('pod-node', name)) machine.wake('kubelet', key);
  machine.record(
    {
      cause: { object: objectKey('Node', undefined, name), field: ['metadata', 'name'] },
      why: why('cluster.act.nodeHealed', { node: name }),
    },
    LEARNER,
  );
}

/**
 * `kubectl taint`: with the out-of-service taint a person confirms that a machine is off, so that its pods may be forced out and its
 * volumes detached. kubectl's own refusals: `staging/src/k8s.io/kubectl/pkg/cmd/taint/utils.go`.
 */
export function setOutOfService(machine: Machine, name: string, on: boolean): Refusal | undefined {
  const object = objectKey('Node', undefined, name);
  let refusal: Refusal | undefined;
  const missing = onNode(machine, name, (node) => {
    const taints = node.spec.taints ?? [];
    const index = taints.findIndex((taint) => taint.key === OUT_OF_SERVICE && taint.effect === 'NoExecute');
    if (on === index >= 0) {
      const message = on
        ? `node ${name} already has ${OUT_OF_SERVICE} taint(s) with same effect(s) and --overwrite is false`
        : `taint "${OUT_OF_SERVICE}:NoExecute" not found`;
      refusal = { object, field: on ? ['spec', 'taints', index] : ['metadata', 'name'], message };
      return;
    }
    const added: Taint = {
      key: OUT_OF_SERVICE,
      value: 'nodeshutdown',
      effect: 'NoExecute',
      timeAdded: timestamp(machine.context.now),
    };
    const next = on ? [...taints, added] : taints.filter((_, at) => at !== index);
    const { taints: _, ...spec } = node.spec;
    machine.record(
      {
        cause: { object, field: on ? ['spec', 'taints', taints.length] : ['metadata', 'name'] },
        why: why(on ? 'cluster.act.outOfService' : 'cluster.act.backInService', { node: name }),
        writes: [
          { verb: 'update', object: { ...node, spec: next.length > 0 ? { ...spec, taints: next } : spec } as Node },
        ],
      },
      'kubectl',
    );
  });
  return missing ?? refusal;
}
