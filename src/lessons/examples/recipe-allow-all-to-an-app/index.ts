import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import cluster from '../policies/cluster.yaml?raw';
import policy from '../policies/02a-allow-all-to-an-app.yaml?raw';

/** Everything in the namespace is closed, and an empty rule opens web again: policies add up. */
export const example: Example = {
  id: 'recipe-allow-all-to-an-app',
  lens: 'policy',
  files: [
    { name: 'policy.yaml', text: policy },
    { name: 'cluster.yaml', text: cluster },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/dev/monitor' as ObjectKey },
    to: { kind: 'name', name: 'web.default' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
