import type { SharedWork } from '../share/index.js';
import { MAX_DRAFTS, type DraftStorage } from './drafts.js';
import { notify } from './notices.js';
import { getState, patch, store } from './store.js';

/** How long after a change the draft is written, at the latest, in milliseconds. */
export const SAVE_WITHIN_MS = 400;

/** What can be read back of a history; a longer one is left out, and the manifests are applied afresh. */
const LONGEST_HISTORY = 2000;

/** The work on screen as it stands, without waiting for anything. */
export function workOnScreen(): SharedWork {
  const { files, settings, snapshot, composer } = getState();
  const history = snapshot?.history ?? [];
  return {
    files,
    settings,
    history: history.length > LONGEST_HISTORY ? [] : history,
    request: snapshot === null ? composer : snapshot.request,
  };
}

/**
 * Keeps the work as a draft, within `SAVE_WITHIN_MS` of a change. What was only opened and not touched is not a draft.
 * Gives a function that stops it, and one that writes at once what still waits: for a page that is left or hidden.
 */
export function keepDraft(drafts: DraftStorage, now: () => number): { stop(): void; flush(): Promise<void> } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let refused = false;

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (refused || getState().saving !== 'unsaved') return;
    const { work } = getState();
    const draft = { version: 1, id: work.id, title: work.title, savedAt: now(), work: workOnScreen() } as const;
    patch({ saving: 'saved' });
    try {
      await drafts.save(draft);
      const old = (await drafts.list()).slice(MAX_DRAFTS);
      for (const { id } of old) if (id !== draft.id) await drafts.remove(id);
    } catch {
      refused = true;
      patch({ saving: 'refused' });
      notify({ topic: 'saving', tone: 'warning', code: 'ui.save.refused', params: {} });
    }
  }

  const stop = store.subscribe(
    ({ saving }) => saving,
    (saving) => {
      if (saving === 'unsaved' && !refused) timer ??= setTimeout(() => void write(), SAVE_WITHIN_MS);
    },
  );

  return {
    stop: () => {
      clearTimeout(timer);
      stop();
    },
    flush: write,
  };
}
