import type { Snapshot } from '../engine/protocol.js';
import type { SharedView, SharedWork } from '../share/index.js';
import { currentTimeline } from './playback.js';
import type { AppState } from './state.js';
import { getState } from './store.js';

/** What was opened last, and the picture that was on screen then: one of another work. */
let opened: { readonly content: SharedWork; readonly before: Snapshot | null } | null = null;

/** Another work is opened: until the engine has answered, its history is what it came with. */
export function workOpened(content: SharedWork): void {
  opened = { content, before: getState().snapshot };
}

/** The picture of the work on screen, once the engine has answered. */
export function ownPicture({ snapshot }: AppState = getState()): Snapshot | null {
  return opened !== null && snapshot === opened.before ? null : snapshot;
}

/** The work on screen as it stands, without waiting for anything. */
export function workOnScreen(state: AppState = getState()): SharedWork {
  const { files, settings, composer } = state;
  const { history, request } = ownPicture(state) ?? { history: opened?.content.history ?? [], request: composer };
  return { files, settings, history, request };
}

/** How the work is looked at: the lens, the step of the cluster, the moment of the player. */
export function viewOnScreen(): SharedView {
  const { lens, snapshot, playback } = getState();
  const { duration } = currentTimeline();
  return {
    lens,
    ...(snapshot !== null && snapshot.at < snapshot.steps.length ? { step: snapshot.at } : {}),
    // The way is told to its end: that is said, and not at which second it is.
    t: duration > 0 && playback.t >= duration ? Infinity : playback.t,
  };
}
