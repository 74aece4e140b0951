import type { Ingress, IngressClass, KubeObject, NetworkPolicy, Service } from '../../core/index.js';
import { systemObjects, threeNodes } from './clusters.js';
import { aNode, aPod, aService, aSlice, type ServiceParts } from './objects.js';

/** Pods of one app, one on each of these nodes, and the Service in front of them. */
function app(
  name: string,
  octet: number,
  nodes: readonly number[],
  parts: Partial<ServiceParts> & { readonly namespace?: string } = {},
): KubeObject[] {
  const labels = { app: name };
  const pods = nodes.map((node, index) =>
    aPod(`${name}-${['7d4b9', '2xk8z', 'f9wnl', 'h5tcb'][index] ?? index}`, `worker-${node}`, {
      labels,
      ip: `10.244.${node}.${octet + index}`,
      ports: [8080],
      owner: { kind: 'ReplicaSet', name },
      ...(parts.namespace !== undefined && { namespace: parts.namespace }),
    }),
  );
  const service = aService(name, { clusterIP: `10.96.7.${octet}`, selector: labels, ports: [[80, 8080]], ...parts });
  return [...pods, service, aSlice(service, pods)];
}

function base(): KubeObject[] {
  return [...threeNodes(), ...systemObjects('control-plane')];
}

/** The lecture's NodePort. With `Local`, worker-1 has no pod of it. */
export function nodePort(policy: 'Cluster' | 'Local' = 'Cluster'): KubeObject[] {
  const spec = { type: 'NodePort', externalTrafficPolicy: policy } as const;
  return [...base(), ...app('shop', 10, policy === 'Local' ? [2] : [1, 2], { spec, nodePort: 30080 })];
}

/** A balancer that was made, or that nobody makes. */
export function loadBalancer(mode: 'VIP' | 'Proxy' | 'none'): KubeObject[] {
  const spec = { type: 'LoadBalancer', externalTrafficPolicy: 'Cluster' } as const;
  const ingress = mode === 'none' ? {} : { ingress: [{ ip: '203.0.113.1', ipMode: mode }] };
  return [...base(), ...app('shop', 10, [1, 2], { spec, nodePort: 30080, ...ingress })];
}

export function externalIP(): KubeObject[] {
  return [...base(), ...app('shop', 10, [1, 2], { spec: { externalIPs: ['203.0.113.80'] } })];
}

export function anIngress(name: string, spec: Ingress['spec'], namespace = 'default'): Ingress {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name, namespace }, spec };
}

const path = (at: string, name: string, pathType: 'Prefix' | 'Exact' = 'Prefix') => ({
  path: at,
  pathType,
  backend: { service: { name, port: { number: 80 } } },
});

export const NGINX: IngressClass = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: 'nginx' },
  spec: { controller: 'k8s.io/ingress-nginx' },
};

/** The lecture's fanout: two hosts, three paths. */
function fanoutIngress(tls = false): Ingress {
  return anIngress('simple-fanout', {
    ingressClassName: 'nginx',
    ...(tls && { tls: [{ hosts: ['foo.bar.com'], secretName: 'foo-tls' }] }),
    rules: [
      { host: 'foo.bar.com', http: { paths: [path('/foo', 'shop'), path('/bar', 'cart')] } },
      { host: 'mail.bar.com', http: { paths: [path('/', 'mail')] } },
    ],
  });
}

/** A certificate for foo.bar.com that signs itself. */
const CERTIFICATE =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJtRENDQVQrZ0F3SUJBZ0lVWVBDUWNiVlJIbFNvaVA1RW1Ya3VKcFh3NlZRd0NnWUlLb1pJemowRUF3' +
  'SXcKRmpFVU1CSUdBMVVFQXd3TFptOXZMbUpoY2k1amIyMHdIaGNOTWpZeE1USXpNVFF6TkRJeVdoY05Nell4TVRJdwpNVFF6TkRJeVdqQVdNUlF3RWdZRFZR' +
  'UUREQXRtYjI4dVltRnlMbU52YlRCWk1CTUdCeXFHU000OUFnRUdDQ3FHClNNNDlBd0VIQTBJQUJPOTJEdlVNN0hKTGlad0pmOGhUVWhYNDlGbDUxQ1l6SG55' +
  'Y3k5bmcvdWkvb3FWUHN2Y1cKNVlWWDdyUThzSEpmaEFEOXhpVHZEdHpZczNhNDRIc2tpWjJqYXpCcE1CMEdBMVVkRGdRV0JCUzArMjVRRnNPQQpCWVJIVHpP' +
  'VWExYVd2SUNXZGpBZkJnTlZIU01FR0RBV2dCUzArMjVRRnNPQUJZUkhUek9VYTFhV3ZJQ1dkakFQCkJnTlZIUk1CQWY4RUJUQURBUUgvTUJZR0ExVWRFUVFQ' +
  'TUEyQ0MyWnZieTVpWVhJdVkyOXRNQW9HQ0NxR1NNNDkKQkFNQ0EwY0FNRVFDSUd2QXFHOXNaRjlMU3Qweit6UmdWS3J2RXE5MVpwMHFaMTN0aUgzSnZkU2pB' +
  'aUJ1Zng3OAo5NGhId1VSL0Y0RnlNV1lvcjNmTVNEQlBpbG9ocElKSndJRVRDdz09Ci0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K';
/** What looks like a key and opens nothing. */
const KEY = 'LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tClRrOVVJRUVnUzBWWgotLS0tLUVORCBQUklWQVRFIEtFWS0tLS0tCg==';

function tlsSecret(name = 'foo-tls'): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'default' },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': CERTIFICATE, 'tls.key': KEY },
  } as KubeObject;
}

const NGINX_IMAGE = 'registry.k8s.io/ingress-nginx/controller:v1.9.4';

/** The workload by whose image the controller is known. */
const NGINX_DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'ingress-nginx-controller', namespace: 'ingress-nginx' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'ingress-nginx' } },
    template: {
      metadata: { labels: { app: 'ingress-nginx' } },
      spec: {
        containers: [
          {
            name: 'controller',
            image: NGINX_IMAGE,
            args: ['/nginx-ingress-controller', '--controller-class=k8s.io/ingress-nginx', '--ingress-class=nginx'],
          },
        ],
      },
    },
  },
} as KubeObject;

/** Three apps that an Ingress leads to, and the controller that reads it behind a balancer. */
export function fanout(other: { readonly tls?: boolean; readonly secret?: boolean } = {}): KubeObject[] {
  const spec = { type: 'LoadBalancer', externalTrafficPolicy: 'Cluster' } as const;
  const labels = { app: 'ingress-nginx' };
  const controller = aPod('ingress-nginx-controller-6b8c7d-4kq2p', 'worker-1', {
    namespace: 'ingress-nginx',
    labels,
    image: NGINX_IMAGE,
    ip: '10.244.1.40',
    ports: [80, 443],
    owner: { kind: 'ReplicaSet', name: 'ingress-nginx-controller-6b8c7d' },
  });
  const front: Service = aService('ingress-nginx-controller', {
    namespace: 'ingress-nginx',
    clusterIP: '10.96.7.99',
    selector: labels,
    ports: [
      [80, 80],
      [443, 443],
    ],
    spec,
    nodePort: 30180,
    ingress: [{ ip: '203.0.113.1', ipMode: 'VIP' }],
  });
  return [
    ...base(),
    NGINX_DEPLOYMENT,
    controller,
    front,
    aSlice(front, [controller]),
    ...app('shop', 10, [1, 2]),
    ...app('cart', 20, [2]),
    ...app('mail', 30, [1]),
    NGINX,
    fanoutIngress(other.tls),
    ...(other.secret === true ? [tlsSecret()] : []),
  ];
}

/** The same Ingress where nothing reads it. */
export function unreadIngress(): KubeObject[] {
  return [...base(), ...app('shop', 10, [1, 2]), ...app('cart', 20, [2]), ...app('mail', 30, [1]), fanoutIngress()];
}

/** A policy of the default namespace. */
export function aPolicy(name: string, spec: NetworkPolicy['spec']): NetworkPolicy {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: 'default' }, spec };
}

/** Every pod of a Service is there and none of them is ready. */
export function idle(objects: readonly KubeObject[], app: string): KubeObject[] {
  return objects.map((one) => {
    if (!one.metadata.name.startsWith(app) || (one.kind !== 'EndpointSlice' && one.kind !== 'Pod')) return one;
    const text = JSON.stringify(one).replaceAll('"ready":true', '"ready":false');
    return JSON.parse(one.kind === 'Pod' ? text.replaceAll('"status":"True"', '"status":"False"') : text) as KubeObject;
  });
}

/** Far more rules and ports than there is room for. */
export function manyWaysIn(rules: number, ports: number): KubeObject[] {
  const list: KubeObject[] = [...base(), aNode('worker-3', 3), NGINX];
  list.push(...app('shop', 10, [1, 2, 3]));
  for (let n = 0; n < ports; n++) {
    list.push(
      aService(`open-${String(n).padStart(2, '0')}`, {
        clusterIP: `10.96.9.${n}`,
        selector: { app: 'shop' },
        ports: [[80, 8080]],
        spec: { type: 'NodePort', externalTrafficPolicy: 'Cluster' },
        nodePort: 30000 + n,
      }),
    );
  }
  const paths = Array.from({ length: rules }, (_, n) => path(`/p${String(n).padStart(2, '0')}`, 'shop'));
  list.push(anIngress('many', { ingressClassName: 'nginx', rules: [{ host: 'foo.bar.com', http: { paths } }] }));
  return list;
}
