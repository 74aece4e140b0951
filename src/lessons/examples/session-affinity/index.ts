import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import app from './app.yaml?raw';
import service from './service.yaml?raw';

/** The same client comes to the same pod: the dice are rolled once. */
export const example: Example = {
  id: 'session-affinity',
  files: [
    { name: 'service.yaml', text: service },
    { name: 'app.yaml', text: app },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/client' as ObjectKey },
    to: { kind: 'name', name: 'web' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
