import { volumeStory, type Cluster, type Step, type VolumeStep } from '../core/index.js';
import type { Profile, Scene, Timeline } from '../scene/index.js';
import type { StorageLens } from './storage-lens.js';

/** The Storage lens: where volumes, claims and disks stand, and the way of every volume through the journal. */
export interface StoragePicture {
  readonly scene: Scene;
  readonly timeline: Timeline;
}

/** Computes the Storage lens of one cluster, and only when it is asked. It keeps the picture before, so that nothing jumps or is drawn twice. */
export class StoragePainter {
  #last: (StoragePicture & { readonly story: readonly VolumeStep[] }) | null = null;
  #told: { readonly journal: readonly Step[]; readonly length: number } | null = null;
  #story: readonly VolumeStep[] = [];
  #lens: StorageLens | null = null;

  /** From now on there is a picture. */
  use(lens: StorageLens): void {
    this.#lens = lens;
  }

  /** Null until the lens has been loaded. `work` counts the nodes that were laid out. */
  paint(cluster: Cluster, profile: Profile, work: { nodesLaidOut: number }): StoragePicture | null {
    if (this.#lens === null) return null;
    const before = this.#last;
    const story = this.story(cluster);
    const scene = this.#lens.buildStorageScene(cluster, story, {
      profile,
      journal: cluster.journal,
      at: cluster.at,
      work,
      ...(before === null ? {} : { previous: before.scene }),
    });
    const timeline =
      before !== null && before.scene === scene && before.story === story
        ? before.timeline
        : sameAs(before?.timeline ?? null, this.#lens.buildStorageTimeline(scene, story));
    this.#last = { scene, timeline, story };
    return this.#last;
  }

  /** The stages of every volume's way: the same list until the journal is another one. */
  story(cluster: Cluster): readonly VolumeStep[] {
    const { journal } = cluster;
    const told = this.#told;
    if (told?.journal !== journal || told.length !== journal.length) {
      this.#told = { journal, length: journal.length };
      this.#story = volumeStory(journal);
    }
    return this.#story;
  }
}

/** The timeline before, when the new one says the same: a step along the journal moves nothing on it. */
export function sameAs(before: Timeline | null, next: Timeline): Timeline {
  return before !== null && JSON.stringify(before) === JSON.stringify(next) ? before : next;
}
