import type { Example } from '../../types.js';
import app from './app.yaml?raw';
import service from './service.yaml?raw';

/** A port of every node leads to the one pod, and the pod sees a node instead of its client. */
export const example: Example = {
  id: 'node-port',
  lens: 'traffic',
  files: [
    { name: 'service.yaml', text: service },
    { name: 'app.yaml', text: app },
  ],
  request: {
    from: { kind: 'outside', place: 'lan' },
    to: { kind: 'ip', ip: '192.168.10.12' },
    port: 30080,
    protocol: 'TCP',
    attempt: 0,
  },
};
