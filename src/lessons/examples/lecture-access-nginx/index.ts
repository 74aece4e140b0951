import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import pods from '../parts/nginx-and-clients.yaml?raw';
import policy from './policy.yaml?raw';

/** The lecture’s first policy, as it was shown. */
export const example: Example = {
  id: 'lecture-access-nginx',
  lens: 'policy',
  files: [
    { name: 'policy.yaml', text: policy },
    { name: 'pods.yaml', text: pods },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/stranger' as ObjectKey },
    to: { kind: 'name', name: 'nginx' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
