import type { ObjectKey } from '../../api/key.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import type { Context } from '../../cluster/controller.js';
import { capacityOf, modeOf, modeSetsWith, modesText, offerTerm } from '../../cluster/volume-offers.js';
import { className, claimTerm, isVolumeBoundToClaim, requestOf } from './claim-and-volume.js';
import { matchesFreely, mayServe, type MatchOptions } from './find-matching.js';
import { fitsNode } from './node-affinity.js';

/**
 * The cluster's volumes as a claim looks through them: those reserved for it, and those anyone may have, on one shelf for each class, mode
 * and set of access modes, from the smallest. The store keeps the shelves in order change by change, so a look costs what it finds, not
 * what there is. The answers are those of `findBestMatchForClaim` and `findMatchingVolume`, volumes in the order of their names.
 */
type Shelves = Pick<Context, 'find' | 'get'>;

/** The volume that the controller binds a claim to: the first set of access modes with a match decides (`findByClaim` of `pkg/controller/volume/persistentvolume/index.go`). */
export function findVolumeForController(
  shelves: Shelves,
  claim: PersistentVolumeClaim,
  delayBinding: boolean,
): PersistentVolume | undefined {
  const reserved = reservedFor(shelves, claim);
  for (const modes of modeSetsWith(claim.spec.accessModes)) {
    const own = reserved.find((volume) => modesText(volume.spec.accessModes) === modes);
    if (own) return own;
    if (delayBinding) continue;
    const found = smallestOn(shelves, claim, modes, {});
    if (found) return found;
  }
  return undefined;
}

/**
 * The volume of a claim's class that a pod on a node could have, the smallest of all access modes: how the scheduler looks for one
 * (`findMatchingVolumes` of `pkg/scheduler/framework/plugins/volumebinding/binder.go`).
 */
export function findVolumeForNode(
  shelves: Shelves,
  claim: PersistentVolumeClaim,
  options: MatchOptions & Required<Pick<MatchOptions, 'node'>>,
): PersistentVolume | undefined {
  const { node, excluded } = options;
  const own = reservedFor(shelves, claim).find(
    (volume) => !excluded?.has(volume.metadata.name) && className(volume) === className(claim),
  );
  if (own) return fitsNode(own, node) ? own : undefined;
  let smallest: PersistentVolume | undefined;
  for (const modes of modeSetsWith(claim.spec.accessModes)) {
    const found = smallestOn(shelves, claim, modes, options);
    if (found && (smallest === undefined || isBefore(found, smallest))) smallest = found;
  }
  return smallest;
}

function isBefore(a: PersistentVolume, b: PersistentVolume): boolean {
  const [left, right] = [capacityOf(a), capacityOf(b)];
  return left < right || (left === right && a.metadata.name < b.metadata.name);
}

/** The volumes whose claimRef is this claim and that may serve it, by name. */
function reservedFor(shelves: Shelves, claim: PersistentVolumeClaim): readonly PersistentVolume[] {
  return shelves.find('volume-claim', claimTerm(claim)).flatMap((key) => {
    const volume = shelves.get<PersistentVolume>(key);
    return volume && isVolumeBoundToClaim(volume, claim) && mayServe(volume, claim) ? [volume] : [];
  });
}

/** The first volume of a shelf that is large enough and suits. */
function smallestOn(
  shelves: Shelves,
  claim: PersistentVolumeClaim,
  modes: string,
  { node, excluded }: MatchOptions,
): PersistentVolume | undefined {
  const keys = shelves.find('volume-offer', offerTerm(className(claim), modeOf(claim.spec), modes));
  for (let at = firstLargeEnough(shelves, keys, requestOf(claim)); at < keys.length; at++) {
    const volume = shelves.get<PersistentVolume>(keys[at] as ObjectKey);
    if (!volume || excluded?.has(volume.metadata.name)) continue;
    if (!mayServe(volume, claim) || !matchesFreely(volume, claim)) continue;
    if (node === undefined || fitsNode(volume, node)) return volume;
  }
  return undefined;
}

function firstLargeEnough(shelves: Shelves, keys: readonly ObjectKey[], request: bigint): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const volume = shelves.get<PersistentVolume>(keys[middle] as ObjectKey);
    if (volume && capacityOf(volume) < request) low = middle + 1;
    else high = middle;
  }
  return low;
}
