import type { Snapshot } from '../engine/protocol.js';
import type { SharedWork } from '../share/index.js';
import type { AppState } from './state.js';
import { getState } from './store.js';

/** What was opened last, and the picture that was on screen then: one of another work. */
let opened: { readonly content: SharedWork; readonly before: Snapshot | null } | null = null;

/** Another work is opened: until the engine has answered, its history is what it came with. */
export function workOpened(content: SharedWork): void {
  opened = { content, before: getState().snapshot };
}

/** The work on screen as it stands, without waiting for anything. */
export function workOnScreen({ files, settings, snapshot, composer }: AppState = getState()): SharedWork {
  const answered = snapshot !== (opened?.before ?? null) || opened === null;
  if (snapshot === null || !answered)
    return { files, settings, history: opened?.content.history ?? [], request: composer };
  return { files, settings, history: snapshot.history, request: snapshot.request };
}
