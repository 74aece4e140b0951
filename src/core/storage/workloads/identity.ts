import type { Labels } from '../../api/meta.js';
import type { Pod, PodTemplateSpec } from '../../api/pod.js';
import type { PersistentVolumeClaim } from '../../api/storage.js';
import type { StatefulSet } from '../../api/workload.js';
import type { PodVolume } from '../../api/volume.js';
import { controllerRef } from '../../cluster/ownership.js';

const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';
const REVISION_LABEL = 'controller-revision-hash';

/** A claim that a pod of a StatefulSet needs, and the template it is made from. */
export interface WantedClaim {
  readonly template: number;
  readonly object: PersistentVolumeClaim;
}

/** The number at the end of a pod's name; -1 for a name that is not of this StatefulSet (`getParentNameAndOrdinal`). */
export function ordinalOf(set: StatefulSet, pod: string): number {
  const [, parent, ordinal] = /^(.*)-([0-9]+)$/.exec(pod) ?? [];
  return parent === set.metadata.name ? Number(ordinal) : -1;
}

export function startOf(set: StatefulSet): number {
  return set.spec.ordinals?.start ?? 0;
}

/** Whether `spec.replicas` and `spec.ordinals` leave room for this ordinal (`podInOrdinalRange`). */
export function isWanted(set: StatefulSet, ordinal: number): boolean {
  return ordinal >= startOf(set) && ordinal < startOf(set) + set.spec.replicas;
}

export function podName(set: StatefulSet, ordinal: number): string {
  return `${set.metadata.name}-${ordinal}`;
}

/** `<template>-<StatefulSet>-<ordinal>`: `getPersistentVolumeClaimName`. */
function claimName(set: StatefulSet, template: string, ordinal: number): string {
  return `${template}-${set.metadata.name}-${ordinal}`;
}

/** The claims of one ordinal, in the order of the templates (`getPersistentVolumeClaims`). They carry the labels that the selector names. */
export function claimsFor(set: StatefulSet, ordinal: number): readonly WantedClaim[] {
  return (set.spec.volumeClaimTemplates ?? []).map(({ metadata, spec }, template) => {
    const { annotations } = metadata;
    const labels: Labels = { ...metadata.labels, ...set.spec.selector.matchLabels };
    return {
      template,
      object: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: claimName(set, metadata.name, ordinal),
          namespace: set.metadata.namespace ?? 'default',
          ...(Object.keys(labels).length > 0 ? { labels } : {}),
          ...(annotations ? { annotations } : {}),
        },
        spec,
        status: { phase: 'Pending' },
      },
    };
  });
}

/** The pod of an ordinal, made from the template of a revision (`newStatefulSetPod`, `initIdentity`, `updateStorage`). */
export function newPod(set: StatefulSet, template: PodTemplateSpec, ordinal: number, revision: string): Pod {
  const name = podName(set, ordinal);
  const { serviceName } = set.spec;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace ?? 'default',
      labels: { ...template.metadata?.labels, ...identityLabels(name, ordinal), [REVISION_LABEL]: revision },
      ...(template.metadata?.annotations ? { annotations: template.metadata.annotations } : {}),
      ownerReferences: [controllerRef(set)],
    },
    spec: {
      ...template.spec,
      hostname: name,
      ...(serviceName ? { subdomain: serviceName } : {}),
      ...storage(set, template.spec.volumes ?? [], ordinal),
    },
    status: { phase: 'Pending' },
  };
}

/** The labels that say which of the set's pods this is; without them its pod no longer has its identity (`updateIdentity`). */
export function identityLabels(name: string, ordinal: number): Labels {
  return { [POD_NAME_LABEL]: name, [POD_INDEX_LABEL]: String(ordinal) };
}

export function revisionOf(pod: Pod): string {
  return pod.metadata.labels?.[REVISION_LABEL] ?? '';
}

/** The claims stand for the templates' names; a volume of the pod template with the same name gives way. */
function storage(set: StatefulSet, volumes: readonly PodVolume[], ordinal: number): Pick<Pod['spec'], 'volumes'> {
  const claims = (set.spec.volumeClaimTemplates ?? []).map(({ metadata: { name } }): PodVolume => ({
    name,
    persistentVolumeClaim: { claimName: claimName(set, name, ordinal) },
  }));
  const own = new Set(claims.map(({ name }) => name));
  const all = [...claims, ...volumes.filter(({ name }) => !own.has(name))];
  return all.length > 0 ? { volumes: all } : {};
}
