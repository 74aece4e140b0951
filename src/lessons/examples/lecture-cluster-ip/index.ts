import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import app from '../parts/my-app.yaml?raw';
import svc from './svc.yaml?raw';

/** The lecture’s Service of type ClusterIP, as it was shown. */
export const example: Example = {
  id: 'lecture-cluster-ip',
  lens: 'traffic',
  files: [
    { name: 'svc.yaml', text: svc },
    { name: 'app.yaml', text: app },
  ],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/client' as ObjectKey },
    to: { kind: 'name', name: 'svc' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
