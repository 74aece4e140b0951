import type { Example } from '../../types.js';
import objects from './objects.yaml?raw';
import pod from './pod.yaml?raw';

/** Objects of the API as files: a ConfigMap, a Secret, the pod's own labels. */
export const example: Example = {
  id: 'files-from-objects',
  lens: 'storage',
  files: [
    { name: 'objects.yaml', text: objects },
    { name: 'pod.yaml', text: pod },
  ],
  request: null,
};
