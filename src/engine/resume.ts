import type { Moment, Operation, Snapshot } from './protocol.js';

/** The moment that the reader pinned, and what had been done to the cluster before it. */
export interface Pin {
  readonly moment: Moment;
  /** After how many steps; null: of a cluster with other settings, which no thread can be brought to. */
  readonly step: number | null;
  readonly before: readonly Operation[];
}

/** The pin that a snapshot tells of, null where there is none: the one before as long as the moment is the same. */
export function pinOf({ pinned, history }: Snapshot, known: Pin | null): Pin | null {
  if (pinned === undefined) return null;
  if (known?.moment === pinned) return known;
  return { moment: pinned, step: pinned.step, before: doneBefore(history, pinned.step ?? 0) };
}

/**
 * Whether a replayed history comes to the pinned moment again: the same settings and the same operations before it make the same steps.
 * After a step back and another act, they are no longer the same.
 */
export function isStillThere({ step, before }: Pin, history: readonly Operation[]): boolean {
  return step !== null && JSON.stringify(doneBefore(history, step)) === JSON.stringify(before);
}

function doneBefore(history: readonly Operation[], step: number): readonly Operation[] {
  return history.filter(({ at }) => at < step);
}
