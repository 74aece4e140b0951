import { keyOf, type ObjectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Namespace, Node } from '../../api/node.js';
import type { Container, Pod, PodPhase, PodSpec } from '../../api/pod.js';
import type { EndpointSlice } from '../../api/endpoints.js';
import type { Service, ServicePort } from '../../api/service.js';
import type { ClusterSettings, ClusterView } from '../../cluster/types.js';

/** Small finished objects for tests of what only reads the cluster: no controllers run, so every status is written by hand. */
export const settings: ClusterSettings = {
  nodes: [],
  podCIDR: '10.244.0.0/16',
  nodeMask: 24,
  serviceCIDR: '10.96.0.0/16',
  nodeCIDR: '192.168.0.0/24',
  clusterDomain: 'cluster.local',
  seed: 42,
};

/** A view of exactly these objects. Lists keep their identity, as the contract says. */
export function aView(objects: readonly KubeObject[], changed: Partial<ClusterSettings> = {}): ClusterView {
  const byKey = new Map<ObjectKey, KubeObject>(objects.map((one) => [keyOf(one), one]));
  const lists = new Map<string, readonly KubeObject[]>();
  return {
    settings: { ...settings, ...changed },
    clock: 60_000,
    get: <T extends KubeObject>(key: ObjectKey) => byKey.get(key) as T | undefined,
    list: <T extends KubeObject>(kind: string, namespace?: string) => {
      const id = `${kind}/${namespace ?? '*'}`;
      const known = lists.get(id);
      if (known) return known as readonly KubeObject[] as readonly T[];
      const found = [...byKey.entries()]
        .filter(([, one]) => one.kind === kind && (namespace === undefined || one.metadata.namespace === namespace))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, one]) => one);
      lists.set(id, found);
      return found as readonly KubeObject[] as readonly T[];
    },
  };
}

export function aNamespace(name: string): Namespace {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {}, status: { phase: 'Active' } };
}

/** The n-th node: address 192.168.0.(10+n), pods 10.244.n.0/24. */
export function aNode(
  name: string,
  n: number,
  other: { readonly podCIDR?: string | undefined; readonly ready?: 'True' | 'False' | 'Unknown' } = {},
): Node {
  const podCIDR = Object.hasOwn(other, 'podCIDR') ? other.podCIDR : `10.244.${n}.0/24`;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    spec: podCIDR === undefined ? {} : { podCIDR, podCIDRs: [podCIDR] },
    status: {
      addresses: [
        { type: 'InternalIP', address: `192.168.0.${10 + n}` },
        { type: 'Hostname', address: name },
      ],
      conditions: [{ type: 'Ready', status: other.ready ?? 'True' }],
    },
  };
}

export interface PodParts {
  readonly node?: string;
  readonly ip?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ports?: readonly (
    number | { readonly port: number; readonly protocol: 'TCP' | 'UDP'; readonly name?: string }
  )[];
  readonly phase?: PodPhase;
  readonly hostNetwork?: boolean;
  readonly running?: boolean;
  readonly spec?: Partial<PodSpec>;
}

export function aPod(name: string, parts: PodParts = {}): Pod {
  const container: Container = {
    name: 'app',
    image: 'registry.k8s.io/e2e-test-images/agnhost:2.53',
    ports: (parts.ports ?? []).map((port) =>
      typeof port === 'number'
        ? { containerPort: port, protocol: 'TCP' }
        : {
            containerPort: port.port,
            protocol: port.protocol,
            ...(port.name === undefined ? {} : { name: port.name }),
          },
    ),
  };
  const running = parts.running ?? true;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: parts.namespace ?? 'default', labels: parts.labels ?? {} },
    spec: {
      containers: [container],
      ...(parts.node === undefined ? {} : { nodeName: parts.node }),
      ...(parts.hostNetwork === undefined ? {} : { hostNetwork: parts.hostNetwork }),
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      ...parts.spec,
    },
    status: {
      phase: parts.phase ?? 'Running',
      ...(parts.ip === undefined ? {} : { podIP: parts.ip, podIPs: [{ ip: parts.ip }] }),
      conditions: [{ type: 'Ready', status: running ? 'True' : 'False' }],
      containerStatuses: [
        {
          name: 'app',
          ready: running,
          started: running,
          restartCount: 0,
          state: running
            ? { running: { startedAt: '2026-01-01T00:00:00Z' } }
            : { waiting: { reason: 'CrashLoopBackOff' } },
        },
      ],
    },
  };
}

export function aService(
  name: string,
  clusterIP: string,
  ports: readonly (Partial<ServicePort> & { readonly port: number })[],
  other: { readonly namespace?: string; readonly spec?: Partial<Service['spec']> } = {},
): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: other.namespace ?? 'default' },
    spec: {
      type: 'ClusterIP',
      ...(clusterIP === '' ? {} : { clusterIP, clusterIPs: [clusterIP] }),
      ports: ports.map((port) => ({ protocol: 'TCP', targetPort: port.port, ...port })),
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      ...other.spec,
    },
    status: { loadBalancer: {} },
  };
}

/** One EndpointSlice of a Service with a ready endpoint for each pod. */
export function aSlice(
  service: string,
  pods: readonly Pod[],
  ports: EndpointSlice['ports'] & object,
  namespace = 'default',
): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${service}-abcde`, namespace, labels: { 'kubernetes.io/service-name': service } },
    addressType: 'IPv4',
    endpoints: pods.map((pod) => ({
      addresses: [pod.status.podIP ?? ''],
      conditions: { ready: true, serving: true, terminating: false },
      ...(pod.spec.nodeName === undefined ? {} : { nodeName: pod.spec.nodeName }),
      targetRef: { kind: 'Pod', namespace: pod.metadata.namespace ?? '', name: pod.metadata.name },
    })),
    ports,
  };
}
