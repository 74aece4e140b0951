import type { ClusterView } from '../../cluster/types.js';
import type { Disk, Mount, Staging, StorageWorld } from '../types.js';

/** Disks, mounts and stagings of the present moment, each in the order of their names. */
export function storageWorld(view: ClusterView): StorageWorld {
  return {
    disks: remembered<Disk>(view, 'disk/'),
    mounts: remembered<Mount>(view, 'mount/'),
    stagings: remembered<Staging>(view, 'stage/'),
  };
}

function remembered<T>(view: ClusterView, prefix: string): readonly T[] {
  return (view.recalled?.(prefix) ?? []).flatMap((key) => view.recall?.<T>(key) ?? []);
}
