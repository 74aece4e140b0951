import type { Example } from '../../types.js';
import controller from '../parts/ingress-nginx.yaml?raw';
import service from '../parts/test-service.yaml?raw';
import { fromInternet } from '../parts/from-internet.js';
import ingress from './ingress.yaml?raw';

/** The Secret is missing: the controller shows a certificate of its own making, and the client does not trust it. */
export const example: Example = {
  id: 'ingress-no-secret',
  lens: 'traffic',
  files: [
    { name: 'ingress.yaml', text: ingress },
    { name: 'service.yaml', text: service },
    { name: 'controller.yaml', text: controller },
  ],
  ...fromInternet({ scheme: 'https', host: 'ssl.example.foo.com', path: '/' }),
};
