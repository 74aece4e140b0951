import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import cluster from '../policies/cluster.yaml?raw';
import policy from '../policies/04-deny-from-other-namespaces.yaml?raw';

/** A podSelector alone means the policy’s own namespace: shop lives in another one. */
export const example: Example = {
  id: 'recipe-deny-from-other-namespaces',
  lens: 'policy',
  files: [
    { name: 'policy.yaml', text: policy },
    { name: 'cluster.yaml', text: cluster },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/prod/shop' as ObjectKey },
    to: { kind: 'name', name: 'web.default' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
