import type { Example } from '../../types.js';
import app from './app.yaml?raw';
import service from './service.yaml?raw';

/** A node that has no pod of its own drops what comes for them: the client keeps its address and gets no answer. */
export const example: Example = {
  id: 'node-port-local',
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
