import type { Workspace } from '../protocol.js';
import { firstPathWork } from './first-path.js';

const VOLUME = `apiVersion: v1
kind: PersistentVolume
metadata:
  name: small
spec:
  capacity:
    storage: 1Gi
  accessModes:
    - ReadWriteOnce
  storageClassName: ''
  hostPath:
    path: /srv/small
`;

const LARGE = VOLUME.replaceAll('small', 'large').replace('1Gi', '10Gi');

const CLAIM = `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  storageClassName: ''
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 1Gi
`;

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.27
      volumeMounts:
        - name: site
          mountPath: /usr/share/nginx/html
  volumes:
    - name: site
      persistentVolumeClaim:
        claimName: data
`;

/** Two volumes that fit a claim, and a pod that mounts what it gets. */
export const volumeWork: Workspace = {
  files: [
    { id: 'v', name: 'volumes.yaml', text: `${VOLUME}---\n${LARGE}` },
    { id: 'c', name: 'claim.yaml', text: CLAIM },
    { id: 'p', name: 'pod.yaml', text: POD },
  ],
  settings: firstPathWork.settings,
  history: [],
  request: null,
};
