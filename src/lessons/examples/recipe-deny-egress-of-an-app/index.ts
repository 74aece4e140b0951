import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import cluster from '../policies/cluster.yaml?raw';
import policy from '../policies/11-deny-egress-of-an-app.yaml?raw';

/** web may send to the cluster’s DNS and nowhere else: it learns the address of db, and does not get there. */
export const example: Example = {
  id: 'recipe-deny-egress-of-an-app',
  lens: 'policy',
  files: [
    { name: 'policy.yaml', text: policy },
    { name: 'cluster.yaml', text: cluster },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/web' as ObjectKey },
    to: { kind: 'name', name: 'db' },
    port: 3306,
    protocol: 'TCP',
    attempt: 0,
  },
};
