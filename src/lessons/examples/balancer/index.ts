import type { Example } from '../../types.js';
import app from './app.yaml?raw';
import service from './service.yaml?raw';

/** A balancer that passes packets through to the nodes that have pods: the pod sees its client. */
export const example: Example = {
  id: 'balancer',
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
