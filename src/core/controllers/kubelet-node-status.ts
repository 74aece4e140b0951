import { objectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import { withConditions } from '../cluster/conditions.js';
import type { Controller } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { healthyConditions } from '../cluster/nodes.js';
import { why } from '../cluster/why.js';
import { isNodeDown } from './kubelet-runtime.js';
import { nodeNamed } from './scheduler.js';

/**
 * A kubelet that is heard again says that its node is well. Keys are node names. Models `tryUpdateNodeStatus` of
 * `pkg/kubelet/kubelet_node_status.go`; heartbeats that change nothing are not steps.
 */
export const kubeletNodeStatus: Controller = {
  name: 'kubelet-node-status',
  watches: {},
  reconcile(name, context) {
    const node = nodeNamed(context, name);
    if (!node || isNodeDown(context, name)) return undefined;
    const conditions = withConditions(node.status.conditions, healthyConditions(context.now), context.now);
    if (deepEqual(conditions, node.status.conditions)) return undefined;
    const object = objectKey('Node', undefined, name);
    return {
      by: 'kubelet',
      cause: { object, field: ['metadata', 'name'] },
      why: why('cluster.kubelet.nodeReady', { node: name }),
      writes: [{ verb: 'update', object: { ...node, status: { ...node.status, conditions } } as Node }],
      event: { type: 'Normal', reason: 'NodeReady', message: `Node ${name} status is now: NodeReady`, object },
    };
  },
};
