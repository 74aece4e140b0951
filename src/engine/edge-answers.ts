import type { ClusterView, ReachChange, Reachability } from '../core/index.js';
import type { ReachOptions } from './protocol.js';

/** The core's answers about policies and ways in, as the session asks for them. */
export type EdgeAnswers = typeof import('./edge-core.js') & {
  reachability?(view: ClusterView, options: ReachOptions): Reachability;
  reachChanges?(before: Reachability, after: Reachability): readonly ReachChange[];
};

/** Loads them, when somebody first asks. */
export const loadEdgeAnswers = (): Promise<EdgeAnswers> => import('./edge-core.js');
