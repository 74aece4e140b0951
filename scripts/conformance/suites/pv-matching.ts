import type { KubeObject, Labels, PersistentVolume, PersistentVolumeClaim } from '../../../src/core/index.js';
import { keyOf } from '../../../src/core/index.js';
import { INDEXES, NODE_USAGE } from '../../../src/core/cluster/indexes.js';
import { ObjectStore } from '../../../src/core/cluster/store.js';
import { isDelayBinding } from '../../../src/core/storage/matching/claim-and-volume.js';
import { findBestMatchForClaim, findMatchingVolume } from '../../../src/core/storage/matching/find-matching.js';
import { findVolumeForController, findVolumeForNode } from '../../../src/core/storage/matching/volume-shelf.js';
import { compare, type CaseResult } from '../suite.js';

interface MatchingRow {
  readonly name: string;
  readonly claim: PersistentVolumeClaim;
  readonly node?: { readonly labels: Labels };
  readonly excludedVolumes?: readonly string[];
  /** Where a row has volumes of its own. */
  readonly volumes?: readonly PersistentVolume[];
  /** The uid of the volume, or its name; null when none fits. */
  readonly match?: string | null;
  readonly expected?: string | null;
}

/** A table of claims, mostly against the same volumes; or a single row. */
export interface MatchingFile extends Partial<MatchingRow> {
  readonly cases?: readonly MatchingRow[];
  readonly delayBinding?: readonly {
    readonly class: string | null;
    readonly delay: boolean;
    readonly error?: boolean;
  }[];
}

export function isMatching(file: object): file is MatchingFile {
  return !('operation' in file);
}

/** Every row twice: by the plain walk over all volumes and by the index, which must agree. */
export function matchingCase(name: string, file: MatchingFile): CaseResult {
  const rows = file.cases ?? [file as MatchingRow];
  const modes = Array.isArray(file.delayBinding) ? file.delayBinding.filter(({ error }) => error !== true) : [];
  const wanted = rows.map((row) => {
    const expected = row.match ?? row.expected ?? null;
    return { name: row.name, walk: expected, index: expected };
  });
  const found = rows.map((row) => ({ name: row.name, ...answers(row, row.volumes ?? file.volumes ?? []) }));
  return compare(
    name,
    { rows: wanted, modes: modes.map(({ delay }) => delay) },
    { rows: found, modes: modes.map((row) => delays(row.class)) },
  );
}

function answers({ claim, node, excludedVolumes, match, expected }: MatchingRow, volumes: readonly PersistentVolume[]) {
  const store = new ObjectStore(INDEXES, NODE_USAGE);
  for (const volume of volumes) store.set(keyOf(volume), volume);
  const shelves = { find: store.find.bind(store), get: store.get.bind(store) };
  const excluded = new Set(excludedVolumes);
  const identity = node && { metadata: { name: 'node', labels: node.labels } };
  const walk = identity
    ? findMatchingVolume(claim, volumes, { node: identity, excluded })
    : findBestMatchForClaim(claim, volumes, false);
  const index = identity
    ? findVolumeForNode(shelves, claim, { node: identity, excluded })
    : findVolumeForController(shelves, claim, false);
  const nameOf = naming(match ?? expected ?? null);
  return { walk: nameOf(walk), index: nameOf(index) };
}

/** Says which volume was found as the case does: by uid or by name. */
function naming(expected: string | null): (volume: PersistentVolume | undefined) => string | null {
  return (volume) => {
    if (volume === undefined) return null;
    const { name, uid } = volume.metadata;
    return name === expected ? name : (uid ?? name);
  };
}

/** Whether a claim of this class waits for its pod; the class of each name says so itself. */
function delays(className: string | null): boolean {
  const known = className === 'Immediate' || className === 'WaitForFirstConsumer';
  const found = { kind: 'StorageClass', volumeBindingMode: className } as unknown as KubeObject;
  const claim = { metadata: {}, spec: className === null ? {} : { storageClassName: className } };
  return isDelayBinding({ get: <T>() => (known ? found : undefined) as T | undefined }, claim as PersistentVolumeClaim);
}
