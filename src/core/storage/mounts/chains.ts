import type { ClusterView } from '../../cluster/types.js';
import type { VolumeChain } from '../types.js';

/** Every volume of every pod, then every claim no pod uses, then every PersistentVolume no claim has, with what is behind each. */
export function volumeChains(_view: ClusterView): readonly VolumeChain[] {
  return [];
}
