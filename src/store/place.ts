import type { Timeline } from '../scene/index.js';
import { hopAt, restOf } from './playback.js';

/** Where the player stands in a packet's way, said so that it holds on every lens, each of which has its own times. */
export interface Place {
  /** The hop of the trace; -1 before the first. */
  readonly hop: number;
  /** 0…1 within it. */
  readonly share: number;
  /** The way is gone to its end. */
  readonly done: boolean;
}

export function placeAt(timeline: Timeline, t: number): Place {
  const hop = timeline.hops[hopAt(timeline, t)];
  if (hop === undefined) return { hop: -1, share: 0, done: false };
  const share = Math.min((t - hop.start) / Math.max(hop.end - hop.start, 0.001), 1);
  return { hop: hop.index, share, done: timeline.duration > 0 && t >= timeline.duration };
}

/** The moment of a place on another timeline. A hop that this one leaves out is passed over: it stands at the last one before. */
export function momentAt(timeline: Timeline, { hop, share, done }: Place): number {
  if (done) return timeline.duration;
  const at = timeline.hops.findLastIndex(({ index }) => index <= hop);
  const last = timeline.hops[at];
  if (last === undefined) return 0;
  return last.index === hop ? last.start + share * (last.end - last.start) : restOf(timeline, at);
}

/** Links of before wrote the end of a way in seconds, rounded: this near to the end was the end. No hop is told in so little time. */
const ROUNDED = 1e-5;

/** The moment of a link on the timeline that it opens. `t` is in seconds at 1×, Infinity for the end. */
export function momentOfLink({ duration }: Timeline, t: number): number {
  return t > duration - ROUNDED ? duration : t;
}
