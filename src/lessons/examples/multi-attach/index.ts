import type { Example } from '../../types.js';
import disk from './disk.yaml?raw';
import web from './web.yaml?raw';

/** Two replicas on two nodes want one disk that only one node may have. */
export const example: Example = {
  id: 'multi-attach',
  lens: 'storage',
  files: [
    { name: 'web.yaml', text: web },
    { name: 'disk.yaml', text: disk },
  ],
  request: null,
};
