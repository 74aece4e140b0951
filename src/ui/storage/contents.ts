import type { ObjectKey, VolumeChain, VolumeFile, VolumeMark } from '../../core/index.js';
import type { Snapshot, StepView } from '../../engine/protocol.js';

/** A file that ceased to exist, and the step that it went with. */
export interface LostFile {
  readonly file: VolumeFile;
  readonly step: StepView;
  readonly mark: VolumeMark;
}

/** Every file that is gone by the present moment, the latest first. */
export function lostFiles({ steps, at }: Snapshot): readonly LostFile[] {
  return steps
    .slice(0, at)
    .flatMap((step) => {
      const mark = step.volume;
      return mark === undefined ? [] : (mark.lost ?? []).map((file) => ({ file, step, mark }));
    })
    .toReversed();
}

/** What has to do with an object: everything on one way with it. */
export interface Related {
  readonly keys: ReadonlySet<ObjectKey>;
  readonly disks: ReadonlySet<string>;
}

/** What stands on one way with an object; null where it has to do with no volume. */
export function relatedTo(object: ObjectKey, chains: readonly VolumeChain[]): Related | null {
  const keys = new Set<ObjectKey>([object]);
  const disks = new Set<string>();
  let found = false;
  for (const { pod, claim, volume, class: storageClass, attachment, disk } of chains) {
    if (![pod, claim, volume, storageClass, attachment].includes(object)) continue;
    found = true;
    for (const key of [claim, volume]) if (key !== null) keys.add(key);
    if (disk !== null) disks.add(disk.id);
  }
  return found ? { keys, disks } : null;
}

/** The claims and volumes that a disk is behind, each once. */
export function behind(disk: string, chains: readonly VolumeChain[]): readonly ObjectKey[] {
  const fronts = chains.filter((chain) => chain.disk?.id === disk).flatMap(({ claim, volume }) => [claim, volume]);
  return [...new Set(fronts)].filter((key) => key !== null);
}

/** True when a stage is of something related. */
export function isOf({ pod, claim, volume, disk }: VolumeMark, { keys, disks }: Related): boolean {
  return (
    [pod, claim, volume].some((key) => key !== undefined && keys.has(key)) || (disk !== undefined && disks.has(disk))
  );
}

/** Where a container sees volumes, in the order of its spec. */
export function mountPaths(chains: readonly VolumeChain[], pod: ObjectKey, container: string): readonly string[] {
  return chains
    .filter((chain) => chain.pod === pod)
    .flatMap(({ mountedAt }) => mountedAt.filter((mount) => mount.container === container).map(({ path }) => path));
}
