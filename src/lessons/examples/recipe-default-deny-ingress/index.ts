import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import cluster from '../policies/cluster.yaml?raw';
import policy from '../policies/03-default-deny-ingress.yaml?raw';

/** An empty podSelector selects every pod of the namespace, and no rule lets anybody in. */
export const example: Example = {
  id: 'recipe-default-deny-ingress',
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
