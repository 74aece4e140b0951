import type { Endpoint, EndpointSlice } from '../../api/endpoints.js';
import type { Node } from '../../api/node.js';
import type { Service } from '../../api/service.js';

/** A ClusterIP Service `default/NAME`, 80 → 9376, as the API server stores it; `spec` changes it. */
export function serviceOf(
  name: string,
  spec: Partial<Service['spec']> = {},
  ingress?: readonly { ip: string }[],
): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec: {
      type: 'ClusterIP',
      selector: { app: name },
      clusterIP: '10.96.0.10',
      clusterIPs: ['10.96.0.10'],
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 9376 }],
      ...spec,
    },
    status: { loadBalancer: ingress === undefined ? {} : { ingress } },
  };
}

/** One endpoint on `worker-1`, ready unless said otherwise. */
export function endpointOf(ip: string, over: Partial<Endpoint> = {}): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready: true, serving: true, terminating: false },
    nodeName: 'worker-1',
    targetRef: { kind: 'Pod', namespace: 'default', name: `pod-${ip.split('.').at(-1) ?? ''}` },
    ...over,
  };
}

/** The EndpointSlice of a Service, port 9376 without a name. Addresses stand for ready endpoints on `worker-1`. */
export function sliceOf(
  service: string,
  endpoints: readonly (string | Endpoint)[],
  name = `${service}-abcde`,
): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name, namespace: 'default', labels: { 'kubernetes.io/service-name': service } },
    addressType: 'IPv4',
    ports: [{ name: '', port: 9376, protocol: 'TCP' }],
    endpoints: endpoints.map((endpoint) => (typeof endpoint === 'string' ? endpointOf(endpoint) : endpoint)),
  };
}

export function nodeOf(name: string, ip: string, zone = ''): Node {
  const metadata = { name, labels: zone === '' ? {} : { 'topology.kubernetes.io/zone': zone } };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata,
    spec: {},
    status: { addresses: [{ type: 'InternalIP', address: ip }] },
  };
}
