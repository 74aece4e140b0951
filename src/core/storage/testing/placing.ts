import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { Cluster } from '../../cluster/cluster.js';
import { aClass, aVolume, events, key } from './manifests.js';

type Fields = Readonly<Record<string, unknown>>;

/** A volume that can be reached from these nodes, or from these zones, only. */
export const onNode = (...names: readonly string[]): Fields => affinity('kubernetes.io/hostname', names);
export const inZone = (...zones: readonly string[]): Fields => affinity('topology.kubernetes.io/zone', zones);

function affinity(label: string, values: readonly string[]): Fields {
  const matchExpressions = [{ key: label, operator: 'In', values }];
  return { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } } };
}

/** A directory of one node's own, for the class `local`. */
export function aLocal(name: string, node: string, spec: Fields = {}): KubeObject {
  const local = { nfs: undefined, local: { path: `/mnt/${name}` }, storageClassName: 'local' };
  return aVolume(name, { ...local, ...onNode(node), ...spec });
}

/** Where the scheduler writes which node a claim is to be provisioned for. */
export const SELECTED = 'volume.kubernetes.io/selected-node';
/** The class waits for a pod. */
export const waiting = { volumeBindingMode: 'WaitForFirstConsumer' };
/** Volumes of this class are found on nodes, never made. */
export const local = aClass('local', 'kubernetes.io/no-provisioner', waiting);
export const ofLocal = { storageClassName: 'local' };
export const ofFast = { storageClassName: 'fast' };

export function nodeOf(cluster: Cluster, pod: string): string | undefined {
  return cluster.get<Pod>(key.pod(pod))?.spec.nodeName;
}

/** What FailedScheduling said of a pod: the reasons, without what preemption found. */
export function reasons(cluster: Cluster, pod: string): readonly string[] {
  return events(cluster.journal, key.pod(pod)).flatMap((text) => {
    const [, reason] = /^FailedScheduling: (.*?)(?:\. no new claims.*)?$/.exec(text) ?? [];
    return reason === undefined ? [] : [reason];
  });
}
