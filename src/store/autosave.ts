import type { Draft } from './draft.js';
import { MAX_DRAFTS, Overtaken, type DraftStorage } from './drafts.js';
import { dismissTopic, notify } from './notices.js';
import { workOnScreen } from './on-screen.js';
import type { AppState } from './state.js';
import { getState, patch, store } from './store.js';
import { claimDraft, releaseDraft } from './tabs.js';
import { freshWorkId } from './work.js';

/** How long after a change the draft is written, at the latest, in milliseconds. */
export const SAVE_WITHIN_MS = 400;
/** A browser that refused is asked again after so long, in milliseconds: it may have found room, or its database again. */
export const ASK_AGAIN_MS = 10_000;

/** What a draft can hold of a history; a longer one is left out, and the manifests are applied afresh. */
const LONGEST_HISTORY = 2000;
/** The same in characters of manifests: each operation holds them whole. */
const LARGEST_HISTORY = 8_000_000;

/** Keeps the work on screen as a draft. */
export interface Keeper {
  stop(): void;
  /** Writes at once what still waits: for a page that is left or hidden. */
  flush(): Promise<void>;
}

/**
 * Keeps the work as a draft, within `SAVE_WITHIN_MS` of a change, and before another work takes its place. What was only opened and not
 * touched is not a draft.
 */
export function keepDraft(drafts: DraftStorage, now: () => number): Keeper {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What is being written and not yet known to be kept. */
  const writing = new Set<Draft>();

  function draftOf(state: AppState): Draft {
    const work = workOnScreen(state);
    const history = isShort(work.history) ? work.history : [];
    return { id: state.work.id, title: state.work.title, savedAt: now(), work: { ...work, history } };
  }

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (isUnkept(getState())) await keep(draftOf(getState()));
  }

  async function keep(draft: Draft): Promise<void> {
    const isOnScreen = (): boolean => getState().work.id === draft.id;
    writing.add(draft);
    const refused = getState().saving === 'refused';
    // Whatever changes from here on is not in this draft, and marks the work anew.
    if (isOnScreen() && !refused) patch({ saving: 'saved' });
    try {
      await drafts.save(draft);
      if (refused && isOnScreen()) patch({ saving: 'saved' });
      dismissTopic('saving');
      for (const id of (await drafts.latest()).slice(MAX_DRAFTS)) if (id !== draft.id) await drafts.remove(id);
    } catch (error) {
      if (error instanceof Overtaken) await keepCopy(draft);
      else refuse();
    } finally {
      writing.delete(draft);
    }
  }

  /** Another page writes the same draft: this one goes on with a copy of its own. */
  async function keepCopy(draft: Draft): Promise<void> {
    const id = freshWorkId();
    const { work } = getState();
    if (work.id === draft.id) patch({ work: { ...work, id } });
    void claimDraft(id);
    notify({ topic: 'copy', tone: 'info', code: 'ui.save.copied', params: {} });
    await keep({ ...draft, id });
  }

  function refuse(): void {
    if (getState().saving !== 'refused') {
      patch({ saving: 'refused' });
      notify({ topic: 'saving', tone: 'warning', code: 'ui.save.refused', params: {} });
    }
    timer ??= setTimeout(() => void write(), ASK_AGAIN_MS);
  }

  const stops = [
    store.subscribe(
      ({ saving }) => saving,
      (saving) => {
        if (saving === 'unsaved') timer ??= setTimeout(() => void write(), SAVE_WITHIN_MS);
      },
    ),
    store.subscribe((state, before) => {
      // A copy of what is on screen is no other work.
      if (state.work.id === before.work.id || state.files === before.files) return;
      const left = isUnkept(before) ? keep(draftOf(before)) : Promise.resolve();
      void left.then(() => releaseDraft(before.work.id));
    }),
  ];

  return {
    stop: () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    },
    flush: async () => {
      const state = getState();
      if (isUnkept(state)) drafts.saveNow(draftOf(state));
      else for (const draft of writing) drafts.saveNow(draft);
      await write();
    },
  };
}

/** What was only opened is not kept, even where nothing can be. */
const isUnkept = ({ saving, work }: AppState): boolean => saving !== 'saved' && work.origin === 'own';

function isShort(history: Draft['work']['history']): boolean {
  let size = 0;
  for (const operation of history) {
    if (operation.op === 'apply') for (const { text } of operation.files) size += text.length;
  }
  return history.length <= LONGEST_HISTORY && size <= LARGEST_HISTORY;
}
