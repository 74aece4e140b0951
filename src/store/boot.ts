import firstPicture from 'virtual:first-picture';
import { keepDraft } from './autosave.js';
import { engine } from './engine.js';
import { notify } from './notices.js';
import { ownPicture, viewOnScreen } from './on-screen.js';
import { openFirstExample, openFragment, reopenDraft, runAnyway } from './open.js';
import { keepPreferences, readPreferences } from './preferences.js';
import type { Start } from './starts.js';
import { getState, patch, store } from './store.js';
import type { Surroundings } from './surroundings.js';
import { claimDraft } from './tabs.js';
import { onReload } from './unloaded.js';
import type { Whereabouts } from './whereabouts.js';
import { identityOf } from './work.js';

/** So many starts in a row that died before a picture, and the next only shows the text. */
const SAFE_AFTER = 2;

/** The page as its window tells it what happens. */
export interface Page {
  /** Resolves once the work is chosen. Its picture comes with the first snapshot. */
  readonly opened: Promise<void>;
  /** The page is left or nobody looks at it any more: the draft and the reader's place are written before this returns. */
  leave(): void;
  /** Somebody looks at the page again. */
  comeBack(): void;
  /** What the page draws broke. */
  breakDown(): void;
  /** The address has another fragment. */
  follow(): Promise<void>;
  /** Keeps nothing any more. */
  stop(): void;
}

/** Which draft this tab works on: with several tabs, the latest is not each one's. */
const DRAFT = 'draft';
/** Where the reader was when the page was left. */
const PLACE = 'place';

let start: Start | null = null;
/** It knows where the reader is. It comes with the first picture: before that he is nowhere. */
let guide: typeof import('./whereabouts.js') | null = null;
let guideComes: Promise<void> | null = null;

/** Starts the page: the reader's settings, then the work: a link before a draft, a draft before the first example. */
export function boot(around: Surroundings): Page {
  ({ start } = around);
  patch({ language: around.language, ...readPreferences(around.storage) });
  const keeper = keepDraft(around.drafts, around.now);
  onReload(keeper.flush);
  const stops = [
    keeper.stop,
    keepPreferences(around.storage),
    store.subscribe(
      ({ saving, work }) => saving === 'refused' && work.origin === 'own',
      (unkept) => around.askBeforeLeaving(unkept),
    ),
    store.subscribe(
      ({ work }) => work,
      (work, before) => {
        if (work.origin !== 'own') return;
        around.clearFragment();
        around.tab.put(DRAFT, work.id);
        // Whoever opens a draft has claimed it; this one has just become a draft.
        if (before.origin !== 'own' && before.id === work.id) void claimDraft(work.id);
      },
    ),
  ];
  return {
    opened: openWork(around),
    leave: () => {
      around.start.look(false);
      notePlace(around);
      void keeper.flush();
    },
    comeBack: () => around.start.look(true),
    breakDown: () => around.start.fail(),
    follow: async () => {
      if (around.fragment().length > 1) await openFragment(around.fragment());
      // Back from a link to where the address names none; the reader's own work is not taken away.
      else if (getState().work.origin !== 'own' && !(await openKept(around, null))) openFirstExample(null, null);
    },
    stop: () => stops.forEach((stop) => stop()),
  };
}

/** A work that has no picture yet leaves what was noted of it before. */
function notePlace({ tab, fragment }: Surroundings): void {
  const state = getState();
  if (guide === null || ownPicture(state) === null) return;
  tab.put(PLACE, guide.noteOf(identityOf(state.work, fragment()), viewOnScreen(), state));
}

async function openWork(around: Surroundings): Promise<void> {
  const died = await around.start.begin(around.isSeen());
  const safeMode = died >= SAFE_AFTER;
  patch({ safeMode });
  // The place may be what the page died of.
  const note = around.returning && died === 0 ? around.tab.get(PLACE) : null;
  if (note !== null) await fetchGuide();
  await openFirst(around, note === null ? null : (guide?.readNote(note) ?? null));
  if (safeMode) {
    notify({
      topic: 'safe',
      tone: 'warning',
      code: 'ui.safe.notice',
      params: {},
      action: { code: 'ui.safe.run', run: runAnyway },
    });
  }
}

async function openFirst(around: Surroundings, left: Whereabouts | null): Promise<void> {
  const fragment = around.fragment();
  if (fragment.length > 1 && (await openFragment(fragment, left))) {
    await offerDraft(around);
    return;
  }
  if (await openKept(around, left)) return;
  // The painted picture is laid out for a wide screen.
  openFirstExample(around.narrow || getState().safeMode ? null : firstPicture, left);
}

/** Opens the first draft that can be opened. False when there is none. */
async function openKept(around: Surroundings, left: Whereabouts | null): Promise<boolean> {
  try {
    for (const id of await draftsOf(around)) if (await reopenDraft(around.drafts, id, left)) return true;
  } catch {
    patch({ saving: 'refused' });
    notify({ topic: 'saving', tone: 'warning', code: 'ui.save.refused', params: {} });
  }
  return false;
}

/** The ids of what is kept: what this tab worked on first, then the latest. */
async function draftsOf({ drafts: kept, tab }: Surroundings): Promise<readonly string[]> {
  const ids = await kept.latest();
  const mine = tab.get(DRAFT);
  return mine !== null && ids.includes(mine) ? [mine, ...ids.filter((id) => id !== mine)] : ids;
}

/** Something was opened over the reader's own work: say that it is kept, and how to get back to it. */
async function offerDraft(around: Surroundings): Promise<void> {
  const [mine] = await draftsOf(around).catch(() => []);
  if (mine === undefined) return;
  notify({
    topic: 'link',
    tone: 'info',
    code: 'ui.link.opened',
    params: {},
    action: { code: 'ui.link.back', run: () => void reopenDraft(around.drafts, mine) },
    seconds: 20,
  });
}

/** The page came to a picture: this start was a good one, and if the picture was a painted one, now is the time for the engine. */
export function pictureShown(): void {
  if (!getState().safeMode) engine();
  start?.succeed();
  void fetchGuide();
}

/** Without it the page starts at the beginning of the way: nothing to speak of. */
function fetchGuide(): Promise<void> {
  guideComes ??= import('./whereabouts.js').then(
    (module) => void (guide = module),
    () => {},
  );
  return guideComes;
}
