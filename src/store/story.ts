import type { Snapshot } from '../engine/protocol.js';
import { isPainted } from '../engine/unpainted.js';
import type { Playback, Timeline, TimelineHop } from '../scene/index.js';
import { momentOfLink } from './place.js';
import { hopAt, restOf } from './playback.js';
import type { AppState } from './state.js';
import { getState, store } from './store.js';

/**
 * The player over the journal: on the Storage lens every hop is a step of the cluster, and the cluster is shown as it is after that
 * step. The player leads and the cluster follows; only the newest place is asked for.
 */
export interface Story {
  /** Brings the cluster to where the player stands. */
  follow(): void;
  /** Does something that moves the player without moving the cluster: the cluster is there already, or on its way. */
  hold(change: () => void): void;
  /** The cluster stands somewhere: what was asked for has come, or will never come (null). */
  arrived(at: number | null): void;
}

/** Follows the player from now on. `seek` moves the cluster to a step. */
export function createStory(seek: (step: number) => void): Story {
  let asked: number | null = null;
  let held = false;

  const follow = (): void => {
    const state = getState();
    const stop = stopOf(state);
    const { snapshot } = state;
    if (stop === null || snapshot === null) return;
    const step = stepAt(snapshot, stop);
    if (step === (asked ?? snapshot.at)) return;
    asked = step;
    seek(step);
  };

  store.subscribe(stopOf, () => {
    if (!held) follow();
  });

  return {
    follow,
    hold: (change) => {
      held = true;
      try {
        change();
      } finally {
        held = false;
      }
    },
    arrived: (at) => {
      if (at === null || at === asked) asked = null;
    },
  };
}

/** What the next picture does to the player: play it, leave it where it is, put it to a moment, to stand there or to go on. */
export type After = 'play' | 'keep' | { readonly t: number; readonly playing: boolean };

/**
 * The player when the story under it changed. What an action or an edit brought about is played from its first step on; a first look at
 * the lens, and a step of the cluster, move nothing. `still`: nothing may move by itself, so the end of the story is shown.
 */
export function playbackOfStory(
  before: Snapshot | null,
  { timelines: { storage: timeline }, steps, at }: Snapshot,
  playback: Playback,
  after: After,
  still: boolean,
): Playback {
  const was = before !== null && isPainted(before.scenes.storage) ? before.timelines.storage : null;
  const atEnd: Playback = { ...playback, t: timeline.duration, playing: false };
  if (after === 'play') return still ? atEnd : { ...playback, t: 0, playing: timeline.duration > 0 };
  if (after !== 'keep') return { ...playback, t: momentOfLink(timeline, after.t), playing: after.playing && !still };
  if (was === null) return { ...playback, t: momentOfStep(timeline, at, steps.length), playing: false };
  if (was === timeline) return playback;
  const news = firstNew(was, timeline);
  // The picture was laid out anew, or something changed that the player has not come to.
  if (news === null || (playback.t < was.duration && hopAt(was, playback.t) < news - 1)) {
    const done = playback.t >= was.duration;
    return done ? atEnd : { ...playback, t: Math.min(playback.t, timeline.duration) };
  }
  const first = timeline.hops[news];
  return still || first === undefined ? atEnd : { ...playback, t: first.start, playing: true };
}

/** The first hop that is not as it was; as many as there are hops when the story only became shorter, null when it is the same. */
function firstNew(was: Timeline, is: Timeline): number | null {
  const told = (hop: TimelineHop | undefined): string => JSON.stringify([hop?.step, hop?.caption, hop?.mood]);
  const most = Math.max(was.hops.length, is.hops.length);
  for (let index = 0; index < most; index += 1) {
    if (told(was.hops[index]) !== told(is.hops[index])) return Math.min(index, is.hops.length);
  }
  return null;
}

/** The hop that the player is on; as many as there are hops at the end. Null where the player does not run over the journal. */
function stopOf({ lens, snapshot, playback }: AppState): number | null {
  const timeline = snapshot?.timelines.storage;
  if (lens !== 'storage' || timeline === undefined || timeline.hops.length === 0) return null;
  return playback.t >= timeline.duration ? timeline.hops.length : hopAt(timeline, playback.t);
}

/** How many steps of the journal are applied when the player stands at a hop: before the first, all but it; at the end, all. */
function stepAt({ timelines, steps, at }: Snapshot, stop: number): number {
  const { hops } = timelines.storage;
  if (stop >= hops.length) return steps.length;
  if (stop < 0) return Math.max(0, (hops[0]?.step ?? 1) - 1);
  return hops[stop]?.step ?? at;
}

/** Where the player stands when the cluster is at a step: with the last hop that has been by then; at the end with the whole journal. */
export function momentOfStep(timeline: Timeline, at: number, steps: number): number {
  if (at >= steps) return timeline.duration;
  const hop = timeline.hops.findLastIndex(({ step }) => step !== undefined && step <= at);
  return hop < 0 ? 0 : restOf(timeline, hop);
}
