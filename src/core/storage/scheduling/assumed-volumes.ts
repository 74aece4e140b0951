import { keyOf, type ObjectKey } from '../../api/key.js';
import type { PersistentVolumeClaim } from '../../api/storage.js';
import type { Context } from '../../cluster/controller.js';

/**
 * Volumes that the scheduler has chosen for claims and not written down yet, by name: no other claim may choose them meanwhile. Models
 * `pkg/scheduler/util/assumecache/assume_cache.go`.
 */
const MEMORY = 'scheduler/assumed-volumes';

type Assumed = Readonly<Record<string, ObjectKey>>;

/** The volumes assumed for other claims than this one. */
export function assumedVolumes(context: Context, claim: PersistentVolumeClaim): readonly string[] {
  const assumed = context.recall<Assumed>(MEMORY);
  if (!assumed) return [];
  const own = keyOf(claim);
  return Object.keys(assumed).filter((volume) => assumed[volume] !== own);
}

/** Assumes a volume for a claim, or, without a claim, leaves it to what the API says. */
export function assumeVolume(context: Context, volume: string, claim: ObjectKey | undefined): void {
  const others = Object.entries(context.recall<Assumed>(MEMORY) ?? {}).filter(([name]) => name !== volume);
  const all = claim === undefined ? others : [...others, [volume, claim] as const];
  context.remember(MEMORY, all.length > 0 ? Object.fromEntries(all) : undefined);
}
