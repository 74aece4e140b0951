import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import app from './app.yaml?raw';
import service from './my-service.yaml?raw';

/** The lecture's Service, a Deployment behind it and a client: the whole way of one request. */
export const example = {
  id: 'first-path',
  files: [
    { name: 'my-service.yaml', text: service },
    { name: 'app.yaml', text: app },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/client' as ObjectKey },
    to: { kind: 'name', name: 'my-service' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
} satisfies Example;
