import type { Snapshot } from './protocol.js';

/**
 * What crosses from the worker to the page: only the parts of a snapshot that are not the very same value as before.
 * A part is compared by identity, so the cost of finding the delta does not grow with the cluster; a part that is left out keeps
 * its identity on the page too, and what was drawn from it need not be drawn again. The journal only ever grows at its end or is
 * cut, so of `steps` only the new tail is sent.
 */
export interface SnapshotDelta {
  readonly parts: Partial<Omit<Snapshot, 'steps' | 'scenes' | 'timelines'>>;
  readonly steps: { readonly keep: number; readonly tail: Snapshot['steps'] };
  readonly scenes: Partial<Snapshot['scenes']>;
  readonly timelines: Partial<Snapshot['timelines']>;
}

/** The delta that makes `next` out of `previous`; with no previous snapshot it carries everything. */
export function deltaOf(previous: Snapshot | null, next: Snapshot): SnapshotDelta {
  const { steps, scenes, timelines, ...parts } = next;
  return {
    parts: changedParts(previous, parts),
    steps: tailOf(previous?.steps ?? [], steps),
    scenes: changedParts(previous?.scenes ?? null, scenes),
    timelines: changedParts(previous?.timelines ?? null, timelines),
  };
}

/** The snapshot that a delta was made from. Parts that the delta leaves out are taken from `previous`. */
export function applyDelta(previous: Snapshot | null, delta: SnapshotDelta): Snapshot {
  const { keep, tail } = delta.steps;
  const before = previous?.steps ?? [];
  const merged = {
    ...previous,
    ...delta.parts,
    steps: tail.length === 0 && keep === before.length ? before : [...before.slice(0, keep), ...tail],
    scenes: mergeParts(previous?.scenes, delta.scenes),
    timelines: mergeParts(previous?.timelines, delta.timelines),
  };
  // Complete by construction: the first delta, made from nothing, carries every part.
  return merged as Snapshot;
}

function changedParts<T extends object>(previous: Partial<T> | null, next: T): Partial<T> {
  const changed: Partial<T> = {};
  for (const name of Object.keys(next) as (keyof T)[]) {
    if (previous === null || !Object.is(previous[name], next[name])) changed[name] = next[name];
  }
  return changed;
}

function mergeParts<T extends object>(previous: T | undefined, changed: Partial<T>): T {
  return previous !== undefined && Object.keys(changed).length === 0 ? previous : ({ ...previous, ...changed } as T);
}

function tailOf<T>(previous: readonly T[], next: readonly T[]): { keep: number; tail: readonly T[] } {
  if (previous === next) return { keep: previous.length, tail: [] };
  let keep = 0;
  const shared = Math.min(previous.length, next.length);
  while (keep < shared && previous[keep] === next[keep]) keep += 1;
  return { keep, tail: next.slice(keep) };
}
