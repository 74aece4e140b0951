import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import mirror from './mirror.yaml?raw';

/** A pod that calls its own Service and is chosen: the packet turns round on its own node. */
export const example: Example = {
  id: 'hairpin',
  files: [{ name: 'mirror.yaml', text: mirror }],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/mirror' as ObjectKey },
    to: { kind: 'name', name: 'mirror' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
