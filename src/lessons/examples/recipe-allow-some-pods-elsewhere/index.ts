import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import cluster from '../policies/cluster.yaml?raw';
import policy from '../policies/07-allow-some-pods-of-another-namespace.yaml?raw';

/** namespaceSelector and podSelector in one item: both must fit, and shop is only of the namespace. */
export const example: Example = {
  id: 'recipe-allow-some-pods-elsewhere',
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
