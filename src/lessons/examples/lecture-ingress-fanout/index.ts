import type { Example } from '../../types.js';
import controller from '../parts/ingress-nginx-every-class.yaml?raw';
import services from '../parts/two-services.yaml?raw';
import { fromInternet } from '../parts/from-internet.js';
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
  ...fromInternet({ host: 'foo.bar.com', path: '/bar' }),
};
