import type { Example } from '../../types.js';
import claim from './claim.yaml?raw';
import storageClass from './class.yaml?raw';
import pod from './pod.yaml?raw';

/** The lecture's dynamic workflow with a claim whose fields stand where they belong. */
export const example: Example = {
  id: 'dynamic-volume',
  lens: 'storage',
  files: [
    { name: 'class.yaml', text: storageClass },
    { name: 'claim.yaml', text: claim },
    { name: 'pod.yaml', text: pod },
  ],
  request: null,
};
