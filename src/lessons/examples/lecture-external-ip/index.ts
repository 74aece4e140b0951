import type { Example } from '../../types.js';
import app from '../parts/my-app.yaml?raw';
import svc from './svc.yaml?raw';

/** The lecture’s Service with an external address, as it was shown. */
export const example: Example = {
  id: 'lecture-external-ip',
  lens: 'traffic',
  files: [
    { name: 'svc.yaml', text: svc },
    { name: 'app.yaml', text: app },
  ],
  request: {
    from: { kind: 'outside', place: 'internet' },
    to: { kind: 'ip', ip: '1.2.3.4' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
