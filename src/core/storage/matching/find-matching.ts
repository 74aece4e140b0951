import { matchesSelector } from '../../api/labels.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import type { NodeIdentity } from '../../cluster/node-selector.js';
import { capacityOf, modeSetsWith, modesText } from '../../cluster/volume-offers.js';
import {
  className,
  hasAccessModes,
  isLargeEnough,
  isVolumeBoundToClaim,
  sameAttributesClass,
  sameVolumeMode,
} from './claim-and-volume.js';
import { fitsNode } from './node-affinity.js';

/** Under which circumstances a volume is looked for. */
export interface MatchOptions {
  /** The scheduler's question: a volume that this node can reach. */
  readonly node?: NodeIdentity;
  /** Names of volumes that the same pod's other claims take already. */
  readonly excluded?: ReadonlySet<string>;
  /** The controller's: the claim waits for a pod, so only a volume that is reserved for it counts. */
  readonly delayBinding?: boolean;
}

/** What must hold even of a volume that is reserved for the claim. */
export function mayServe(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (
    isLargeEnough(claim, volume) &&
    sameVolumeMode(claim, volume) &&
    sameAttributesClass(claim, volume) &&
    volume.metadata.deletionTimestamp === undefined
  );
}

/** What must hold besides of a volume that anyone may have. */
export function matchesFreely(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (
    volume.status.phase === 'Available' && matchesLabelsOf(claim, volume) && className(volume) === className(claim)
  );
}

export function matchesLabelsOf(claim: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  const { selector } = claim.spec;
  return selector === undefined || matchesSelector(selector, volume.metadata.labels);
}

/**
 * The volume for a claim, out of a list, in its order: the first that is reserved for the claim, else the smallest that fits, the first of
 * equals. It looks at every volume. Models `FindMatchingVolume` of `staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go`;
 * `VolumeShelf` answers the same without looking at all.
 */
export function findMatchingVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  { node, excluded, delayBinding = false }: MatchOptions = {},
): PersistentVolume | undefined {
  let smallest: PersistentVolume | undefined;
  for (const volume of volumes) {
    if (excluded?.has(volume.metadata.name)) continue;
    const reserved = isVolumeBoundToClaim(volume, claim);
    if (volume.spec.claimRef !== undefined && !reserved) continue;
    if (!mayServe(volume, claim)) continue;
    const reachable = node === undefined || fitsNode(volume, node);
    if (reserved) return reachable ? volume : undefined;
    if (node === undefined && delayBinding) continue;
    if (!matchesFreely(volume, claim) || !reachable) continue;
    if (node !== undefined && !hasAccessModes(claim, volume)) continue;
    if (smallest === undefined || capacityOf(volume) < capacityOf(smallest)) smallest = volume;
  }
  return smallest;
}

/**
 * The volume that the controller binds a claim to: sets of access modes that have all the modes asked for are tried one after the other, the
 * smallest first, and the first set with a match decides. Models `findByClaim` of `pkg/controller/volume/persistentvolume/index.go`.
 */
export function findBestMatchForClaim(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  delayBinding: boolean,
): PersistentVolume | undefined {
  for (const modes of modeSetsWith(claim.spec.accessModes)) {
    const ofSet = volumes.filter((volume) => modesText(volume.spec.accessModes) === modes);
    const found = findMatchingVolume(claim, ofSet, { delayBinding });
    if (found) return found;
  }
  return undefined;
}
