import type { Packet, VolumeStep } from '../../core/index.js';
import type { Scene, Timeline, TimelineHop } from '../types.js';

/** A volume is no packet: its token has words, and no header. */
const NO_PACKET: Packet = { src: '', dst: '', protocol: 'tcp', sport: 0, dport: 0, mark: 0, ttl: 0 };

/** The stages of every volume's way as motion over a Storage scene: one hop for each, in order. */
export function buildStorageTimeline(scene: Scene, story: readonly VolumeStep[]): Timeline {
  let start = 0;
  const hops = story.map(({ step, mark, why, cause }, index): TimelineHop => {
    const end = start + 1.2;
    const hop: TimelineHop = {
      index,
      start,
      end,
      path: [{ x: scene.box.width / 2, y: scene.box.height / 2 }],
      lit: [],
      next: null,
      packet: { before: NO_PACKET, after: NO_PACKET },
      direction: 'out',
      mood: mark.failed === true ? 'reject' : 'plain',
      caption: why,
      cause,
      step,
    };
    start = end;
    return hop;
  });
  return { hops, duration: start };
}
