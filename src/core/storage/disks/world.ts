import type { ClusterView } from '../../cluster/types.js';
import type { StorageWorld } from '../types.js';

/** Disks, mounts and stagings of the present moment. */
export function storageWorld(_view: ClusterView): StorageWorld {
  return { disks: [], mounts: [], stagings: [] };
}
