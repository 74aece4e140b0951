import { objectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { VolumeAttachment } from '../../api/storage.js';
import type { Cluster } from '../../cluster/cluster.js';
import { readFile } from '../../cluster/pod-files.js';
import type { Step, VolumeFile } from '../../cluster/types.js';
import { storageWorld } from '../disks/world.js';
import { key } from './manifests.js';

type Fields = Readonly<Record<string, unknown>>;

/** A pod with one container `app` that sees each volume at `/<name>`; `container` and `spec` add to them. */
export function aPodOf(
  name: string,
  volumes: readonly Fields[],
  spec: Fields = {},
  container: Fields = {},
): KubeObject {
  const volumeMounts = volumes.map((volume) => ({ name: volume['name'], mountPath: `/${String(volume['name'])}` }));
  const containers = [{ name: 'app', image: 'busybox:1.37', volumeMounts, ...container }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers, volumes, ...spec },
  } as unknown as KubeObject;
}

export function aConfigMap(name: string, data: Readonly<Record<string, string>>): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' }, data } as KubeObject;
}

export function aSecret(name: string, data: Readonly<Record<string, string>>): KubeObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'default' }, data } as KubeObject;
}

export function podNamed(cluster: Cluster, name: string): Pod | undefined {
  return cluster.get<Pod>(key.pod(name));
}

export function phaseOf(cluster: Cluster, name: string): string | undefined {
  return podNamed(cluster, name)?.status.phase;
}

/** Writes a file as a process of the container `app` and lets everything come to rest. Gives what was refused. */
export function write(cluster: Cluster, pod: string, path: string, text: string): readonly string[] {
  const { refusals } = cluster.act({ type: 'write-file', pod: key.pod(pod), container: 'app', path, text });
  cluster.settle();
  return refusals.map(({ message }) => message);
}

/** What a process of the container `app` reads at a path; null where there is no file. */
export function read(cluster: Cluster, pod: string, path: string): string | null {
  const object = podNamed(cluster, pod);
  return (object && readFile(cluster, object, 'app', path)?.text) ?? null;
}

/** Does something to the cluster and gives the steps it led to. */
export function after(cluster: Cluster, act: () => unknown): readonly Step[] {
  const from = cluster.journal.length;
  act();
  cluster.settle();
  return cluster.journal.slice(from);
}

/** `node: attached` or `node: waiting` of every VolumeAttachment. */
export function attachments(cluster: Cluster): readonly string[] {
  return cluster
    .list<VolumeAttachment>('VolumeAttachment')
    .map(({ spec, status }) => `${spec.nodeName}: ${status.attached ? 'attached' : 'waiting'}`)
    .toSorted();
}

/** Every file on every disk. */
export function allFiles(cluster: Cluster): readonly VolumeFile[] {
  return storageWorld(cluster).disks.flatMap(({ files }) => files);
}

export function nodeKey(name: string) {
  return objectKey('Node', undefined, name);
}
