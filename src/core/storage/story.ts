import type { Step } from '../cluster/types.js';
import type { VolumeStep } from './types.js';

/** The stages of every volume's way, in the order of the journal. `step` counts from 1: the cluster after that many steps shows it done. */
export function volumeStory(journal: readonly Step[]): readonly VolumeStep[] {
  return journal.flatMap(({ t, by, why, cause, volume }, index) =>
    volume === undefined ? [] : [{ step: index + 1, mark: volume, t, by, why, cause }],
  );
}
