import type { ClaimPhase, PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import { deepEqual } from '../../cluster/deep.js';

/**
 * The claim with this status; the same object when it has it already. A claim without a volume has neither capacity nor access modes; one
 * that becomes Bound takes over the volume's, which may be more than it asked for. Models `updateClaimStatus` of `pv_controller.go`: the
 * capacity of a claim that is Bound already is left alone, as an expansion may be on its way.
 */
export function withClaimStatus(
  claim: PersistentVolumeClaim,
  phase: ClaimPhase,
  volume: PersistentVolume | undefined,
): PersistentVolumeClaim {
  const { status } = claim;
  const { accessModes: _modes, capacity: _capacity, ...rest } = status;
  if (!volume) {
    const bare = status.accessModes === undefined && status.capacity === undefined;
    return status.phase === phase && bare ? claim : { ...claim, status: { ...rest, phase } };
  }
  const capacity = status.phase === phase ? status.capacity : volume.spec.capacity;
  const { accessModes } = volume.spec;
  if (status.phase === phase && deepEqual(status.accessModes, accessModes)) return claim;
  return {
    ...claim,
    status: { ...rest, phase, ...(accessModes ? { accessModes } : {}), ...(capacity ? { capacity } : {}) },
  };
}
