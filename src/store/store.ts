import { subscribeWithSelector } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import { defaultCluster, firstPath } from '../lessons/index.js';
import type { AppState } from './state.js';

/** Before anything is opened. */
export const initialState: AppState = {
  work: { id: '', origin: 'example', title: firstPath.id },
  files: [],
  active: '',
  cursor: null,
  settings: defaultCluster,
  composer: firstPath.request,
  selection: { scene: null, object: null },
  playback: { t: 0, rate: 1, playing: false, loop: false },
  lens: 'traffic',
  panel: 'journal',
  panes: { editor: 366, panel: 344, editorOpen: true, panelOpen: true },
  drawer: null,
  dialog: null,
  menu: null,
  theme: 'system',
  motion: 'system',
  language: 'en',
  notices: [],
  invited: 'no',
  snapshot: null,
  status: 'idle',
  caused: null,
  marked: null,
  safeMode: false,
  saving: 'saved',
};

/** The one store of the page. It is written by the actions of this folder and by nobody else. */
export const store = createStore<AppState>()(subscribeWithSelector(() => initialState));

export const getState = (): AppState => store.getState();

/** Writes; for the actions of this folder. */
export const patch = (change: Partial<AppState>): void => store.setState(change);
