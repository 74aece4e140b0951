import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import app from './app.yaml?raw';
import service from './service.yaml?raw';

/** No cluster IP: DNS answers with the pods themselves, and no rule rewrites anything. */
export const example: Example = {
  id: 'headless',
  files: [
    { name: 'service.yaml', text: service },
    { name: 'app.yaml', text: app },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/client' as ObjectKey },
    to: { kind: 'name', name: 'db' },
    port: 5432,
    protocol: 'TCP',
    attempt: 0,
  },
};
