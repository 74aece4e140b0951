import type { Example } from '../../types.js';
import app from '../parts/my-app.yaml?raw';
import svc from './svc.yaml?raw';

/** The lecture’s Service of type NodePort, as it was shown. */
export const example: Example = {
  id: 'lecture-node-port',
  lens: 'traffic',
  files: [
    { name: 'svc.yaml', text: svc },
    { name: 'app.yaml', text: app },
  ],
  request: {
    from: { kind: 'outside', place: 'lan' },
    to: { kind: 'ip', ip: '192.168.10.12' },
    port: 32133,
    protocol: 'TCP',
    attempt: 0,
  },
};
