import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import pods from '../parts/isolated-namespace.yaml?raw';
import policy from './policy.yaml?raw';

/** The lecture’s isolated namespace, as it was shown. */
export const example: Example = {
  id: 'lecture-isolated-ns',
  lens: 'policy',
  files: [
    { name: 'policy.yaml', text: policy },
    { name: 'pods.yaml', text: pods },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/foreigner' as ObjectKey },
    to: { kind: 'name', name: 'web.isolated-ns' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
