import { describe, expect, it } from 'vitest';
import type { Journal } from './records.js';
import { createStart, type Start } from './starts.js';
import { memoryJournal } from './testing/memory-records.js';

/** A browser with tabs, as far as starts of the page see it. `locks`: whether its pages can hold names. */
function browser({ locks = true } = {}) {
  const shared = memoryJournal();
  const held = new Set<string>();

  /** A page that begins to load in a tab; `deaths` is what it finds. */
  async function page(tab: Journal, seen = true) {
    const mine = new Set<string>();
    const start: Start = createStart({
      tab,
      shared,
      holds: {
        hold: async (name) => {
          await Promise.resolve();
          if (!locks) return null;
          mine.add(name);
          held.add(name);
          return true;
        },
        letGo: (name) => void (mine.delete(name) && held.delete(name)),
        names: () => Promise.resolve(locks ? new Set(held) : null),
      },
    });
    const deaths = await start.begin(seen);
    // What the page asked of the browser has come about.
    await new Promise((done) => setTimeout(done));
    const die = (): void => mine.forEach((name) => held.delete(name));
    const leave = (): void => {
      start.look(false);
      die();
    };
    return { deaths, start, die, leave };
  }
  return { page, shared, held };
}

/** A duplicate of a tab takes what is kept for the tab with it. */
function duplicate(tab: ReturnType<typeof memoryJournal>): Journal {
  const copy = memoryJournal();
  for (const [key, text] of tab.kept) copy.put(key, text);
  return copy;
}

type Browser = ReturnType<typeof browser>;
/** Each tells what happened and gives how many starts in a row have died for the page that is opened then. */
const STORIES: Record<string, readonly [deaths: number, story: (browser: Browser) => Promise<number>]> = {
  'the first visit': [0, async ({ page }) => (await page(memoryJournal())).deaths],
  'three tabs that the browser restores at once': [
    0,
    async ({ page }) => {
      const [, , third] = await Promise.all([1, 2, 3].map(() => page(memoryJournal())));
      return third?.deaths ?? NaN;
    },
  ],
  'three links that are opened one after the other, each before the picture of the one before': [
    0,
    async ({ page }) => {
      await page(memoryJournal());
      await page(memoryJournal());
      return (await page(memoryJournal())).deaths;
    },
  ],
  'a tab that crashes, is loaded again, and crashes again': [
    2,
    async ({ page }) => {
      const tab = memoryJournal();
      (await page(tab)).die();
      (await page(tab)).die();
      return (await page(tab)).deaths;
    },
  ],
  'a tab that crashes and is closed, and another that does too': [
    2,
    async ({ page }) => {
      (await page(memoryJournal())).die();
      (await page(memoryJournal())).die();
      return (await page(memoryJournal())).deaths;
    },
  ],
  'a tab that crashes, while another is still on its way': [
    1,
    async ({ page }) => {
      await page(memoryJournal());
      (await page(memoryJournal())).die();
      return (await page(memoryJournal())).deaths;
    },
  ],
  'three windows that lose their power at once': [
    1,
    async ({ page }) => {
      const pages = await Promise.all([1, 2, 3].map(() => page(memoryJournal())));
      for (const { die } of pages) die();
      return (await page(memoryJournal())).deaths;
    },
  ],
  'an impatient reader who loads a living page anew, again and again': [
    0,
    async ({ page }) => {
      const tab = memoryJournal();
      for (let times = 0; times < 5; times += 1) (await page(tab)).leave();
      return (await page(tab)).deaths;
    },
  ],
  'tabs that are closed before the picture': [
    0,
    async ({ page }) => {
      for (let times = 0; times < 5; times += 1) (await page(memoryJournal())).leave();
      return (await page(memoryJournal())).deaths;
    },
  ],
  'tabs that are opened in the background, and thrown away there': [
    0,
    async ({ page }) => {
      const tab = memoryJournal();
      for (let times = 0; times < 5; times += 1) (await page(tab, false)).die();
      return (await page(tab)).deaths;
    },
  ],
  'tabs that go to the background before the picture, and are thrown away there': [
    0,
    async ({ page }) => {
      const tab = memoryJournal();
      for (let times = 0; times < 5; times += 1) {
        const { start, die } = await page(tab);
        start.look(false);
        die();
      }
      return (await page(tab)).deaths;
    },
  ],
  'a tab that comes to the front and crashes': [
    1,
    async ({ page }) => {
      const tab = memoryJournal();
      const { start, die } = await page(tab, false);
      start.look(true);
      die();
      return (await page(tab)).deaths;
    },
  ],
  'a page that broke while it was drawn, and is loaded anew': [
    2,
    async ({ page }) => {
      const tab = memoryJournal();
      for (let times = 0; times < 2; times += 1) {
        const { start, leave } = await page(tab);
        start.fail();
        leave();
      }
      return (await page(tab)).deaths;
    },
  ],
  'a page that broke after its picture': [
    0,
    async ({ page }) => {
      const tab = memoryJournal();
      const { start, leave } = await page(tab);
      start.succeed();
      start.fail();
      leave();
      return (await page(tab)).deaths;
    },
  ],
  'a picture after two deaths: there is no row any more': [
    0,
    async ({ page }) => {
      const tab = memoryJournal();
      (await page(tab)).die();
      (await page(memoryJournal())).die();
      (await page(tab)).start.succeed();
      return (await page(tab)).deaths;
    },
  ],
  'a page that shows only the text, and is left: what died is still dead': [
    2,
    async ({ page }) => {
      const tab = memoryJournal();
      (await page(tab)).die();
      (await page(tab)).die();
      (await page(tab)).leave();
      return (await page(tab)).deaths;
    },
  ],
  'two duplicates of a tab that is on its way': [
    1,
    async ({ page }) => {
      const tab = memoryJournal();
      await page(tab);
      await page(duplicate(tab));
      return (await page(duplicate(tab))).deaths;
    },
  ],
  'duplicates of a tab that came to its picture, restored together': [
    0,
    async ({ page }) => {
      const tab = memoryJournal();
      (await page(tab)).start.succeed();
      const tabs = [tab, duplicate(tab), duplicate(tab)];
      const [, , third] = await Promise.all(tabs.map((each) => page(each)));
      return third?.deaths ?? NaN;
    },
  ],
  'notes that somebody else wrote': [
    0,
    async ({ page, shared }) => {
      for (const [key, text] of Object.entries({ a: 'x', b: '-7', c: '1.5', d: '{}', e: '' })) shared.put(key, text);
      return (await page(memoryJournal())).deaths;
    },
  ],
};

describe('how many starts in a row have died, after', () => {
  it.each(Object.entries(STORIES))('%s', async (_story, [deaths, story]) => {
    expect(await story(browser())).toBe(deaths);
  });
});

describe('in a browser without locks', () => {
  it('a tab knows of its own deaths', async () => {
    const { page, shared } = browser({ locks: false });
    const tab = memoryJournal();
    (await page(tab)).die();
    (await page(tab)).die();
    expect((await page(tab)).deaths).toBe(2);
    expect(shared.kept.size).toBe(0);
  });

  it('three tabs at once are no row', async () => {
    const { page } = browser({ locks: false });
    const pages = await Promise.all([1, 2, 3].map(() => page(memoryJournal())));
    expect(pages.map(({ deaths }) => deaths)).toEqual([0, 0, 0]);
  });
});

it('a start that is over leaves no note and holds no name, even one that it was still asking for', async () => {
  const { page, shared, held } = browser();
  const tab = memoryJournal();
  const { start } = await page(tab, false);
  start.look(true);
  start.succeed();
  await new Promise((done) => setTimeout(done));
  expect([tab.kept.size, shared.kept.size, held.size]).toEqual([0, 0, 0]);
  start.look(false);
  start.look(true);
  expect([tab.kept.size, shared.kept.size]).toEqual([0, 0]);
});
