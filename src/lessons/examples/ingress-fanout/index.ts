import type { Example } from '../../types.js';
import controller from '../parts/ingress-nginx.yaml?raw';
import services from '../parts/two-services.yaml?raw';
import { fromInternet } from '../parts/from-internet.js';
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
  ...fromInternet({ host: 'foo.bar.com', path: '/foo/bar/1' }),
};
