import { objectKey, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Controller } from '../cluster/controller.js';
import { nextNodeCidr } from '../cluster/node-cidr.js';
import { why } from '../cluster/why.js';

/**
 * Gives every node its block of the cluster's pod CIDR, in turn. Models `pkg/controller/nodeipam/ipam/range_allocator.go`: the kind of
 * allocator that kubeadm's `--allocate-node-cidrs` starts.
 */
export const nodeIpam: Controller = {
  name: 'node-ipam-controller',
  watches: {
    Node({ key, before, after }, wake, context) {
      const node = after as Node | undefined;
      if (!before && node && node.spec.podCIDR === undefined) wake(key);
      // A released block may be what another node waits for.
      if (!after)
        for (const one of context.list<Node>('Node'))
          if (one.spec.podCIDR === undefined) wake(objectKey('Node', undefined, one.metadata.name));
    },
  },
  reconcile(key, context) {
    const node = context.get<Node>(key as ObjectKey);
    if (!node || node.spec.podCIDR !== undefined) return undefined;
    const taken = new Set(context.list<Node>('Node').map((one) => one.spec.podCIDR));
    const { podCIDR, nodeMask } = context.settings;
    const allocated = nextNodeCidr(podCIDR, nodeMask, context.recall<number>('node-cidr-next') ?? 0, (one) =>
      taken.has(one),
    );
    const object = key as ObjectKey;
    if (!allocated) {
      if (context.recall(`no-cidr/${node.metadata.uid}`) === true) return undefined;
      context.remember(`no-cidr/${node.metadata.uid}`, true);
      return {
        cause: { object, field: ['metadata', 'name'] },
        why: why('cluster.nodeIpam.full', { node: node.metadata.name, cidr: podCIDR }),
        event: {
          type: 'Normal',
          reason: 'CIDRNotAvailable',
          message: `Node ${node.metadata.name} status is now: CIDRNotAvailable`,
          object,
        },
      };
    }
    context.remember('node-cidr-next', allocated.next);
    const { cidr } = allocated;
    return {
      cause: { object, field: ['metadata', 'name'] },
      why: why('cluster.nodeIpam.allocated', { node: node.metadata.name, cidr, from: podCIDR }),
      writes: [
        { verb: 'update', object: { ...node, spec: { ...node.spec, podCIDR: cidr, podCIDRs: [cidr] } } as Node },
      ],
    };
  },
};
