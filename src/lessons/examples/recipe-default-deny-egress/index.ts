import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import cluster from '../policies/cluster.yaml?raw';
import policy from '../policies/12-default-deny-egress.yaml?raw';

/** Nothing may leave any pod. The question for the name is the first packet, and the first to be dropped. */
export const example: Example = {
  id: 'recipe-default-deny-egress',
  lens: 'policy',
  files: [
    { name: 'policy.yaml', text: policy },
    { name: 'cluster.yaml', text: cluster },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/api' as ObjectKey },
    to: { kind: 'name', name: 'web' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
