import type { Example } from '../../types.js';
import controller from '../parts/ingress-nginx.yaml?raw';
import service from '../parts/test-service.yaml?raw';
import ingress from './ingress.yaml?raw';
import secret from './secret.yaml?raw';

/** The balancer ends TLS with the certificate of a Secret; from there on it is plain HTTP. */
export const example: Example = {
  id: 'ingress-tls',
  lens: 'traffic',
  files: [
    { name: 'ingress.yaml', text: ingress },
    { name: 'secret.yaml', text: secret },
    { name: 'service.yaml', text: service },
    { name: 'controller.yaml', text: controller },
  ],
  request: {
    from: { kind: 'outside', place: 'internet' },
    to: { kind: 'ip', ip: '203.0.113.1' },
    port: 443,
    protocol: 'TCP',
    attempt: 0,
    http: { scheme: 'https', method: 'GET', host: 'ssl.example.foo.com', path: '/' },
  },
  settings: { loadBalancer: 'vip' },
};
