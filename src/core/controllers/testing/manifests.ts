import { objectKey, type ObjectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { Cluster } from '../../cluster/cluster.js';
import { DEFAULT_SETTINGS } from '../../cluster/settings.js';
import type { ClusterSettings, Step } from '../../cluster/types.js';
import { createCluster } from '../create-cluster.js';

type Fields = Readonly<Record<string, unknown>>;

/** Manifests as a learner writes them: nothing defaulted. The cast says that admission completes them. */
function manifest(apiVersion: string, kind: string, name: string, rest: Fields, metadata: Fields = {}): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace: 'default', ...metadata }, ...rest } as unknown as KubeObject;
}

export const web: Fields = { name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 9376, name: 'http' }] };

export function aDeployment(name: string, replicas: number, spec: Fields = {}, container: Fields = {}): KubeObject {
  return manifest('apps/v1', 'Deployment', name, {
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ ...web, ...container }] } },
      ...spec,
    },
  });
}

export function aReplicaSet(name: string, replicas: number): KubeObject {
  return manifest('apps/v1', 'ReplicaSet', name, {
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [web] } },
    },
  });
}

export function aPod(name: string, spec: Fields = {}, metadata: Fields = {}): KubeObject {
  return manifest('v1', 'Pod', name, { spec: { containers: [web], ...spec } }, { labels: { app: name }, ...metadata });
}

export function aService(name: string, spec: Fields = {}): KubeObject {
  return manifest('v1', 'Service', name, {
    spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 9376 }], ...spec },
  });
}

export function aNamespace(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

export function aNode(name: string, rest: Fields = {}, metadata: Fields = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, ...metadata }, ...rest } as unknown as KubeObject;
}

export const key = {
  pod: (name: string, namespace = 'default'): ObjectKey => objectKey('Pod', namespace, name),
  service: (name: string, namespace = 'default'): ObjectKey => objectKey('Service', namespace, name),
  deployment: (name: string, namespace = 'default'): ObjectKey => objectKey('Deployment', namespace, name),
  node: (name: string): ObjectKey => objectKey('Node', undefined, name),
};

/** A booted cluster with these manifests applied and settled. */
export function clusterWith(...objects: readonly KubeObject[]): Cluster {
  const cluster = createCluster(DEFAULT_SETTINGS);
  cluster.apply(objects);
  cluster.settle();
  return cluster;
}

/** Settings with so many workers, large enough for many pods each. */
export function withWorkers(count: number, settings: ClusterSettings = DEFAULT_SETTINGS): ClusterSettings {
  const workers = Array.from({ length: count }, (_, i) => ({
    name: `worker-${i + 1}`,
    controlPlane: false,
    cpu: '32',
    memory: '64Gi',
    zone: `zone-${'abc'[i % 3]}`,
  }));
  return { ...settings, nodes: [...settings.nodes.filter((node) => node.controlPlane), ...workers] };
}

/** The learner's pods (none of kube-system), in key order. */
export function pods(cluster: Cluster, app?: string): readonly Pod[] {
  return cluster
    .list<Pod>('Pod')
    .filter((pod) => pod.metadata.namespace !== 'kube-system')
    .filter((pod) => app === undefined || pod.metadata.labels?.['app'] === app);
}

/** The Events of the journal as `kubectl get events` would list them: reason and message. */
export function events(steps: readonly Step[], reason?: string): readonly string[] {
  return steps.flatMap(({ event }) =>
    event && (reason === undefined || event.reason === reason) ? [`${event.reason}: ${event.message}`] : [],
  );
}

/** Everything a cluster is at this moment, as one text. */
export function state(cluster: Cluster): string {
  return JSON.stringify(cluster.keys().map((one) => [one, cluster.get(one)]));
}
