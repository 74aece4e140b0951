import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import app from './app.yaml?raw';
import service from './service.yaml?raw';

/** One letter off in a selector: no endpoints, and kube-proxy refuses the connection. */
export const example: Example = {
  id: 'typo-in-selector',
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
