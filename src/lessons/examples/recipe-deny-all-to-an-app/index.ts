import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import cluster from '../policies/cluster.yaml?raw';
import policy from '../policies/01-deny-all-to-an-app.yaml?raw';

/** An empty list of rules: web is isolated, and nobody gets in. */
export const example: Example = {
  id: 'recipe-deny-all-to-an-app',
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
