import type { Example } from '../../types.js';
import claim from './claim.yaml?raw';
import pod from './pod.yaml?raw';
import volume from './volume.yaml?raw';

/** The lecture's volume, claim and pod, as they were shown: the claim asks for a label that the volume does not have. */
export const example: Example = {
  id: 'lecture-claim',
  lens: 'storage',
  files: [
    { name: 'volume.yaml', text: volume },
    { name: 'claim.yaml', text: claim },
    { name: 'pod.yaml', text: pod },
  ],
  request: null,
};
