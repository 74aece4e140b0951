import { objectKey, type ObjectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { DaemonSet } from '../../api/workload.js';
import type { Cluster } from '../../cluster/cluster.js';
import { DEFAULT_SETTINGS } from '../../cluster/settings.js';
import { createCluster } from '../create-cluster.js';
import { aNode, pods, web } from './manifests.js';

type Fields = Readonly<Record<string, unknown>>;

export const agent: ObjectKey = objectKey('DaemonSet', 'default', 'agent');

/** A DaemonSet `agent`, with what its spec and its pods' spec say further. */
export function aDaemonSet(spec: Fields = {}, pod: Fields = {}, labels: Fields = {}): KubeObject {
  const template = {
    metadata: { labels: { app: 'agent', ...labels } },
    spec: { containers: [web], terminationGracePeriodSeconds: 1, ...pod },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'agent' } }, template, ...spec },
  } as unknown as KubeObject;
}

/** The image of a second template. */
export const second: Fields = { containers: [{ ...web, image: 'nginx:1.28' }] };

/** Nodes `a`, `b` and so on of one zone each, beside those that the settings bring. */
export function nodes(...names: readonly string[]): readonly KubeObject[] {
  return names.map((name) => aNode(name, {}, { labels: { role: 'edge' } }));
}

/** A cluster whose pods of the set all run, or wait for ever. */
export function daemons(...objects: readonly KubeObject[]): Cluster {
  const cluster = createCluster(DEFAULT_SETTINGS);
  cluster.apply(objects);
  cluster.settle();
  return cluster;
}

/** Where the set's pods are, or are to be; a pod that is not bound has a question mark. */
export function places(cluster: Cluster): readonly string[] {
  return pods(cluster, 'agent')
    .map((pod) => pod.spec.nodeName ?? `${nodeOf(pod)}?`)
    .toSorted();
}

function nodeOf({ spec }: Pod): string {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return terms?.[0]?.matchFields?.[0]?.values?.[0] ?? '';
}

export function statusOf(cluster: Cluster): DaemonSet['status'] | undefined {
  return cluster.get<DaemonSet>(agent)?.status;
}
