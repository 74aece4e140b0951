import type { Example } from '../../types.js';
import controller from '../parts/ingress-nginx-every-class.yaml?raw';
import services from '../parts/test-service.yaml?raw';
import { fromInternet } from '../parts/from-internet.js';
import ingress from './ingress.yaml?raw';

/** The lecture’s Ingress, as it was shown: paths stands beside http instead of under it. */
export const example: Example = {
  id: 'lecture-ingress',
  lens: 'traffic',
  files: [
    { name: 'ingress.yaml', text: ingress },
    { name: 'services.yaml', text: services },
    { name: 'controller.yaml', text: controller },
  ],
  ...fromInternet({ host: 'example.com', path: '/testpath' }),
};
