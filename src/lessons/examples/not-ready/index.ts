import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import pods from './pods.yaml?raw';
import service from './service.yaml?raw';

/** A pod whose readiness fails leaves the endpoints, and with them the rules. */
export const example: Example = {
  id: 'not-ready',
  files: [
    { name: 'service.yaml', text: service },
    { name: 'pods.yaml', text: pods },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/client' as ObjectKey },
    to: { kind: 'name', name: 'web' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
  actions: [{ type: 'set-readiness', pod: 'Pod/default/web-1' as ObjectKey, ready: false }],
};
