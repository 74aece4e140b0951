import { keyOf, type ObjectKey } from '../../api/key.js';
import type { PersistentVolume } from '../../api/storage.js';
import type { Context, Controller, Deed } from '../../cluster/controller.js';
import { hasFinalizer, withFinalizer, withoutFinalizer } from '../../cluster/finalizers.js';
import { VOLUME_PROTECTION } from '../../cluster/storage-admission.js';
import { why } from './why-provision.js';

/**
 * Keeps a volume that somebody deleted while a claim is bound to it. Models
 * `pkg/controller/volume/pvprotection/pv_protection_controller.go`, which looks at the phase alone.
 */
export const volumeProtection: Controller = {
  name: 'pv-protection-controller',
  watches: {
    PersistentVolume({ key, after }, wake) {
      if (after && hasFinalizer(after, VOLUME_PROTECTION) === (after.metadata.deletionTimestamp !== undefined))
        wake(key);
    },
  },
  reconcile(key, context) {
    const volume = context.get<PersistentVolume>(key as ObjectKey);
    if (!volume) return undefined;
    const { name, deletionTimestamp } = volume.metadata;
    const guarded = hasFinalizer(volume, VOLUME_PROTECTION);
    if (deletionTimestamp === undefined) {
      return guarded
        ? undefined
        : {
            cause: { object: keyOf(volume), field: ['metadata', 'name'] },
            why: why('storage.protection.volumeGuarded', { volume: name }),
            writes: [{ verb: 'update', object: withFinalizer(volume, VOLUME_PROTECTION) }],
          };
    }
    if (!guarded) return undefined;
    if (volume.status.phase === 'Bound') return keep(context, volume);
    return {
      cause: { object: keyOf(volume), field: ['metadata', 'deletionTimestamp'] },
      why: why('storage.protection.volumeFreed', { volume: name }),
      writes: [{ verb: 'update', object: withoutFinalizer(volume, VOLUME_PROTECTION) }],
    };
  },
};

/** Said once: the volume stays, as long as its claim does. */
function keep(context: Context, volume: PersistentVolume): Deed | undefined {
  const { name, uid } = volume.metadata;
  const { claimRef } = volume.spec;
  const memory = `pv-protection/${uid}`;
  if (context.recall(memory) === true) return undefined;
  context.remember(memory, true);
  return {
    cause: { object: keyOf(volume), field: claimRef ? ['spec', 'claimRef'] : ['status', 'phase'] },
    why: why('storage.protection.volumeKept', { volume: name, claim: claimRef?.name ?? '' }),
    pause: Infinity,
  };
}
