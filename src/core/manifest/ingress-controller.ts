/** How an ingress controller is to be set up. */
export interface ControllerOptions {
  /** The IngressClass to bring along; none where the manifests have theirs. */
  readonly className?: string;
  /** What Ingresses name by annotation: `--ingress-class`. */
  readonly annotationClass?: string;
  /** Whether it serves Ingresses that name no class. */
  readonly withoutClass?: boolean;
}

/**
 * The documents of a small ingress-nginx: its namespace, class, Deployment and the Service in front, with the flags of the project's own
 * `deploy/static/provider/cloud/deploy.yaml`. Its RBAC rules, admission webhook and probes are left out: they do not change the way of a
 * request.
 */
export function ingressControllerManifests(options: ControllerOptions = {}): string {
  const { className, annotationClass = 'nginx', withoutClass = false } = options;
  return [
    NAMESPACE,
    ...(className === undefined ? [] : [ingressClass(className)]),
    deployment(annotationClass, withoutClass),
    SERVICE,
  ].join('---\n');
}

const NAMESPACE = `apiVersion: v1
kind: Namespace
metadata:
  name: ingress-nginx
`;

const ingressClass = (name: string) => `apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: ${name}
spec:
  controller: k8s.io/ingress-nginx
`;

const deployment = (annotationClass: string, withoutClass: boolean) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ingress-nginx-controller
  namespace: ingress-nginx
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: ingress-nginx
      app.kubernetes.io/component: controller
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ingress-nginx
        app.kubernetes.io/component: controller
    spec:
      containers:
        - name: controller
          image: registry.k8s.io/ingress-nginx/controller:v1.12.1
          args:
            - /nginx-ingress-controller
            - --publish-service=$(POD_NAMESPACE)/ingress-nginx-controller
            - --election-id=ingress-nginx-leader
            - --controller-class=k8s.io/ingress-nginx
            - --ingress-class=${annotationClass}
${withoutClass ? '            - --watch-ingress-without-class=true\n' : ''}            - --configmap=$(POD_NAMESPACE)/ingress-nginx-controller
          env:
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
            - name: POD_NAMESPACE
              valueFrom:
                fieldRef:
                  fieldPath: metadata.namespace
          ports:
            - name: http
              containerPort: 80
            - name: https
              containerPort: 443
`;

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: ingress-nginx-controller
  namespace: ingress-nginx
spec:
  type: LoadBalancer
  selector:
    app.kubernetes.io/name: ingress-nginx
    app.kubernetes.io/component: controller
  ports:
    - name: http
      port: 80
      targetPort: http
      appProtocol: http
    - name: https
      port: 443
      targetPort: https
      appProtocol: https
`;
