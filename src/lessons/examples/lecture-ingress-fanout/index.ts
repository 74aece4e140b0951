import type { Example } from '../../types.js';
import controller from '../parts/ingress-nginx-every-class.yaml?raw';
import services from '../parts/two-services.yaml?raw';
import ingress from './ingress.yaml?raw';

/** The lecture’s simple fanout, as it was shown. */
export const example: Example = {
  id: 'lecture-ingress-fanout',
  lens: 'traffic',
  files: [
    { name: 'ingress.yaml', text: ingress },
    { name: 'services.yaml', text: services },
    { name: 'controller.yaml', text: controller },
  ],
  request: {
    from: { kind: 'outside', place: 'internet' },
    to: { kind: 'ip', ip: '203.0.113.1' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
    http: { scheme: 'http', method: 'GET', host: 'foo.bar.com', path: '/bar' },
  },
  settings: { loadBalancer: 'vip' },
};
