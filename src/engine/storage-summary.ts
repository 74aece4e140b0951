import {
  objectKey,
  type KubeObject,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type StorageClass,
  type VolumeAttachment,
} from '../core/index.js';
import type { ObjectSummary } from './protocol.js';

type Told = Pick<ObjectSummary, 'state' | 'storage'>;

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/** As the STATUS column of `kubectl get pvc,pv`. Models `printPersistentVolumeClaim` and the like of pkg/printers/internalversion/printers.go. */
export function storageSummary(object: KubeObject): Told {
  switch (object.kind) {
    case 'PersistentVolumeClaim':
      return claimSummary(object as PersistentVolumeClaim);
    case 'PersistentVolume':
      return volumeSummary(object as PersistentVolume);
    case 'VolumeAttachment':
      return attachmentSummary(object as VolumeAttachment);
    default:
      return classSummary(object as StorageClass);
  }
}

function claimSummary({ metadata, spec, status }: PersistentVolumeClaim): Told {
  const size = spec.resources?.requests?.['storage'];
  const { volumeName, storageClassName } = spec;
  return {
    state: metadata.deletionTimestamp === undefined ? (status?.phase ?? 'Pending') : 'Terminating',
    storage: {
      ...(size === undefined ? {} : { size }),
      ...(volumeName === undefined || volumeName === ''
        ? {}
        : { bound: objectKey('PersistentVolume', undefined, volumeName) }),
      ...(storageClassName === undefined ? {} : { class: storageClassName }),
    },
  };
}

function volumeSummary({ metadata, spec, status }: PersistentVolume): Told {
  const size = spec.capacity?.['storage'];
  const { name, namespace } = spec.claimRef ?? {};
  return {
    state: metadata.deletionTimestamp === undefined ? (status?.phase ?? 'Pending') : 'Terminating',
    storage: {
      ...(size === undefined ? {} : { size }),
      ...(name === undefined ? {} : { bound: objectKey('PersistentVolumeClaim', namespace, name) }),
      ...(spec.storageClassName === undefined ? {} : { class: spec.storageClassName }),
    },
  };
}

/** `kubectl get volumeattachment` has an ATTACHED column; the words here are of the same meaning. */
function attachmentSummary({ metadata, spec, status }: VolumeAttachment): Told {
  const volume = spec.source.persistentVolumeName;
  const going = metadata.deletionTimestamp !== undefined;
  return {
    state: going ? 'detaching' : status?.attached === true ? 'attached' : 'attaching',
    storage: volume === undefined ? {} : { bound: objectKey('PersistentVolume', undefined, volume) },
  };
}

function classSummary({ metadata, provisioner }: StorageClass): Told {
  const isDefault = metadata.annotations?.[DEFAULT_CLASS] === 'true';
  return { state: isDefault ? `${provisioner} (default)` : provisioner };
}
