import type { Example } from '../../types.js';
import app from '../parts/my-app.yaml?raw';
import service from './service.yaml?raw';

/** Only some may use the balancer; everybody else is dropped by a rule of kube-proxy, silently. */
export const example: Example = {
  id: 'source-ranges',
  lens: 'traffic',
  files: [
    { name: 'service.yaml', text: service },
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
