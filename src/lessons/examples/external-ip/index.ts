import type { Example } from '../../types.js';
import app from '../parts/my-app.yaml?raw';
import service from './service.yaml?raw';

/** An address that somebody routes to a node: kube-proxy takes it for the Service. */
export const example: Example = {
  id: 'external-ip',
  lens: 'traffic',
  files: [
    { name: 'service.yaml', text: service },
    { name: 'app.yaml', text: app },
  ],
  request: {
    from: { kind: 'outside', place: 'internet' },
    to: { kind: 'ip', ip: '192.0.2.80' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
