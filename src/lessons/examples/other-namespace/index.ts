import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import client from './client.yaml?raw';
import prod from './prod.yaml?raw';

/** A short name means the own namespace; the other one has to be said. */
export const example: Example = {
  id: 'other-namespace',
  files: [
    { name: 'prod.yaml', text: prod },
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
