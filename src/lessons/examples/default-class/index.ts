import type { Example } from '../../types.js';
import claim from './claim.yaml?raw';
import storageClass from './class.yaml?raw';

/** A claim without a class waits for a default one; a claim of the empty class never does. */
export const example: Example = {
  id: 'default-class',
  lens: 'storage',
  files: [
    { name: 'claim.yaml', text: claim },
    { name: 'class.yaml', text: storageClass },
  ],
  request: null,
};
