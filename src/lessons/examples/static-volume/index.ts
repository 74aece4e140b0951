import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import claim from './claim.yaml?raw';
import pod from './pod.yaml?raw';
import volume from './volume.yaml?raw';

/** The lecture's static workflow with a volume that its claim can match. */
export const example: Example = {
  id: 'static-volume',
  lens: 'storage',
  files: [
    { name: 'volume.yaml', text: volume },
    { name: 'claim.yaml', text: claim },
    { name: 'pod.yaml', text: pod },
  ],
  request: null,
  actions: [
    {
      type: 'write-file',
      pod: 'Pod/default/mongodb' as ObjectKey,
      container: 'mongodb',
      path: '/data/db/users',
      text: 'alice',
    },
  ],
};
