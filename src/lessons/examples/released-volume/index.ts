import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import first from './first.yaml?raw';
import second from './second.yaml?raw';
import volume from './volume.yaml?raw';

/** A kept volume still names the claim that is gone, so that nobody else gets it. */
export const example: Example = {
  id: 'released-volume',
  lens: 'storage',
  files: [
    { name: 'volume.yaml', text: volume },
    { name: 'first.yaml', text: first },
    { name: 'second.yaml', text: second },
  ],
  request: null,
  actions: [
    { type: 'write-file', pod: 'Pod/default/writer' as ObjectKey, container: 'app', path: '/data/ledger', text: '42' },
    { type: 'delete-pod', pod: 'Pod/default/writer' as ObjectKey },
    { type: 'delete-claim', claim: 'PersistentVolumeClaim/default/first' as ObjectKey },
  ],
};
