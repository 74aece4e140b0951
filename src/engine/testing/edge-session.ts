import { DEFAULT_SETTINGS, type ObjectKey } from '../../core/index.js';
import * as policyLens from '../../scene/policy-lens.js';
import * as edgeAnswers from '../edge-core.js';
import type { Workspace } from '../protocol.js';
import { createSession, type EngineSession } from '../session.js';

/** A session that has loaded what answers about policies and ways in, and what paints them. */
export function createEdgeSession(): EngineSession {
  const session = createSession();
  session.useEdgeAnswers(edgeAnswers);
  session.usePolicyLens(policyLens);
  return session;
}

const CONTROLLER = `apiVersion: v1
kind: Namespace
metadata:
  name: ingress-nginx
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: nginx
spec:
  controller: k8s.io/ingress-nginx
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ingress-nginx-controller
  namespace: ingress-nginx
spec:
  replicas: 1
  selector:
    matchLabels:
      app: ingress-nginx
  template:
    metadata:
      labels:
        app: ingress-nginx
    spec:
      containers:
        - name: controller
          image: registry.k8s.io/ingress-nginx/controller:v1.12.1
          args:
            - /nginx-ingress-controller
            - --controller-class=k8s.io/ingress-nginx
            - --publish-service=$(POD_NAMESPACE)/ingress-nginx-controller
          ports:
            - containerPort: 80
            - containerPort: 443
---
apiVersion: v1
kind: Service
metadata:
  name: ingress-nginx-controller
  namespace: ingress-nginx
spec:
  type: LoadBalancer
  selector:
    app: ingress-nginx
  ports:
    - name: http
      port: 80
      targetPort: 80
    - name: https
      port: 443
      targetPort: 443
`;

const app = (name: string) => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  labels:
    app: ${name}
spec:
  containers:
    - name: ${name}
      image: nginx
      ports:
        - containerPort: 8080
`;

const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /web
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080
`;

/** Only the web may ask the database. */
const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: db
spec:
  podSelector:
    matchLabels:
      app: db
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: web
      ports:
        - port: 8080
`;

const file = (id: string, text: string) => ({ id, name: `${id}.yaml`, text });

/** A cloud, a controller, an Ingress to `web`, and a policy in front of `db`. */
export const edgeWork: Workspace = {
  files: [
    file('controller', CONTROLLER),
    file('ingress', INGRESS),
    file('pods', [app('client'), app('web'), app('db')].join('---\n')),
    file('policy', POLICY),
  ],
  settings: { ...DEFAULT_SETTINGS, loadBalancer: 'vip' },
  history: [],
  request: {
    from: { kind: 'outside' },
    to: { kind: 'name', name: 'shop.example.com' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
    http: { scheme: 'http', method: 'GET', host: 'shop.example.com', path: '/web' },
  },
};

/** The same work with the text of one file replaced. */
export const withFile = (id: string, text: (before: string) => string): Workspace['files'] =>
  edgeWork.files.map((one) => (one.id === id ? { ...one, text: text(one.text) } : one));

export const pod = (name: string) => ({ kind: 'pod', pod: `Pod/default/${name}` as ObjectKey }) as const;
