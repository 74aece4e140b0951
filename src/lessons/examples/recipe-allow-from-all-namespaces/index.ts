import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import cluster from '../policies/cluster.yaml?raw';
import policy from '../policies/05-allow-from-all-namespaces.yaml?raw';

/** An empty namespaceSelector lets in the pods of every namespace, but nobody from outside the cluster. */
export const example: Example = {
  id: 'recipe-allow-from-all-namespaces',
  lens: 'policy',
  files: [
    { name: 'policy.yaml', text: policy },
    { name: 'cluster.yaml', text: cluster },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/dev/probe' as ObjectKey },
    to: { kind: 'name', name: 'web.default' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
