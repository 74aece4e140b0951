import { expect } from 'vitest';
import { objectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { Cluster } from '../../cluster/cluster.js';
import { aVolume } from './manifests.js';

type Fields = Readonly<Record<string, unknown>>;

/** The set that `aStatefulSet` makes. */
export const web = objectKey('StatefulSet', 'default', 'web');
const data = {
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
/** The two halves of `persistentVolumeClaimRetentionPolicy`. */
export const policy = (whenDeleted: string, whenScaled: string) => ({
  persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled },
});

/** Three pods `web-0` … with no volumes, as a learner writes them. */
export function aStatefulSet(spec: Fields = {}, image = 'nginx:1.27'): KubeObject {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image }] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'default' },
    spec: { serviceName: 'web', replicas: 3, selector: { matchLabels: { app: 'web' } }, template, ...spec },
  } as unknown as KubeObject;
}

/** With claims, and volumes enough for them. */
export function withData(spec: Fields = {}): readonly KubeObject[] {
  return [
    ...['a', 'b', 'c', 'd'].map((name) => aVolume(name)),
    aStatefulSet({ volumeClaimTemplates: [data], ...spec }),
  ];
}

export function podsOf(cluster: Cluster): readonly Pod[] {
  return cluster.list<Pod>('Pod', 'default');
}

export function names(objects: readonly KubeObject[]): readonly string[] {
  return objects.map(({ metadata }) => metadata.name);
}

/** Scales the set and waits for rest. */
export function scale(cluster: Cluster, replicas: number): void {
  cluster.act({ type: 'scale', workload: web, replicas });
  expect(cluster.settle().quiet).toBe(true);
}
