import type { Journal } from './records.js';
import type { Holds } from './tabs.js';
import { freshWorkId } from './work.js';

/** Where starts are noted that have not come to a picture: a key is a start, its text says the how-manieth in a row it would be to die. */
export interface StartNotes {
  /** Those of this tab: they survive a reload and a crash, and go with the tab. */
  readonly tab: Journal;
  /** Those of every tab, each noted only while its page holds its name. */
  readonly shared: Journal;
  readonly holds: Holds;
}

/**
 * One start of the page. It has died when its page is gone without a word and no picture was ever on screen. A page that could still say
 * that it is left is not dead, and neither is one that lives in another tab; one that nobody looks at, the browser may end at will.
 */
export interface Start {
  /** Notes this start, if somebody looks at it, and gives how many before it died in a row: in this tab, or in tabs that are gone. */
  begin(seen: boolean): Promise<number>;
  /** Somebody looks at the page, or does no longer. */
  look(on: boolean): void;
  /** A picture is on screen: no row goes on after that. */
  succeed(): void;
  /** The page broke: it counts as dead, however it is left. */
  fail(): void;
}

const nameOf = (start: string): string => `kubewalk-start-${start}`;

export function createStart({ tab, shared, holds }: StartNotes): Start {
  const id = freshWorkId();
  let died: number | null = null;
  let seen = false;
  let noted = false;
  let over = false;

  async function deaths(): Promise<number> {
    const here = Math.max(0, ...tab.keys().map((key) => rowIn(tab, key)));
    const longer = shared.keys().filter((key) => rowIn(shared, key) > here);
    if (longer.length === 0) return here;
    const living = await holds.names();
    const gone = longer.filter((key) => living?.has(nameOf(key)) === false);
    return Math.max(here, ...gone.map((key) => rowIn(shared, key)));
  }

  async function note(): Promise<void> {
    noted = true;
    const row = String((died ?? 0) + 1);
    tab.put(id, row);
    // Other tabs take a note whose name nobody holds for a death: so the name comes first.
    const held = await holds.hold(nameOf(id));
    if (noted && held === true) shared.put(id, row);
    else if (!noted) holds.letGo(nameOf(id));
  }

  function strike(): void {
    noted = false;
    tab.remove(id);
    shared.remove(id);
    holds.letGo(nameOf(id));
  }

  const look = (on: boolean): void => {
    seen = on;
    if (over || died === null || on === noted) return;
    if (on) void note();
    else strike();
  };

  return {
    begin: async (on) => {
      seen = on;
      died = await deaths();
      look(seen);
      return died;
    },
    look,
    succeed: () => {
      if (over) return;
      over = true;
      strike();
      for (const notes of [tab, shared]) for (const key of notes.keys()) notes.remove(key);
    },
    fail: () => {
      over = true;
    },
  };
}

/** A note of the how-manieth in a row; 0 for what is none. */
function rowIn(notes: Journal, key: string): number {
  const row = Number(notes.get(key));
  return Number.isInteger(row) && row > 0 ? row : 0;
}
