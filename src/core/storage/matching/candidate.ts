import type { PersistentVolume } from '../../api/storage.js';
import type { Requirement } from '../types.js';

/** A volume while the board is made. */
export interface Candidate {
  readonly volume: PersistentVolume;
  readonly requirements: readonly Requirement[];
  readonly fits: boolean;
}
