import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import pod from './pod.yaml?raw';

/** The lecture's pod with an emptyDir, as it was shown. */
export const example: Example = {
  id: 'lecture-empty-dir',
  lens: 'storage',
  files: [{ name: 'pod.yaml', text: pod }],
  request: null,
  actions: [
    {
      type: 'write-file',
      pod: 'Pod/default/test-pd' as ObjectKey,
      container: 'test-container',
      path: '/cache/page',
      text: 'cached',
    },
  ],
};
