import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import cluster from '../policies/cluster.yaml?raw';
import policy from '../policies/14-deny-external-egress.yaml?raw';

/** web may reach pods, but nobody outside the cluster. */
export const example: Example = {
  id: 'recipe-deny-external-egress',
  lens: 'policy',
  files: [
    { name: 'policy.yaml', text: policy },
    { name: 'cluster.yaml', text: cluster },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/web' as ObjectKey },
    to: { kind: 'ip', ip: '1.2.3.4' },
    port: 443,
    protocol: 'TCP',
    attempt: 0,
  },
};
