import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import cluster from '../policies/cluster.yaml?raw';
import policy from '../policies/10-several-selectors.yaml?raw';

/** Three items in from: one that fits is enough. probe has the label, but lives in another namespace. */
export const example: Example = {
  id: 'recipe-several-selectors',
  lens: 'policy',
  files: [
    { name: 'policy.yaml', text: policy },
    { name: 'cluster.yaml', text: cluster },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/dev/probe' as ObjectKey },
    to: { kind: 'name', name: 'db.default' },
    port: 3306,
    protocol: 'TCP',
    attempt: 0,
  },
};
