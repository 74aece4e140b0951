import type { Example } from '../../types.js';
import controller from '../parts/ingress-nginx.yaml?raw';
import services from '../parts/two-services.yaml?raw';
import ingress from './ingress.yaml?raw';

/** One host, two paths, two Services: the longest path that matches wins. */
export const example: Example = {
  id: 'ingress-fanout',
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
    http: { scheme: 'http', method: 'GET', host: 'foo.bar.com', path: '/foo/bar/1' },
  },
  settings: { loadBalancer: 'vip' },
};
