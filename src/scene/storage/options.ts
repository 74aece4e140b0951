import type { Step } from '../../core/index.js';
import type { Profile } from '../traffic/options.js';
import type { Scene } from '../types.js';

/** What the Storage lens reads besides the cluster itself. */
export interface StorageOptions {
  readonly profile?: Profile;
  /** The whole journal: whatever exists at any time of it has its place from the beginning to the end. Absent: the present moment alone. */
  readonly journal?: readonly Step[];
  /** How many steps of the journal are applied; all of them when it is not given. */
  readonly at?: number;
  /** The scene drawn before: what is the same keeps its identity. It never changes the result. */
  readonly previous?: Scene;
  /** Counts the work done. */
  readonly work?: { nodesLaidOut: number };
}
