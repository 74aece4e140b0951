import type { ReachChange } from '../../core/index.js';
import type { Profile } from '../traffic/options.js';
import type { Scene } from '../types.js';

/** What the Policy lens reads besides the cluster, who reaches whom in it, and the trace. */
export interface PolicyOptions {
  readonly profile?: Profile;
  /** What the last change of the cluster did to who reaches whom; drawn over the picture. */
  readonly changes?: readonly ReachChange[];
  /** The scene drawn before: what is the same keeps its identity, and is not laid out again. It never changes the result. */
  readonly previous?: Scene;
  /** Counts the work done. */
  readonly work?: { nodesLaidOut: number };
}
