import { DEFAULT_SETTINGS, type ManifestFile, type ObjectKey } from '../../core/index.js';
import type { Snapshot, Workspace } from '../protocol.js';
import { createSession, type EngineSession } from '../session.js';

const SERVICE = `kind: Service
apiVersion: v1
metadata:
  name: my-service
spec:
  selector:
    app: MyApp
  ports:
    - protocol: TCP
      port: 80
      targetPort: 9376
`;

const APP = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: my-app
spec:
  replicas: 3
  selector:
    matchLabels:
      app: MyApp
  template:
    metadata:
      labels:
        app: MyApp
    spec:
      containers:
        - name: hostnames
          image: registry.k8s.io/serve_hostname
          ports:
            - containerPort: 9376
---
apiVersion: v1
kind: Pod
metadata:
  name: client
spec:
  containers:
    - name: shell
      image: busybox
      command: ['sleep', 'infinity']
`;

/** A Service, three pods behind it, and a client that asks it by name. */
export const firstPathWork: Workspace = {
  files: [
    { id: 'f1', name: 'my-service.yaml', text: SERVICE },
    { id: 'f2', name: 'app.yaml', text: APP },
  ],
  settings: DEFAULT_SETTINGS,
  history: [],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/client' as ObjectKey },
    to: { kind: 'name', name: 'my-service' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};

/** That work, open. */
export function openFirstPath(): { session: EngineSession; first: Snapshot; files: readonly ManifestFile[] } {
  const session = createSession();
  return { session, first: session.open(firstPathWork), files: firstPathWork.files };
}
