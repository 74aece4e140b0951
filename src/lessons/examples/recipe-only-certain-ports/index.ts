import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import cluster from '../policies/cluster.yaml?raw';
import policy from '../policies/09-only-certain-ports.yaml?raw';

/** api may ask web for its metrics on port 5000, and for nothing else. */
export const example: Example = {
  id: 'recipe-only-certain-ports',
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
