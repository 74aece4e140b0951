import type { Example } from '../../types.js';
import service from '../parts/test-service.yaml?raw';
import ingress from './ingress.yaml?raw';

/** An Ingress that nobody reads: it is a wish, and there is no controller to grant it. */
export const example: Example = {
  id: 'ingress-no-controller',
  lens: 'traffic',
  files: [
    { name: 'ingress.yaml', text: ingress },
    { name: 'service.yaml', text: service },
  ],
  request: {
    from: { kind: 'outside', place: 'internet' },
    to: { kind: 'name', name: 'foo.bar.com' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
    http: { scheme: 'http', method: 'GET', host: 'foo.bar.com', path: '/' },
  },
  settings: { loadBalancer: 'vip' },
};
