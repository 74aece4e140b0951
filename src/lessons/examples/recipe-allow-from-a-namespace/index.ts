import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import cluster from '../policies/cluster.yaml?raw';
import policy from '../policies/06-allow-from-a-namespace.yaml?raw';

/** The label of the namespace decides: prod may, dev may not. */
export const example: Example = {
  id: 'recipe-allow-from-a-namespace',
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
