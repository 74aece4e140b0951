import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type ObjectKey } from '../core/index.js';
import { createSession } from './session.js';

/** What stands in the way of ingress-nginx's own `deploy.yaml`: a controller that mounts a Secret which a Job makes. */
const MANIFESTS = `apiVersion: v1
kind: Namespace
metadata: { name: ingress-nginx }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: controller, namespace: ingress-nginx }
spec:
  selector: { matchLabels: { app: controller } }
  template:
    metadata: { labels: { app: controller } }
    spec:
      containers:
        - name: controller
          image: registry.k8s.io/ingress-nginx/controller:v1.12.1
          volumeMounts: [{ name: webhook-cert, mountPath: /usr/local/certificates }]
      volumes: [{ name: webhook-cert, secret: { secretName: ingress-nginx-admission } }]
---
apiVersion: batch/v1
kind: Job
metadata: { name: ingress-nginx-admission-create, namespace: ingress-nginx }
spec:
  template:
    spec:
      containers:
        - name: create
          image: registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.6.9
          args: [create, --host=controller, --secret-name=ingress-nginx-admission]
      restartPolicy: OnFailure
`;

const JOB = 'Job/ingress-nginx/ingress-nginx-admission-create' as ObjectKey;
const SECRET = 'Secret/ingress-nginx/ingress-nginx-admission' as ObjectKey;

const files = (text: string) => [{ id: 'f1', name: 'deploy.yaml', text }];
const opened = (text: string) => {
  const session = createSession();
  return {
    session,
    first: session.open({ files: files(text), settings: DEFAULT_SETTINGS, history: [], request: null }),
  };
};
const controllerOf = ({ first }: ReturnType<typeof opened>) =>
  first.objects.find(({ kind, namespace }) => kind === 'Pod' && namespace === 'ingress-nginx');

test('a pasted ingress-nginx comes up: the Secret that its Job makes is there, and nothing is said to be missing', () => {
  const work = opened(MANIFESTS);
  expect(controllerOf(work)).toMatchObject({ state: 'Running', ready: true });
  expect(work.first.diagnostics.map(({ code }) => code)).toEqual(['not-simulated']);
});

test('the Job is listed once, as what is not simulated', () => {
  const jobs = opened(MANIFESTS).first.objects.filter(({ key }) => key === JOB);
  expect(jobs).toEqual([expect.objectContaining({ simulated: false })]);
});

test('another Job leaves no Secret behind: the controller waits for it', () => {
  const work = opened(MANIFESTS.replace('kube-webhook-certgen', 'busybox'));
  expect(controllerOf(work)).toMatchObject({ state: 'ContainerCreating', ready: false });
  expect(work.first.diagnostics.map(({ code }) => code).toSorted()).toEqual(['config-missing', 'not-simulated']);
});

test('what the Job made stays when its document goes, as in a cluster, and leads to the Job while it is there', () => {
  const { session, first } = opened(MANIFESTS);
  const step = first.steps.find(({ by }) => by === 'kube-webhook-certgen');
  expect(step && session.locate(step.cause)).toMatchObject({ file: 'f1' });
  const [others = ''] = MANIFESTS.split('---\napiVersion: batch/v1');
  const { objects } = session.edit(files(others), false);
  expect(objects.some(({ key }) => key === JOB)).toBe(false);
  expect(objects.some(({ key }) => key === SECRET)).toBe(true);
});
