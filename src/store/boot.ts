import firstPicture from 'virtual:first-picture';
import { firstPath } from '../lessons/index.js';
import { keepDraft, type Keeper } from './autosave.js';
import { browserDrafts, type DraftStorage } from './drafts.js';
import { engine } from './engine.js';
import { notify } from './notices.js';
import { openExample, openFragment, openPainted, reopenDraft, runAnyway } from './open.js';
import { browserStorage, keepPreferences, readPreferences, type TextStorage } from './preferences.js';
import { claimDraft } from './tabs.js';
import { getState, patch, store } from './store.js';
import { onReload } from './unloaded.js';

const STARTS = 'kubewalk.starts';
/** So many starts in a row that never came to a picture, and the next only shows the text. */
const SAFE_AFTER = 2;

export const drafts: DraftStorage = browserDrafts();

/** What `boot` needs of the browser. */
export interface Surroundings {
  readonly storage: TextStorage | null;
  readonly drafts: DraftStorage;
  readonly fragment: string;
  readonly language: 'en' | 'ru';
  /** A phone's screen. */
  readonly narrow: boolean;
  now(): number;
  /** Takes the fragment out of the address: what is on screen is no longer what it says. */
  clearFragment(): void;
  /** The browser asks before the page is left, or no longer does. */
  askBeforeLeaving(on: boolean): void;
}

/** The surroundings of a real page. */
export function browserSurroundings(language: 'en' | 'ru'): Surroundings {
  return {
    storage: browserStorage(),
    drafts,
    fragment: globalThis.location.hash,
    language,
    narrow: matchMedia('(max-width: 699px)').matches,
    now: () => Date.now(),
    clearFragment: () => history.replaceState(null, '', location.pathname + location.search),
    askBeforeLeaving: (on) => (on ? addEventListener : removeEventListener)('beforeunload', ask),
  };
}

const ask = (event: Event): void => event.preventDefault();

/**
 * Starts the page: the reader's settings, the engine, then the work: a link before a draft, a draft before the first example.
 * Resolves once the work is chosen; its picture comes with the first snapshot. Gives the function that writes an unsaved draft at once.
 */
export async function boot(around: Surroundings): Promise<Keeper> {
  patch({ language: around.language, ...readPreferences(around.storage) });
  keepPreferences(around.storage);
  patch({ safeMode: countStart(around.storage) > SAFE_AFTER });
  const keeper = keepDraft(around.drafts, around.now);
  onReload(keeper.flush);
  store.subscribe(
    ({ saving, work }) => saving === 'refused' && work.origin === 'own',
    (unkept) => around.askBeforeLeaving(unkept),
  );
  store.subscribe(
    ({ work }) => work,
    (work, before) => {
      if (work.id === before.id && work.origin === 'own' && before.origin !== 'own') {
        around.clearFragment();
        void claimDraft(work.id);
      }
    },
  );
  await openFirst(around);
  if (getState().safeMode) {
    notify({
      topic: 'safe',
      tone: 'warning',
      code: 'ui.safe.notice',
      params: {},
      action: { code: 'ui.safe.run', run: runAnyway },
    });
  }
  return keeper;
}

async function openFirst(around: Surroundings): Promise<void> {
  if (around.fragment.length > 1 && (await openFragment(around.fragment))) {
    await offerDraft(around);
    return;
  }
  let kept: readonly string[] = [];
  try {
    kept = await around.drafts.latest();
  } catch {
    patch({ saving: 'refused' });
    notify({ topic: 'saving', tone: 'warning', code: 'ui.save.refused', params: {} });
  }
  for (const id of kept) if (await reopenDraft(around.drafts, id)) return;
  // The painted picture is laid out for a wide screen.
  if (around.narrow || getState().safeMode) openExample(firstPath);
  else openPainted(firstPath, firstPicture);
}

/** Something was opened over the reader's own work: say that it is kept, and how to get back to it. */
async function offerDraft({ drafts: kept }: Surroundings): Promise<void> {
  const [latest] = await kept.latest().catch(() => []);
  if (latest === undefined) return;
  notify({
    topic: 'link',
    tone: 'info',
    code: 'ui.link.opened',
    params: {},
    action: { code: 'ui.link.back', run: () => void reopenDraft(kept, latest) },
    seconds: 20,
  });
}

/** Counts the starts that did not come to a picture. `pictureShown` takes the count back. */
function countStart(storage: TextStorage | null): number {
  try {
    const before = Number(storage?.getItem(STARTS) ?? 0);
    const count = (Number.isFinite(before) ? before : 0) + 1;
    storage?.setItem(STARTS, String(count));
    return count;
  } catch {
    return 1;
  }
}

/** The page came to a picture: this start was a good one, and if the picture was a painted one, now is the time for the engine. */
export function pictureShown(storage: TextStorage | null): void {
  if (!getState().safeMode) engine();
  forgetStarts(storage);
}

/** This start is not one that failed: it came to a picture, or the reader left before. */
export function forgetStarts(storage: TextStorage | null): void {
  try {
    storage?.removeItem(STARTS);
  } catch {
    // A storage that refuses also refused the count.
  }
}
