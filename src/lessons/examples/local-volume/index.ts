import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import database from './database.yaml?raw';
import disks from './disks.yaml?raw';

/** A disk that is part of a node: fast, and gone with it. */
export const example: Example = {
  id: 'local-volume',
  lens: 'storage',
  files: [
    { name: 'disks.yaml', text: disks },
    { name: 'database.yaml', text: database },
  ],
  request: null,
  actions: [
    {
      type: 'write-file',
      pod: 'Pod/default/db-0' as ObjectKey,
      container: 'postgres',
      path: '/var/lib/postgresql/data/table',
      text: 'rows',
    },
    { type: 'fail-node', node: 'worker-2' },
  ],
};
