import type { ObjectKey } from '../../../core/index.js';
import type { Example } from '../../types.js';
import storageClass from './class.yaml?raw';
import web from './web.yaml?raw';

/** Pods with names, and a disk for each name. */
export const example: Example = {
  id: 'stateful-set',
  lens: 'storage',
  files: [
    { name: 'web.yaml', text: web },
    { name: 'class.yaml', text: storageClass },
  ],
  request: null,
  actions: [
    {
      type: 'write-file',
      pod: 'Pod/default/web-2' as ObjectKey,
      container: 'nginx',
      path: '/usr/share/nginx/html/index.html',
      text: 'I am web-2',
    },
    { type: 'scale', workload: 'StatefulSet/default/web' as ObjectKey, replicas: 2 },
  ],
};
