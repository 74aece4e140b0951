import type { Example } from '../../types.js';
import app from '../parts/my-app.yaml?raw';
import service from './service.yaml?raw';

/** A Service that waits for a cloud that is not there; its node port works all the same. */
export const example: Example = {
  id: 'balancer-pending',
  lens: 'traffic',
  files: [
    { name: 'service.yaml', text: service },
    { name: 'app.yaml', text: app },
  ],
  request: {
    from: { kind: 'outside', place: 'lan' },
    to: { kind: 'ip', ip: '192.168.10.12' },
    port: 30080,
    protocol: 'TCP',
    attempt: 0,
  },
};
