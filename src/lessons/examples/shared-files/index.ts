import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import pods from './pods.yaml?raw';
import share from './share.yaml?raw';

/** One share, mounted on two nodes at once. */
export const example: Example = {
  id: 'shared-files',
  lens: 'storage',
  files: [
    { name: 'share.yaml', text: share },
    { name: 'pods.yaml', text: pods },
  ],
  request: null,
  actions: [
    {
      type: 'write-file',
      pod: 'Pod/default/writer' as ObjectKey,
      container: 'app',
      path: '/pictures/cat.txt',
      text: 'meow',
    },
  ],
};
