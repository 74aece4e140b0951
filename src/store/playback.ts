import { frameAt } from '../engine/frame.js';
import type { Frame, Playback, Timeline } from '../scene/index.js';
import { getState, patch } from './store.js';

export const RATES = [0.25, 0.5, 1, 2, 4] as const;

/**
 * The playback `dt` seconds of wall time later on a timeline of `duration` seconds. It stops by itself at the end, or starts again
 * when it loops. A gap over a quarter of a second (a slept laptop, a hidden tab) counts as that much: nobody saw more.
 */
export function advance(playback: Playback, duration: number, dt: number): Playback {
  if (!playback.playing) return playback;
  const t = playback.t + Math.min(Math.max(dt, 0), 0.25) * playback.rate;
  if (t < duration) return { ...playback, t };
  if (playback.loop && duration > 0) return { ...playback, t: t % duration };
  return { ...playback, t: duration, playing: false };
}

/** The hop that is on at `t`: -1 before the first. Hops follow each other in time, so the last one that has begun. */
export function hopAt(timeline: Timeline, t: number): number {
  let low = 0;
  let high = timeline.hops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timeline.hops[middle]?.start ?? Infinity) <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The timeline of the lens that is shown. */
export function currentTimeline(state = getState()): Timeline {
  return state.snapshot?.timelines[state.lens] ?? EMPTY;
}

const EMPTY: Timeline = { hops: [], duration: 0 };

/** The instant that the player shows; null when there is no packet. */
export function frameNow(state = getState()): Frame | null {
  const timeline = currentTimeline(state);
  return timeline.hops.length === 0 ? null : frameAt(timeline, state.playback.t);
}

/** Where the player rests to show a hop whole: just before the next begins. */
export function restOf(timeline: Timeline, hop: number): number {
  const entry = timeline.hops[hop];
  if (entry === undefined) return hop < 0 ? 0 : timeline.duration;
  return Math.max(entry.start, entry.end - 0.001);
}

function setPlayback(change: Partial<Playback>): void {
  patch({ playback: { ...getState().playback, ...change } });
}

/** One tick of the loop of the player. */
export function tick(dt: number): void {
  const { playback } = getState();
  const next = advance(playback, currentTimeline().duration, dt);
  if (next !== playback) patch({ playback: next });
}

/** Plays; from the beginning when it stands at the end. */
export function play(): void {
  const { duration } = currentTimeline();
  if (duration === 0) return;
  const { t } = getState().playback;
  setPlayback({ playing: true, t: t >= duration ? 0 : t });
}

export function pause(): void {
  setPlayback({ playing: false });
}

export function togglePlay(): void {
  if (getState().playback.playing) pause();
  else play();
}

/** Puts the player to a moment, and stops it there. */
export function scrubTo(t: number): void {
  setPlayback({ t: Math.min(Math.max(t, 0), currentTimeline().duration), playing: false });
}

/** Shows a hop whole. -1 is the moment before the first. */
export function goToHop(hop: number): void {
  scrubTo(restOf(currentTimeline(), hop));
}

/** Steps by hops: forward or back. Forward from the last hop is the end: what came of it all. */
export function stepHop(by: 1 | -1): void {
  const timeline = currentTimeline();
  const at = hopAt(timeline, getState().playback.t);
  if (by === 1 && at === timeline.hops.length - 1) {
    goToEnd();
    return;
  }
  goToHop(Math.min(Math.max(at + by, -1), timeline.hops.length - 1));
}

/** Shows a hop of the trace whole; on a lens that leaves it out, the one before it. */
export function goToTraceHop(index: number): void {
  goToHop(currentTimeline().hops.findLastIndex((hop) => hop.index <= index));
}

/** Which hop of the trace is on; -1 before the first. */
export function traceHopAt(timeline: Timeline, t: number): number {
  return timeline.hops[hopAt(timeline, t)]?.index ?? -1;
}

export function goToStart(): void {
  scrubTo(0);
}

export function goToEnd(): void {
  scrubTo(currentTimeline().duration);
}

export function setRate(rate: number): void {
  setPlayback({ rate });
}

export function toggleLoop(): void {
  setPlayback({ loop: !getState().playback.loop });
}
