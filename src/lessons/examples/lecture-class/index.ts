import type { Example } from '../../types.js';
import claim from './claim.yaml?raw';
import storageClass from './class.yaml?raw';

/** The lecture's class and claim, as they were shown: half of the claim stands outside its spec. */
export const example: Example = {
  id: 'lecture-class',
  lens: 'storage',
  files: [
    { name: 'claim.yaml', text: claim },
    { name: 'class.yaml', text: storageClass },
  ],
  request: null,
  settings: {
    nodes: [
      { name: 'control-plane', controlPlane: true, cpu: '2', memory: '4Gi', zone: 'europe-west1-b' },
      { name: 'worker-1', controlPlane: false, cpu: '4', memory: '8Gi', zone: 'europe-west1-b' },
      { name: 'worker-2', controlPlane: false, cpu: '4', memory: '8Gi', zone: 'europe-west1-c' },
    ],
  },
};
