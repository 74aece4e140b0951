import { objectKey, parseKey, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { Deployment } from '../api/workload.js';
import type { Deed } from './controller.js';
import type { Machine } from './machine.js';
import type { Action, Refusal } from './types.js';
import { why } from './why.js';

/** How long the node lifecycle controller waits for news from a node (`--node-monitor-grace-period`, 50 s since Kubernetes 1.29). */
export const NODE_MONITOR_GRACE_MS = 50_000;

/** Who does what kubectl has no command for. */
const LEARNER = 'learner';

/** Carries out an intervention as one or more steps. Gives why the API server refuses it, in its words. */
export function act(machine: Machine, action: Action): Refusal | undefined {
  switch (action.type) {
    case 'delete-pod':
      return onPod(machine, action.pod, (pod) => ({
        cause: { object: action.pod, field: ['metadata', 'name'] },
        why: why('cluster.act.deletePod', { pod: pod.metadata.name }),
        writes: [action.force ? { verb: 'remove', key: action.pod } : { verb: 'delete', key: action.pod }],
      }));
    case 'set-readiness':
      return onPod(machine, action.pod, (pod) => setReadiness(machine, pod, action.pod, action.ready), LEARNER);
    case 'crash-container':
      return crash(machine, action.pod, action.container);
    case 'scale':
      return scale(machine, action.workload, action.replicas);
    case 'cordon':
      return onNode(machine, action.node, (node) => {
        machine.record(cordon(node, action.on), 'kubectl');
      });
    case 'drain':
      return onNode(machine, action.node, (node) => drain(machine, node));
    case 'fail-node':
      return onNode(machine, action.node, (node) => failNode(machine, node));
    case 'heal-node':
      return onNode(machine, action.node, (node) => healNode(machine, node));
    case 'delete-claim':
    case 'delete-volume':
    case 'delete-object':
    case 'write-file':
    case 'clear-claim-ref':
    case 'out-of-service':
    case 'detach':
    case 'expand-claim':
      return undefined;
  }
}

function notFound(resource: string, object: ObjectKey): Refusal {
  return { object, field: ['metadata', 'name'], message: `${resource} "${parseKey(object).name}" not found` };
}

function onPod(
  machine: Machine,
  key: ObjectKey,
  deed: (pod: Pod) => Deed | undefined,
  by = 'kubectl',
): Refusal | undefined {
  const pod = machine.get<Pod>(key);
  if (!pod) return notFound('pods', key);
  const done = deed(pod);
  if (done) machine.record(done, by);
  return undefined;
}

function onNode(machine: Machine, name: string, run: (node: Node) => void): Refusal | undefined {
  const key = objectKey('Node', undefined, name);
  const node = machine.get<Node>(key);
  if (!node) return notFound('nodes', key);
  run(node);
  return undefined;
}

function setReadiness(machine: Machine, pod: Pod, key: ObjectKey, ready: boolean): Deed | undefined {
  const memory = `unready/${pod.metadata.uid}`;
  if ((machine.context.recall(memory) !== true) === ready) return undefined;
  machine.context.remember(memory, ready ? undefined : true);
  machine.wake('kubelet', key);
  const index = pod.spec.containers.findIndex((container) => container.readinessProbe);
  const field = index < 0 ? ['spec', 'containers'] : ['spec', 'containers', index, 'readinessProbe'];
  return {
    cause: { object: key, field },
    why: why(ready ? 'cluster.act.ready' : 'cluster.act.unready', { pod: pod.metadata.name }),
  };
}

function crash(machine: Machine, key: ObjectKey, container: string): Refusal | undefined {
  const pod = machine.get<Pod>(key);
  if (!pod) return notFound('pods', key);
  const index = pod.spec.containers.findIndex((one) => one.name === container);
  if (index < 0) {
    const message = `container ${container} is not valid for pod ${pod.metadata.name}`;
    return { object: key, field: ['spec', 'containers'], message };
  }
  machine.context.remember(`crash/${pod.metadata.uid}`, container);
  machine.wake('kubelet', key);
  machine.record(
    {
      cause: { object: key, field: ['spec', 'containers', index] },
      why: why('cluster.act.crash', { pod: pod.metadata.name, container }),
    },
    'kubectl',
  );
  return undefined;
}

function scale(machine: Machine, key: ObjectKey, replicas: number): Refusal | undefined {
  const { kind } = parseKey(key);
  const resource = kind === 'ReplicaSet' ? 'replicasets.apps' : 'deployments.apps';
  const workload = machine.get<Deployment>(key);
  if (!workload || (kind !== 'Deployment' && kind !== 'ReplicaSet')) return notFound(resource, key);
  if (!Number.isInteger(replicas) || replicas < 0) {
    const message = `Scale.autoscaling "${workload.metadata.name}" is invalid: spec.replicas: Invalid value: ${replicas}: must be greater than or equal to 0`;
    return { object: key, field: ['spec', 'replicas'], message };
  }
  if (workload.spec.replicas === replicas) return undefined;
  machine.record(
    {
      cause: { object: key, field: ['spec', 'replicas'] },
      why: why('cluster.act.scaled', {
        kind,
        name: workload.metadata.name,
        from: workload.spec.replicas,
        to: replicas,
      }),
      writes: [{ verb: 'update', object: { ...workload, spec: { ...workload.spec, replicas } } as Deployment }],
    },
    'kubectl',
  );
  return undefined;
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

/** Cordon, then an eviction for each pod (`staging/src/k8s.io/kubectl/pkg/drain/drain.go`). Disruption budgets are not modelled. */
function drain(machine: Machine, node: Node): void {
  machine.record(cordon(node, true), 'kubectl');
  // The index is live, and pods that have ended leave it as they are deleted.
  const keys = machine.context.find('pod-node', node.metadata.name).slice();
  for (const key of keys) {
    const pod = machine.get<Pod>(key);
    if (!pod || pod.metadata.deletionTimestamp !== undefined) continue;
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

/** The node is cut off from the network: its containers run on, but nobody hears of them and no packet comes through. */
function failNode(machine: Machine, node: Node): void {
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

function healNode(machine: Machine, node: Node): void {
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
