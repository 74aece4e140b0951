import type { KubeObject, Labels } from '../../api/meta.js';
import type { Ingress, IngressBackend, IngressClass, IngressTls, PathType } from '../../api/networking.js';
import type { Pod } from '../../api/pod.js';
import type { Secret } from '../../api/storage.js';
import type { Deployment } from '../../api/workload.js';
import type { ClusterView } from '../../cluster/types.js';
import { aNode, aPod, aService, aSlice, aView } from '../../network/testing/objects.js';
import { ingressControllers } from '../controllers.js';
import { routeRequest } from '../route-request.js';
import type { HttpRequest, IngressController, RouteDecision } from '../types.js';

/** Small clusters for tests of routing: a controller, Services with endpoints, Ingresses. */
const LABELS = { app: 'controller' };
const NGINX_IMAGE =
  'registry.k8s.io/ingress-nginx/controller:v1.11.2@sha256:d5f8217feeac4887cb1ed21f27c2674e58be06bd8f5184cacea2a69abaf78dce';
/** Routes by the rules of the API alone. */
export const PLAIN_IMAGE = 'docker.io/haproxytech/kubernetes-ingress:3.1';

export interface ControllerParts {
  readonly image?: string;
  readonly args?: readonly string[];
  readonly ready?: boolean;
  readonly node?: string;
  readonly ip?: string;
  readonly hostNetwork?: boolean;
}

const NAMESPACE = 'ingress';
const OWNER = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'controller-1', uid: 'rs', controller: true };

/** The workload, its pod, and the Service in front. */
function aController(parts: ControllerParts = {}): readonly KubeObject[] {
  const container = {
    name: 'controller',
    image: parts.image ?? NGINX_IMAGE,
    args: ['/nginx-ingress-controller', ...(parts.args ?? [])],
    ports: [
      { name: 'http', containerPort: 80, protocol: 'TCP' as const },
      { name: 'https', containerPort: 443, protocol: 'TCP' as const },
    ],
  };
  const pod = aPod('controller-1', {
    namespace: NAMESPACE,
    labels: LABELS,
    node: parts.node ?? 'worker-1',
    ip: parts.ip ?? '10.244.1.80',
    running: parts.ready ?? true,
    ...(parts.hostNetwork === undefined ? {} : { hostNetwork: parts.hostNetwork }),
    spec: { containers: [container] },
  });
  const statuses = (pod.status.containerStatuses ?? []).map((one) => ({ ...one, name: 'controller' }));
  const workload: Deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'controller', namespace: NAMESPACE },
    spec: {
      replicas: 1,
      strategy: { type: 'RollingUpdate' },
      selector: { matchLabels: LABELS },
      template: { metadata: { labels: LABELS }, spec: pod.spec },
    },
    status: {},
  } as Deployment;
  const ports = [
    { name: 'http', port: 80, targetPort: 'http' },
    { name: 'https', port: 443, targetPort: 'https' },
  ];
  return [
    workload,
    {
      ...pod,
      metadata: { ...pod.metadata, ownerReferences: [OWNER] },
      status: { ...pod.status, containerStatuses: statuses },
    } as Pod,
    aService('front', '10.96.7.7', ports, { namespace: NAMESPACE, spec: { selector: LABELS } }),
    aSlice(
      'front',
      [pod],
      [
        { name: 'http', port: 80, protocol: 'TCP' },
        { name: 'https', port: 443, protocol: 'TCP' },
      ],
      NAMESPACE,
    ),
  ];
}

export function anIngressClass(
  name: string,
  controller = 'k8s.io/ingress-nginx',
  annotations: Labels = {},
): IngressClass {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name, annotations },
    spec: { controller },
  };
}

export interface IngressParts {
  readonly class?: string;
  readonly annotations?: Labels;
  readonly tls?: readonly IngressTls[];
  readonly created?: string;
  /** `service:port`. */
  readonly defaultBackend?: string;
}

/** Rules as `host path pathType service:port`; `*` stands for every host. */
export function anIngress(name: string, rules: readonly string[], parts: IngressParts = {}): Ingress {
  const byHost = new Map<string, { path: string; pathType: PathType; backend: IngressBackend }[]>();
  for (const rule of rules) {
    const [host = '', path = '', pathType = 'Prefix', to = ''] = rule.split(' ');
    const list = byHost.get(host) ?? [];
    byHost.set(host, list);
    list.push({ path, pathType: pathType as PathType, backend: backend(to) });
  }
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name,
      namespace: 'default',
      creationTimestamp: parts.created ?? '2026-01-01T00:00:00Z',
      ...(parts.annotations ? { annotations: parts.annotations } : {}),
    },
    spec: {
      ingressClassName: parts.class ?? 'nginx',
      ...(parts.defaultBackend === undefined ? {} : { defaultBackend: backend(parts.defaultBackend) }),
      ...(parts.tls ? { tls: parts.tls } : {}),
      rules: [...byHost].map(([host, paths]) => ({ ...(host === '*' ? {} : { host }), http: { paths } })),
    },
  };
}

function backend(text: string): IngressBackend {
  const [name = '', port = '80'] = text.split(':');
  const number = Number(port);
  return { service: { name, port: Number.isNaN(number) ? { name: port } : { number } } };
}

/** A Service of port 80 with a ready endpoint on a pod of its own: the n-th. */
export function aBackend(name: string, n: number): readonly KubeObject[] {
  const ip = `10.244.2.${n + 100}`;
  const pod = aPod(`${name}-pod`, { node: 'worker-2', ip, ports: [8080], labels: { app: name } });
  return [
    pod,
    aService(name, `10.96.1.${n}`, [{ name: 'web', port: 80, targetPort: 8080 }], {
      spec: { selector: { app: name } },
    }),
    aSlice(name, [pod], [{ name: 'web', port: 8080, protocol: 'TCP' }]),
  ];
}

export function aTlsSecret(name: string, certificate: string, key: string, type = 'kubernetes.io/tls'): Secret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'default' },
    type,
    data: { 'tls.crt': certificate, 'tls.key': key },
  };
}

/** Two workers, the class `nginx`, a controller (ingress-nginx, unless other objects bring one) and what else is given. */
export function edgeView(objects: readonly KubeObject[], controller: ControllerParts = {}): ClusterView {
  const of = controller.image === PLAIN_IMAGE ? 'haproxy.org/ingress-controller' : 'k8s.io/ingress-nginx';
  return aView([
    aNode('control-plane', 0),
    aNode('worker-1', 1),
    aNode('worker-2', 2),
    anIngressClass('nginx', of),
    ...aController(controller),
    ...objects,
  ]);
}

export function theController(view: ClusterView): IngressController {
  const [first] = ingressControllers(view);
  if (!first) throw new Error('no controller');
  return first;
}

/** Routes `http(s)://host/path` through the only controller. */
export function route(view: ClusterView, url: string, more: Partial<HttpRequest> = {}): RouteDecision {
  return routeRequest(view, theController(view), { ...requestOf(url), ...more });
}

export function requestOf(url: string): HttpRequest {
  const [, scheme = 'http', host = '', path = '/'] = /^(https?):\/\/([^/]*)(\/.*)?$/.exec(url) ?? [];
  return { scheme: scheme as HttpRequest['scheme'], method: 'GET', host, path };
}

/** What came of it in a word: the Service, or the status. */
export function ended(decision: RouteDecision): string {
  const { answer, backend } = decision;
  if (answer) return String(answer.status);
  return backend?.service?.split('/').at(-1) ?? '?';
}
