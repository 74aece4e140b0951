import { expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import { kubectlFor } from './kubectl.js';
import type { Action } from './types.js';

const pod = objectKey('Pod', 'default', 'web');
const far = objectKey('Pod', 'shop', 'web');

test.each<[Action, string | null]>([
  [{ type: 'delete-pod', pod }, 'kubectl delete pod web'],
  [{ type: 'delete-pod', pod: far, force: true }, 'kubectl delete pod web -n shop --force --grace-period=0'],
  [{ type: 'crash-container', pod: far, container: 'app' }, 'kubectl exec web -n shop -c app -- kill 1'],
  [
    { type: 'scale', workload: objectKey('Deployment', 'default', 'web'), replicas: 5 },
    'kubectl scale deployment web --replicas=5',
  ],
  [
    { type: 'scale', workload: objectKey('ReplicaSet', 'shop', 'web-1'), replicas: 0 },
    'kubectl scale replicaset web-1 -n shop --replicas=0',
  ],
  [{ type: 'cordon', node: 'worker-1', on: true }, 'kubectl cordon worker-1'],
  [{ type: 'cordon', node: 'worker-1', on: false }, 'kubectl uncordon worker-1'],
  [{ type: 'drain', node: 'worker-1' }, 'kubectl drain worker-1 --ignore-daemonsets --delete-emptydir-data --force'],
  [{ type: 'set-readiness', pod, ready: false }, null],
  [{ type: 'fail-node', node: 'worker-1' }, null],
  [{ type: 'heal-node', node: 'worker-1' }, null],
])('%j is %s', (action, command) => {
  expect(kubectlFor(action)).toBe(command);
});
