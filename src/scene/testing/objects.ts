import {
  keyOf,
  type ClusterSettings,
  type ClusterView,
  type EndpointSlice,
  type KubeObject,
  type Node,
  type ObjectKey,
  type Pod,
  type Protocol,
  type Service,
} from '../../core/index.js';

/** Finished objects for tests of what only reads the cluster: no controller runs, so every status is written by hand. */
export const settings: ClusterSettings = {
  nodes: [],
  podCIDR: '10.244.0.0/16',
  nodeMask: 24,
  serviceCIDR: '10.96.0.0/16',
  nodeCIDR: '192.168.10.0/24',
  clusterDomain: 'cluster.local',
  seed: 42,
};

/** A view of exactly these objects, in key order. */
export function aView(objects: readonly KubeObject[]): ClusterView {
  const byKey = new Map(objects.map((one) => [keyOf(one), one]));
  const sorted = [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const lists = new Map<string, readonly KubeObject[]>();
  return {
    settings,
    clock: 60_000,
    get: <T extends KubeObject>(key: ObjectKey) => byKey.get(key) as T | undefined,
    list: <T extends KubeObject>(kind: string, namespace?: string) => {
      const id = `${kind}/${namespace ?? '*'}`;
      let list = lists.get(id);
      if (list === undefined) {
        list = sorted.filter((one) => one.kind === kind && (!namespace || one.metadata.namespace === namespace));
        lists.set(id, list);
      }
      return list as readonly KubeObject[] as readonly T[];
    },
  };
}

/** The n-th node: address 192.168.10.(10+n), pods 10.244.n.0/24. */
export function aNode(name: string, n: number, other: { controlPlane?: boolean; ready?: boolean } = {}): Node {
  const role = other.controlPlane === true ? { 'node-role.kubernetes.io/control-plane': '' } : {};
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, ...role } },
    spec: { podCIDR: `10.244.${n}.0/24` },
    status: {
      addresses: [{ type: 'InternalIP', address: `192.168.10.${10 + n}` }],
      conditions: [{ type: 'Ready', status: other.ready === false ? 'Unknown' : 'True' }],
    },
  };
}

export interface PodParts {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ip?: string;
  readonly ready?: boolean;
  readonly waiting?: string;
  readonly phase?: Pod['status']['phase'];
  readonly terminating?: boolean;
  readonly owner?: { readonly kind: string; readonly name: string };
  readonly age?: number;
  readonly hostNetwork?: boolean;
  readonly image?: string;
  /** Container ports; `53/UDP` for another protocol than TCP. */
  readonly ports?: readonly (number | string)[];
}

function portOf(written: number | string): { readonly number: number; readonly protocol: Protocol } {
  const [number, protocol = 'TCP'] = String(written).split('/');
  return { number: Number(number), protocol: protocol as Protocol };
}

/** A running and ready pod, unless its parts say otherwise. A pod without an address is still being created. */
export function aPod(name: string, node: string | undefined, parts: PodParts = {}): Pod {
  const ready = parts.ready ?? parts.ip !== undefined;
  const waiting = parts.waiting ?? (parts.ip === undefined && node !== undefined ? 'ContainerCreating' : undefined);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: parts.namespace ?? 'default',
      labels: parts.labels ?? {},
      creationTimestamp: `2026-01-01T00:00:${String(parts.age ?? 0).padStart(2, '0')}Z`,
      ...(parts.terminating === true && { deletionTimestamp: '2026-01-01T00:01:00Z' }),
      ...(parts.owner && {
        ownerReferences: [{ apiVersion: 'apps/v1', uid: 'u', controller: true, ...parts.owner }],
      }),
    },
    spec: {
      containers: [
        {
          name: 'main',
          image: parts.image ?? 'registry.k8s.io/serve_hostname',
          ports: (parts.ports ?? []).map((port) => ({
            containerPort: portOf(port).number,
            protocol: portOf(port).protocol,
          })),
        },
      ],
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      ...(node !== undefined && { nodeName: node }),
      ...(parts.hostNetwork === true && { hostNetwork: true }),
    },
    status: {
      phase: parts.phase ?? (parts.ip === undefined ? 'Pending' : 'Running'),
      ...(parts.ip !== undefined && { podIP: parts.ip }),
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [
        {
          name: 'main',
          ready,
          started: ready,
          restartCount: 0,
          state: waiting === undefined ? { running: { startedAt: '' } } : { waiting: { reason: waiting } },
        },
      ],
    },
  };
}

export interface ServiceParts {
  readonly namespace?: string;
  readonly clusterIP: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports: readonly (readonly [port: number, targetPort: number | string, protocol?: Protocol])[];
  /** What else its spec says: its type, external addresses, policies. */
  readonly spec?: Partial<Service['spec']>;
  /** The first of its ports is open on nodes by this number, the next by the one above. */
  readonly nodePort?: number;
  /** What a balancer gave it. */
  readonly ingress?: Service['status']['loadBalancer']['ingress'];
}

export function aService(name: string, parts: ServiceParts): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: parts.namespace ?? 'default' },
    spec: {
      type: 'ClusterIP',
      clusterIP: parts.clusterIP,
      ...(parts.selector && { selector: parts.selector }),
      ports: parts.ports.map(([port, targetPort, protocol = 'TCP'], index) => ({
        protocol,
        port,
        targetPort,
        ...(parts.ports.length > 1 && { name: `${protocol.toLowerCase()}-${port}` }),
        ...(parts.nodePort !== undefined && { nodePort: parts.nodePort + index }),
      })),
      clusterIPs: [parts.clusterIP],
      ipFamilies: ['IPv4'],
      sessionAffinity: 'None',
      ...parts.spec,
    },
    status: { loadBalancer: parts.ingress === undefined ? {} : { ingress: parts.ingress } },
  };
}

/** The EndpointSlice of a Service, with these pods in it. */
export function aSlice(service: Service, pods: readonly Pod[]): EndpointSlice {
  const { name, namespace = 'default' } = service.metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${name}-abcde`, namespace, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    endpoints: pods
      .filter((pod) => pod.status.podIP !== undefined)
      .map((pod) => ({
        addresses: [pod.status.podIP ?? ''],
        ...(pod.spec.nodeName !== undefined && { nodeName: pod.spec.nodeName }),
        conditions: { ready: pod.status.conditions?.[0]?.status === 'True' && !pod.metadata.deletionTimestamp },
        targetRef: { kind: 'Pod', namespace, name: pod.metadata.name },
      })),
    ports: (service.spec.ports ?? []).map(({ name = '', protocol, targetPort }) => ({
      name,
      protocol,
      port: Number(targetPort),
    })),
  };
}
