import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import client from './client.yaml?raw';
import service from './service.yaml?raw';
import versions from './versions.yaml?raw';

/** A targetPort that is a name: each version listens on a port of its own. */
export const example: Example = {
  id: 'named-port',
  files: [
    { name: 'service.yaml', text: service },
    { name: 'versions.yaml', text: versions },
    { name: 'client.yaml', text: client },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/client' as ObjectKey },
    to: { kind: 'name', name: 'web' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
