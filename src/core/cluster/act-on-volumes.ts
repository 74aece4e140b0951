import type { ObjectKey } from '../api/key.js';
import { isQuantity, parseQuantity } from '../api/quantity.js';
import type { PersistentVolume, PersistentVolumeClaim, VolumeAttachment } from '../api/storage.js';
import { onObject } from './act-target.js';
import { admit } from './admission.js';
import type { Machine } from './machine.js';
import type { Refusal } from './types.js';
import { why } from './why.js';

export function deleteClaim(machine: Machine, key: ObjectKey): Refusal | undefined {
  return onObject<PersistentVolumeClaim>(machine, 'persistentvolumeclaims', key, (claim) => ({
    cause: { object: key, field: ['metadata', 'name'] },
    why: why('cluster.act.deletedClaim', { claim: claim.metadata.name }),
    writes: [{ verb: 'delete', key }],
  }));
}

export function deleteVolume(machine: Machine, key: ObjectKey): Refusal | undefined {
  return onObject<PersistentVolume>(machine, 'persistentvolumes', key, (volume) => ({
    cause: { object: key, field: ['metadata', 'name'] },
    why: why('cluster.act.deletedVolume', { volume: volume.metadata.name }),
    writes: [{ verb: 'delete', key }],
  }));
}

/**
 * Takes `spec.claimRef` from a volume, so that it is Available again. Where there is none, the JSON patch fails as the API server has it
 * fail: `applyJSPatch` of `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go`.
 */
export function clearClaimRef(machine: Machine, key: ObjectKey): Refusal | undefined {
  return onObject<PersistentVolume>(machine, 'persistentvolumes', key, (volume) => {
    const { claimRef, ...spec } = volume.spec;
    if (!claimRef) {
      const message = 'The request is invalid: the server rejected our request due to an error in our request';
      return { refusal: { object: key, field: ['spec'], message } };
    }
    const admitted = admit(machine.context, { ...volume, spec } as PersistentVolume, volume);
    if ('refusal' in admitted) return admitted;
    return {
      cause: { object: key, field: ['spec', 'claimRef'] },
      why: why('cluster.act.clearedClaimRef', { volume: volume.metadata.name, claim: claimRef.name ?? '' }),
      writes: [{ verb: 'update', object: admitted.object }],
    };
  });
}

/** Deletes a VolumeAttachment by hand: the attacher then detaches, whether or not the node still writes. */
export function detach(machine: Machine, key: ObjectKey): Refusal | undefined {
  return onObject<VolumeAttachment>(machine, 'volumeattachments.storage.k8s.io', key, ({ spec }) => ({
    cause: { object: key, field: ['spec', 'nodeName'] },
    why: why('cluster.act.detached', { volume: spec.source.persistentVolumeName ?? '', node: spec.nodeName }),
    writes: [{ verb: 'delete', key }],
  }));
}

/** Asks for more storage. What may not be asked for is refused by admission and validation, in the API server's words. */
export function expandClaim(machine: Machine, key: ObjectKey, storage: string): Refusal | undefined {
  return onObject<PersistentVolumeClaim>(machine, 'persistentvolumeclaims', key, (claim) => {
    const field = ['spec', 'resources', 'requests', 'storage'];
    const quantity = parseQuantity(storage);
    if (!isQuantity(quantity)) return { refusal: { object: key, field, message: quantity.error } };
    const { resources } = claim.spec;
    const from = resources?.requests?.['storage'] ?? '';
    if (from === storage) return undefined;
    const spec = { ...claim.spec, resources: { ...resources, requests: { ...resources?.requests, storage } } };
    const admitted = admit(machine.context, { ...claim, spec } as PersistentVolumeClaim, claim);
    if ('refusal' in admitted) return admitted;
    return {
      cause: { object: key, field },
      why: why('cluster.act.expanded', { claim: claim.metadata.name, from, to: storage }),
      writes: [{ verb: 'update', object: admitted.object }],
    };
  });
}
