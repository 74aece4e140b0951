import type { Example } from '../../types.js';
import controller from '../parts/ingress-nginx.yaml?raw';
import service from '../parts/test-service.yaml?raw';
import { fromInternet } from '../parts/from-internet.js';
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
  ...fromInternet({ scheme: 'https', host: 'ssl.example.foo.com', path: '/' }),
};
