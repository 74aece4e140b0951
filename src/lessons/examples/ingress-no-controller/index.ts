import type { Example } from '../../types.js';
import service from '../parts/test-service.yaml?raw';
import { fromInternet } from '../parts/from-internet.js';
import ingress from './ingress.yaml?raw';

/** An Ingress that nobody reads: it is a wish, and there is no controller to grant it. */
export const example: Example = {
  id: 'ingress-no-controller',
  lens: 'traffic',
  files: [
    { name: 'ingress.yaml', text: ingress },
    { name: 'service.yaml', text: service },
  ],
  ...fromInternet({ host: 'foo.bar.com', path: '/', connect: 'name' }),
};
