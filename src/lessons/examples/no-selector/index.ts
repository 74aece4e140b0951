import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import client from './client.yaml?raw';
import endpoints from './endpoints.yaml?raw';
import service from './service.yaml?raw';

/** A Service that picks no pods: its addresses are written by hand, and traffic leaves the cluster for them. */
export const example: Example = {
  id: 'no-selector',
  files: [
    { name: 'service.yaml', text: service },
    { name: 'endpoints.yaml', text: endpoints },
    { name: 'client.yaml', text: client },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/client' as ObjectKey },
    to: { kind: 'name', name: 'my-service' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
