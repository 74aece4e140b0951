import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import app from '../parts/test-service.yaml?raw';
import client from './client.yaml?raw';
import policy from './policy.yaml?raw';

/** A network provider that accepts policies and enforces none. */
export const example: Example = {
  id: 'policy-ignored',
  lens: 'policy',
  files: [
    { name: 'policy.yaml', text: policy },
    { name: 'client.yaml', text: client },
    { name: 'app.yaml', text: app },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/client' as ObjectKey },
    to: { kind: 'name', name: 'test' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
  settings: { networkPolicy: 'ignored' },
};
