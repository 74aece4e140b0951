import type { Example } from '../../types.js';
import pod from './pod.yaml?raw';

/** The lecture's pod with a disk of Google's cloud, as it was shown. */
export const example: Example = {
  id: 'lecture-cloud-disk',
  lens: 'storage',
  files: [{ name: 'pod.yaml', text: pod }],
  request: null,
};
