import type { Context } from '../../cluster/controller.js';
import type { ClusterView, VolumeFile } from '../../cluster/types.js';
import type { Disk } from '../types.js';
import type { DiskSpec } from './disk-of.js';

type Memory = Pick<Context, 'recall' | 'remember'>;

function diskKey(id: string): string {
  return `disk/${id}`;
}

export function readDisk(view: Pick<ClusterView, 'recall'>, id: string): Disk | undefined {
  return view.recall?.<Disk>(diskKey(id));
}

/** The disk of this id; it is made, empty, when it is not there. A disk that is there stays what it is. */
export function makeDisk(context: Memory, spec: DiskSpec): Disk {
  const known = readDisk(context, spec.id);
  if (known) return known;
  const made: Disk = Object.freeze({ ...spec, files: [] });
  context.remember(diskKey(spec.id), made);
  return made;
}

/** What is on a disk; nothing where there is none. */
export function filesOf(view: Pick<ClusterView, 'recall'>, id: string): readonly VolumeFile[] {
  return readDisk(view, id)?.files ?? [];
}

/** Takes a disk away. Gives the files that are lost with it. */
export function removeDisk(context: Memory, id: string): readonly VolumeFile[] {
  const lost = filesOf(context, id);
  context.remember(diskKey(id), undefined);
  return lost;
}

/** Deletes every file of a disk, as `rm -rf /thevolume/*` does. Gives what is lost. */
export function emptyDisk(context: Memory, id: string): readonly VolumeFile[] {
  const disk = readDisk(context, id);
  if (!disk || disk.files.length === 0) return [];
  context.remember(diskKey(id), { ...disk, files: [] });
  return disk.files;
}

/** Makes a disk larger: what ControllerExpandVolume does. */
export function growDisk(context: Memory, id: string, bytes: number): void {
  const disk = readDisk(context, id);
  if (disk) context.remember(diskKey(id), { ...disk, bytes });
}

/** Makes the files of a disk exactly these: how the kubelet's AtomicWriter swaps the contents of a ConfigMap's directory. */
export function replaceFiles(context: Memory, id: string, files: readonly VolumeFile[]): void {
  const disk = readDisk(context, id);
  if (disk) context.remember(diskKey(id), { ...disk, files });
}
