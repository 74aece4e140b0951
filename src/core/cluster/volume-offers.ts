import { quantityOf } from '../api/quantity.js';
import type { AccessMode, PersistentVolume, VolumeMode, VolumeSpec } from '../api/storage.js';

/** The order in which access modes are written, and the letters they are short for (`GetAccessModesAsString` of `pkg/apis/core/v1/helper/helpers.go`). */
const SHORT: readonly (readonly [AccessMode, string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];

/** A set of access modes in its one writing: `RWO,ROX`. */
export function modesText(modes: readonly AccessMode[] | undefined): string {
  return SHORT.flatMap(([mode, short]) => (modes?.includes(mode) ? [short] : [])).join(',');
}

/**
 * Every set of access modes that has all of these, the smallest sets first, as `modesText` writes them: a claim tries volumes in this order
 * (`allPossibleMatchingAccessModes` of `pkg/controller/volume/persistentvolume/index.go`). Sets of one size stand in the order of the modes;
 * the real controller takes those in any order.
 */
export function modeSetsWith(modes: readonly AccessMode[] | undefined): readonly string[] {
  const asked = SHORT.reduce((bits, [mode], i) => (modes?.includes(mode) ? bits | (1 << i) : bits), 0);
  return CONTAINING[asked] ?? [];
}

const SETS = Array.from({ length: 1 << SHORT.length }, (_, bits) => {
  const members = SHORT.filter((_, i) => (bits & (1 << i)) !== 0);
  return { bits, size: members.length, text: members.map(([, short]) => short).join(',') };
}).toSorted((a, b) => a.size - b.size || a.bits - b.bits);

/** For each set the sets that contain it. */
const CONTAINING = SETS.map((_, asked) => SETS.filter(({ bits }) => (bits & asked) === asked).map(({ text }) => text));

const capacities = new WeakMap<VolumeSpec, bigint>();

/** What a volume holds, in billionths of a byte, so that two quantities compare exactly. */
export function capacityOf(volume: PersistentVolume): bigint {
  let capacity = capacities.get(volume.spec);
  if (capacity === undefined) {
    capacity = quantityOf(volume.spec.capacity?.['storage']).nano;
    capacities.set(volume.spec, capacity);
  }
  return capacity;
}

export function modeOf(spec: { readonly volumeMode?: VolumeMode }): VolumeMode {
  return spec.volumeMode ?? 'Filesystem';
}

/** A volume that any claim may have that asks for what it offers: Available, of nobody, not on its way out. */
export function isOffered(volume: PersistentVolume): boolean {
  const { spec, status, metadata } = volume;
  return spec.claimRef === undefined && status.phase === 'Available' && metadata.deletionTimestamp === undefined;
}

/** Under which word such volumes are found: those of one class, one volume mode and exactly one set of access modes stand together. */
export function offerTerm(className: string, mode: VolumeMode, modes: string): string {
  return `${className}|${mode}|${modes}`;
}

/** Digits of the largest quantity there is, in billionths. */
const RANK_DIGITS = 30;

/** Orders offers from the smallest capacity. */
export function offerRank(volume: PersistentVolume): string {
  return capacityOf(volume).toString().padStart(RANK_DIGITS, '0');
}
