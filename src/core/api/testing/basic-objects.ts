const meta = {
  name: 'web',
  namespace: 'default',
  labels: { app: 'web' },
  ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b' }],
};
const podSpec = {
  containers: [
    {
      name: 'web',
      image: 'web',
      ports: [{ name: 'http', containerPort: 80, hostPort: 80 }],
      readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 1 },
      resources: { requests: { cpu: '1' }, limits: { cpu: '2' } },
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
      env: [{ name: 'A', value: 'b' }],
    },
  ],
  initContainers: [{ name: 'init', image: 'init', restartPolicy: 'Always' }],
  volumes: [{ name: 'data', secret: { secretName: 's' } }],
  tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }],
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { a: 'b' } } },
  ],
  dnsPolicy: 'None',
  dnsConfig: { nameservers: ['1.1.1.1'], searches: ['a.b'], options: [{ name: 'ndots', value: '2' }] },
  nodeSelector: { a: 'b' },
  hostNetwork: true,
  hostAliases: [{ ip: '1.1.1.1', hostnames: ['a'] }],
  readinessGates: [{ conditionType: 'a' }],
};
const workloadSpec = {
  replicas: 2,
  selector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] },
  template: { metadata: { labels: { app: 'web' }, annotations: { a: 'b' } }, spec: podSpec },
};

/** A rich object of each kind that pods and Services need. All share one metadata, so the cluster-scoped ones wrongly have a namespace. */
export const BASIC_OBJECTS: readonly object[] = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: meta,
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  },
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: meta,
    spec: {
      podCIDR: '10.0.0.0/24',
      podCIDRs: ['10.0.0.0/24'],
      taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
    },
    status: {
      capacity: { cpu: '2' },
      allocatable: { cpu: '2' },
      addresses: [{ type: 'InternalIP', address: '1.1.1.1' }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: meta,
    spec: podSpec,
    status: { phase: 'Running', podIPs: [{ ip: '1.1.1.1' }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta,
    spec: {
      type: 'LoadBalancer',
      selector: { app: 'web' },
      ports: [{ name: 'http', port: 80, targetPort: 'http', nodePort: 30_080, protocol: 'TCP', appProtocol: 'http' }],
      clusterIP: '10.0.0.1',
      clusterIPs: ['10.0.0.1'],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      externalIPs: ['1.1.1.1'],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } },
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      externalTrafficPolicy: 'Local',
    },
    status: { loadBalancer: { ingress: [{ ip: '1.1.1.1' }] } },
  },
  {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: meta,
    subsets: [
      {
        addresses: [{ ip: '1.1.1.1', nodeName: 'n' }],
        notReadyAddresses: [{ ip: '1.1.1.2' }],
        ports: [{ name: 'a', port: 80 }],
      },
    ],
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: meta,
    addressType: 'IPv4',
    endpoints: [{ addresses: ['1.1.1.1'], conditions: { ready: true }, hints: { forZones: [{ name: 'a' }] } }],
    ports: [{ name: 'a', port: 80, protocol: 'TCP' }],
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta,
    spec: { ...workloadSpec, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
  },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: meta, spec: workloadSpec },
];
