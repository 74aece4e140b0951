import { expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import { kubectlFor } from './kubectl.js';
import type { Action } from './types.js';

const pod = objectKey('Pod', 'default', 'web');
const far = objectKey('Pod', 'shop', 'web');
const claim = objectKey('PersistentVolumeClaim', 'default', 'data');
const volume = objectKey('PersistentVolume', undefined, 'disk-1');

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
  [
    { type: 'scale', workload: objectKey('StatefulSet', 'default', 'web'), replicas: 1 },
    'kubectl scale statefulset web --replicas=1',
  ],
  [{ type: 'delete-claim', claim }, 'kubectl delete pvc data'],
  [
    { type: 'delete-claim', claim: objectKey('PersistentVolumeClaim', 'shop', 'data') },
    'kubectl delete pvc data -n shop',
  ],
  [{ type: 'delete-volume', volume }, 'kubectl delete pv disk-1'],
  [
    { type: 'delete-object', object: objectKey('StatefulSet', 'shop', 'web'), orphan: true },
    'kubectl delete statefulset web -n shop --cascade=orphan',
  ],
  [{ type: 'delete-object', object: objectKey('StorageClass', undefined, 'fast') }, 'kubectl delete storageclass fast'],
  [
    { type: 'clear-claim-ref', volume },
    `kubectl patch pv disk-1 --type=json -p='[{"op":"remove","path":"/spec/claimRef"}]'`,
  ],
  [
    { type: 'out-of-service', node: 'worker-1', on: true },
    'kubectl taint nodes worker-1 node.kubernetes.io/out-of-service=nodeshutdown:NoExecute',
  ],
  [
    { type: 'out-of-service', node: 'worker-1', on: false },
    'kubectl taint nodes worker-1 node.kubernetes.io/out-of-service=nodeshutdown:NoExecute-',
  ],
  [
    { type: 'detach', attachment: objectKey('VolumeAttachment', undefined, 'csi-1') },
    'kubectl delete volumeattachment csi-1',
  ],
  [
    { type: 'expand-claim', claim, storage: '2Gi' },
    `kubectl patch pvc data -p '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}'`,
  ],
  [
    { type: 'expand-claim', claim, storage: "2'" },
    `kubectl patch pvc data -p '{"spec":{"resources":{"requests":{"storage":"2'\\''"}}}}'`,
  ],
  [{ type: 'fail-node', node: 'worker-1' }, null],
  [{ type: 'heal-node', node: 'worker-1' }, null],
])('%j is %s', (action, command) => {
  expect(kubectlFor(action)).toBe(command);
});

/** A word that a shell splits nowhere: quoted once for the shell that is typed into, and once for the one in the container. */
test('a file is written by a shell in the container, whatever its text is', () => {
  const write = (path: string, text: string) =>
    kubectlFor({ type: 'write-file', pod: far, container: 'app', path, text });
  expect(write('/data/a.txt', 'hello')).toBe(
    `kubectl exec web -n shop -c app -- sh -c 'printf %s hello > /data/a.txt'`,
  );
  expect(write('/data/my file', "it's\n")).toBe(
    `kubectl exec web -n shop -c app -- sh -c 'printf %s '\\''it'\\''\\'\\'''\\''s\n'\\'' > '\\''/data/my file'\\'''`,
  );
});
