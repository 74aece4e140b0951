import type { PersistentVolume, VolumePhase } from '../../api/storage.js';
import { timestamp } from '../../cluster/clock.js';
import type { Context } from '../../cluster/controller.js';

/**
 * The volume in another phase, with the moment it came to it; the same object when it is there already (`updateVolumePhase` of
 * `pkg/controller/volume/persistentvolume/pv_controller.go`, `PrepareForUpdate` of `pkg/registry/core/persistentvolume/strategy.go`).
 */
export function inPhase(
  context: Pick<Context, 'now'>,
  volume: PersistentVolume,
  phase: VolumePhase,
  message?: string,
): PersistentVolume {
  if (volume.status.phase === phase) return volume;
  const { message: _, ...status } = volume.status;
  return {
    ...volume,
    status: {
      ...status,
      phase,
      ...(message === undefined ? {} : { message }),
      lastPhaseTransitionTime: timestamp(context.now),
    },
  };
}
