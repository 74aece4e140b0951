import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import pod from './pod.yaml?raw';

/** An emptyDir on the node's disk with a limit, and one in memory: both are born and die with the pod. */
export const example: Example = {
  id: 'scratch-space',
  lens: 'storage',
  files: [{ name: 'pod.yaml', text: pod }],
  request: null,
  actions: [
    {
      type: 'write-file',
      pod: 'Pod/default/pair' as ObjectKey,
      container: 'writer',
      path: '/cache/page.html',
      text: 'cached',
    },
    {
      type: 'write-file',
      pod: 'Pod/default/pair' as ObjectKey,
      container: 'writer',
      path: '/fast/session',
      text: 'in memory',
    },
    { type: 'crash-container', pod: 'Pod/default/pair' as ObjectKey, container: 'writer' },
  ],
};
