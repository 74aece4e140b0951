import type { Example } from '../../types.js';
import controller from '../parts/ingress-nginx.yaml?raw';
import services from '../parts/two-services.yaml?raw';
import { fromInternet } from '../parts/from-internet.js';
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
  ...fromInternet({ host: 'foo.bar.com', path: '/', connect: 'name' }),
};
