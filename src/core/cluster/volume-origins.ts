import type { Cause } from '../api/cause.js';
import type { FieldPath } from '../api/field-path.js';
import { objectKey } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import type { PersistentVolume, PersistentVolumeClaim, VolumeAttachment } from '../api/storage.js';
import type { StatefulSet } from '../api/workload.js';
import { existingField } from './changed-field.js';
import { controllerOf } from './ownership.js';
import type { ClusterView } from './types.js';

/** Where a provisioner finds what it writes into a volume: parts of the volume's spec, and the fields of its class. */
const FROM_CLASS: ReadonlyMap<string, FieldPath> = new Map([
  ['persistentVolumeReclaimPolicy', ['reclaimPolicy']],
  ['mountOptions', ['mountOptions']],
  ['csi', ['provisioner']],
  ['nodeAffinity', ['allowedTopologies']],
]);
/** And those of its claim. */
const FROM_CLAIM: ReadonlyMap<string, FieldPath> = new Map([
  ['accessModes', ['spec', 'accessModes']],
  ['capacity', ['spec', 'resources', 'requests']],
  ['storageClassName', ['spec', 'storageClassName']],
  ['volumeMode', ['spec', 'volumeMode']],
]);

/** A provisioned volume comes from its class and its claim; one that somebody wrote comes from nowhere else. */
export function originsOfVolume(view: ClusterView, volume: PersistentVolume, field: FieldPath): readonly Cause[] {
  const { annotations = {} } = volume.metadata;
  if (!Object.hasOwn(annotations, 'pv.kubernetes.io/provisioned-by')) return [];
  const { claimRef, storageClassName } = volume.spec;
  const part = String(field[0] === 'spec' ? field[1] : '');
  const found = objectKey('StorageClass', undefined, storageClassName ?? '');
  const ofClass = FROM_CLASS.get(part);
  const written = ofClass && view.get(found);
  if (ofClass && written && existingField(written, ofClass).length > 0) return [{ object: found, field: ofClass }];
  const claim = objectKey('PersistentVolumeClaim', claimRef?.namespace, claimRef?.name ?? '');
  return view.get(claim) ? [{ object: claim, field: FROM_CLAIM.get(part) ?? ['metadata', 'name'] }] : [];
}

/** A claim comes from the template of a pod's ephemeral volume or of a StatefulSet, unless somebody wrote it. */
export function originsOfClaim(view: ClusterView, claim: PersistentVolumeClaim, field: FieldPath): readonly Cause[] {
  return ephemeral(view, claim, field) ?? ofStatefulSet(view, claim, field);
}

function ephemeral(view: ClusterView, claim: PersistentVolumeClaim, field: FieldPath): readonly Cause[] | undefined {
  const owner = controllerOf(claim);
  if (owner?.kind !== 'Pod') return undefined;
  const key = objectKey('Pod', claim.metadata.namespace, owner.name);
  const volumes = view.get<Pod>(key)?.spec.volumes ?? [];
  const index = volumes.findIndex(
    ({ ephemeral: made, name }) => made && `${owner.name}-${name}` === claim.metadata.name,
  );
  if (index < 0) return [];
  return [{ object: key, field: ['spec', 'volumes', index, 'ephemeral', 'volumeClaimTemplate', ...inSpec(field)] }];
}

/** `<template>-<StatefulSet>-<ordinal>`: the claim names no owner, as it outlives it (`getPersistentVolumeClaimName`). */
function ofStatefulSet(view: ClusterView, claim: PersistentVolumeClaim, field: FieldPath): readonly Cause[] {
  const { name, namespace } = claim.metadata;
  for (const { metadata, spec } of view.list<StatefulSet>('StatefulSet', namespace ?? '')) {
    const index = (spec.volumeClaimTemplates ?? []).findIndex((template) => {
      const stem = `${template.metadata.name}-${metadata.name}-`;
      return name.startsWith(stem) && /^[0-9]+$/.test(name.slice(stem.length));
    });
    if (index < 0) continue;
    const object = objectKey('StatefulSet', namespace, metadata.name);
    return [{ object, field: ['spec', 'volumeClaimTemplates', index, ...inSpec(field)] }];
  }
  return [];
}

/** An attachment exists for its volume. */
export function originsOfAttachment(view: ClusterView, { spec }: VolumeAttachment): readonly Cause[] {
  const volume = objectKey('PersistentVolume', undefined, spec.source.persistentVolumeName ?? '');
  return view.get(volume) ? [{ object: volume, field: ['spec'] }] : [];
}

/** What is not of the spec (a name, a status) is of the template as a whole. */
function inSpec(field: FieldPath): FieldPath {
  return field[0] === 'spec' ? field : [];
}
