import type { Example } from '../../types.js';
import claims from './claims.yaml?raw';
import storageClass from './class.yaml?raw';
import pods from './pods.yaml?raw';

/** A disk that is made where the pod goes, beside one that was made before anybody asked where. */
export const example: Example = {
  id: 'first-consumer',
  lens: 'storage',
  files: [
    { name: 'class.yaml', text: storageClass },
    { name: 'claims.yaml', text: claims },
    { name: 'pods.yaml', text: pods },
  ],
  request: null,
};
