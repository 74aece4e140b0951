import {
  storageWorld,
  type ClusterView,
  type Disk,
  type KubeObject,
  type ObjectKey,
  type Pod,
  type Step,
  type StorageWorld,
  type VolumeFile,
  type VolumeStep,
} from '../../core/index.js';
import type { SceneFile } from '../types.js';
import type { Life } from './lives.js';

/** The present moment of the cluster, as the lens asks about it. */
export interface Moment {
  readonly at: number;
  /** The object of this life if it is there now. */
  now<T extends KubeObject>(life: Life<T> | undefined): T | undefined;
  disk(id: string): Disk | undefined;
  mounted(pod: Pod, volume: string): boolean;
  staged(node: string, disk: string): boolean;
  /** The last stage of the story until now that answers a description. */
  last(fits: (mark: VolumeStep['mark']) => boolean): VolumeStep | undefined;
  /** What an object was before the present step, where this step changed it. */
  before(key: ObjectKey): KubeObject | undefined;
  /** Files in a disk as they are drawn: those that are there, those that came with the present step and those it cost. */
  files(disk: string): readonly SceneFile[];
  /** Files that a pod's containers keep on no volume. */
  ownFiles(pod: Pod): readonly SceneFile[];
}

export function momentOf(
  view: ClusterView,
  steps: readonly VolumeStep[],
  journal: readonly Step[] | undefined,
  at: number,
): Moment {
  const world: StorageWorld = storageWorld(view);
  const disks = new Map(world.disks.map((disk) => [disk.id, disk]));
  const mounts = new Set(world.mounts.map(({ uid, name }) => `${uid}/${name}`));
  const stagings = new Set(world.stagings.map(({ node, disk }) => `${node}/${disk}`));
  const present = steps.find(({ step }) => step === at);
  const changes = new Map(journal?.[at - 1]?.changes.map(({ key, before }) => [key, before]));
  const drawn = (files: readonly VolumeFile[], mark: VolumeStep['mark'] | undefined): readonly SceneFile[] => {
    const fresh = mark?.kind === 'write' ? present?.t : undefined;
    const there = files.map(({ id, path, t }): SceneFile => ({ id, name: path, state: t === fresh ? 'new' : 'there' }));
    const kept = new Set(files.map(({ id }) => id));
    const lost = (mark?.lost ?? [])
      .filter(({ id }) => !kept.has(id))
      .map(({ id, path }): SceneFile => ({ id, name: path, state: 'lost' }));
    // What the reader is to see comes first.
    return [
      ...lost,
      ...there.filter(({ state }) => state === 'new'),
      ...there.filter(({ state }) => state === 'there'),
    ];
  };
  return {
    at,
    now: (life) => {
      const object = life === undefined ? undefined : view.get(life.key);
      return object?.metadata.uid === life?.object.metadata.uid ? (object as never) : undefined;
    },
    disk: (id) => disks.get(id),
    mounted: (pod, volume) => mounts.has(`${pod.metadata.uid ?? ''}/${volume}`),
    staged: (node, disk) => stagings.has(`${node}/${disk}`),
    last: (fits) => steps.findLast(({ step, mark }) => step <= at && fits(mark)),
    before: (key) => changes.get(key),
    files: (disk) => drawn(disks.get(disk)?.files ?? [], present?.mark.disk === disk ? present.mark : undefined),
    ownFiles: (pod) => {
      const prefix = `container/${pod.metadata.uid ?? ''}/`;
      const own = (view.recalled?.(prefix) ?? []).flatMap((key) => filesIn(view.recall?.(key)));
      const { mark } = present ?? {};
      const here = mark?.disk === undefined && mark?.pod === `Pod/${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
      return drawn(own, here ? mark : undefined);
    },
  };
}

/** A container's own files, kept as a list or in one. */
function filesIn(kept: unknown): readonly VolumeFile[] {
  if (Array.isArray(kept)) return kept as readonly VolumeFile[];
  return typeof kept === 'object' && kept !== null && 'files' in kept ? filesIn(kept.files) : [];
}
