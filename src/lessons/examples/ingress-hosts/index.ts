import type { Example } from '../../types.js';
import controller from '../parts/ingress-nginx.yaml?raw';
import services from '../parts/two-services.yaml?raw';
import ingress from './ingress.yaml?raw';

/** A host by its whole name and one by a wildcard, behind one address. */
export const example: Example = {
  id: 'ingress-hosts',
  lens: 'traffic',
  files: [
    { name: 'ingress.yaml', text: ingress },
    { name: 'services.yaml', text: services },
    { name: 'controller.yaml', text: controller },
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
