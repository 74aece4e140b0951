import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import app from './app.yaml?raw';
import service from './service.yaml?raw';

/** UDP takes the same rules: conntrack remembers what no handshake says. */
export const example: Example = {
  id: 'udp',
  files: [
    { name: 'service.yaml', text: service },
    { name: 'app.yaml', text: app },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/client' as ObjectKey },
    to: { kind: 'name', name: 'clock' },
    port: 123,
    protocol: 'UDP',
    attempt: 0,
  },
};
