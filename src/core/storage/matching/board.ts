import type { ObjectKey } from '../../api/key.js';
import type { ClusterView } from '../../cluster/types.js';
import type { MatchBoard } from '../types.js';

/** The matchmaking of one claim at the present moment. Null where there is no such claim. */
export function matchBoard(_view: ClusterView, _claim: ObjectKey): MatchBoard | null {
  return null;
}
