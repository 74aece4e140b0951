import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import claims from './claims.yaml?raw';
import pod from './pod.yaml?raw';
import volumes from './volumes.yaml?raw';

/** Three claims are deleted: one volume is kept, one emptied, one deleted with its disk. */
export const example: Example = {
  id: 'reclaim-policies',
  lens: 'storage',
  files: [
    { name: 'volumes.yaml', text: volumes },
    { name: 'claims.yaml', text: claims },
    { name: 'pod.yaml', text: pod },
  ],
  request: null,
  actions: [
    { type: 'write-file', pod: 'Pod/default/writer' as ObjectKey, container: 'app', path: '/retain/a', text: 'one' },
    { type: 'write-file', pod: 'Pod/default/writer' as ObjectKey, container: 'app', path: '/recycle/b', text: 'two' },
    { type: 'write-file', pod: 'Pod/default/writer' as ObjectKey, container: 'app', path: '/delete/c', text: 'three' },
    { type: 'delete-pod', pod: 'Pod/default/writer' as ObjectKey },
    { type: 'delete-claim', claim: 'PersistentVolumeClaim/default/retain' as ObjectKey },
    { type: 'delete-claim', claim: 'PersistentVolumeClaim/default/recycle' as ObjectKey },
    { type: 'delete-claim', claim: 'PersistentVolumeClaim/default/delete' as ObjectKey },
  ],
};
