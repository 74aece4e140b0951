import type { Example } from '../../types.js';
import app from '../parts/my-app.yaml?raw';
import svc from './svc.yaml?raw';

/** The lecture’s Service of type LoadBalancer, as it was shown, in a cloud. */
export const example: Example = {
  id: 'lecture-load-balancer',
  lens: 'traffic',
  files: [
    { name: 'svc.yaml', text: svc },
    { name: 'app.yaml', text: app },
  ],
  request: {
    from: { kind: 'outside', place: 'internet' },
    to: { kind: 'ip', ip: '203.0.113.1' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
  settings: { loadBalancer: 'vip' },
};
