import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import cluster from '../policies/cluster.yaml?raw';
import policy from '../policies/02-limit-to-an-app.yaml?raw';

/** web lets in the pods with app: api, and db is not one of them. */
export const example: Example = {
  id: 'recipe-limit-to-an-app',
  lens: 'policy',
  files: [
    { name: 'policy.yaml', text: policy },
    { name: 'cluster.yaml', text: cluster },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/db' as ObjectKey },
    to: { kind: 'name', name: 'web' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
