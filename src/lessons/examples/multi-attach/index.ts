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
  // One zone, so that the disk itself could go to either node.
  settings: {
    nodes: [
      { name: 'control-plane', controlPlane: true, cpu: '2', memory: '4Gi', zone: 'zone-a' },
      { name: 'worker-1', controlPlane: false, cpu: '4', memory: '8Gi', zone: 'zone-a' },
      { name: 'worker-2', controlPlane: false, cpu: '4', memory: '8Gi', zone: 'zone-a' },
    ],
  },
};
