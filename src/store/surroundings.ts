import { browserDrafts, type DraftStorage } from './drafts.js';
import { browserStorage, type TextStorage } from './preferences.js';
import { textJournal, type Journal } from './records.js';
import { createStart, type Start } from './starts.js';
import { pageHolds } from './tabs.js';

export const drafts: DraftStorage = browserDrafts();

/** What the page needs of the browser that it starts in. */
export interface Surroundings {
  readonly storage: TextStorage | null;
  /** What is noted for this tab alone: it survives a reload and a crash. */
  readonly tab: Journal;
  readonly drafts: DraftStorage;
  readonly start: Start;
  readonly language: 'en' | 'ru';
  /** A phone's screen. */
  readonly narrow: boolean;
  /** The page is loaded where it has been before: by a reload, by going back, or after the browser had put it away. */
  readonly returning: boolean;
  now(): number;
  /** Somebody looks at the page. */
  isSeen(): boolean;
  /** The fragment of the address, with its `#`. */
  fragment(): string;
  /** Takes the fragment out of the address: what is on screen is no longer what it says. */
  clearFragment(): void;
  /** The browser asks before the page is left, or no longer does. */
  askBeforeLeaving(on: boolean): void;
}

/** The surroundings of a real page. */
export function browserSurroundings(language: 'en' | 'ru'): Surroundings {
  const storage = browserStorage();
  const tab = browserStorage('sessionStorage');
  const [loading] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const noted = 'kubewalk.start ';
  return {
    storage,
    tab: textJournal(tab, 'kubewalk.tab '),
    drafts,
    start: createStart({ tab: textJournal(tab, noted), shared: textJournal(storage, noted), holds: pageHolds }),
    language,
    narrow: matchMedia('(max-width: 699px)').matches,
    returning: loading?.type !== 'navigate',
    now: () => Date.now(),
    isSeen: () => document.visibilityState === 'visible',
    fragment: () => location.hash,
    clearFragment: () => history.replaceState(null, '', location.pathname + location.search),
    askBeforeLeaving: (on) => (on ? addEventListener : removeEventListener)('beforeunload', ask),
  };
}

const ask = (event: Event): void => event.preventDefault();
