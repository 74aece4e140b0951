import firstPicture from 'virtual:first-picture';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstPath, loadExample, workOfExample } from '../lessons/index.js';
import { linkOf } from '../share/index.js';
import { ASK_AGAIN_MS, SAVE_WITHIN_MS } from './autosave.js';
import { boot, pictureShown, type Page } from './boot.js';
import type { Draft } from './draft.js';
import { keptDrafts, type DraftStorage } from './drafts.js';
import { seekStep, sendAgain, sendRequest } from './engine.js';
import { editFile, selectFile } from './files.js';
import { openEmpty, openExample, openExperiment } from './open.js';
import { currentTimeline, goToEnd, goToHop, play, scrubTo } from './playback.js';
import type { Start } from './starts.js';
import { getState, initialState, patch } from './store.js';
import type { Surroundings } from './surroundings.js';
import { directEngine } from './testing/direct-engine.js';
import { memoryJournal, memoryRecords } from './testing/memory-records.js';
import { compose, select, setLens } from './view.js';

let records = memoryRecords();
let journal = memoryJournal();
let drafts: DraftStorage;
let page: Page | undefined;
/** What the tab keeps, and its address. */
let tab = memoryJournal();
let address = '';
const codes = (): readonly string[] => getState().notices.map(({ code }) => code);

/** A start that is the one after so many that died. */
const startAfter = (deaths: number): Start => ({
  begin: () => Promise.resolve(deaths),
  look: () => {},
  succeed: () => {},
  fail: () => {},
});

const around = (change: Partial<Surroundings>): Surroundings => ({
  storage: null,
  tab,
  drafts,
  start: startAfter(0),
  language: 'en',
  narrow: true,
  returning: false,
  now: () => 1,
  isSeen: () => true,
  fragment: () => address,
  clearFragment: () => void (address = ''),
  askBeforeLeaving: () => {},
  ...change,
});

const start = async (change: Partial<Surroundings> = {}): Promise<void> => {
  page?.stop();
  patch(initialState);
  directEngine();
  drafts = keptDrafts(records, journal);
  page = boot(around({ drafts, ...change }));
  await page.opened;
  pictureShown();
  await vi.dynamicImportSettled();
};

/** The page is left, and loaded again in the same tab. */
const reload = async (change: Partial<Surroundings> = {}): Promise<void> => {
  page?.leave();
  await vi.advanceTimersByTimeAsync(SAVE_WITHIN_MS);
  await start({ returning: true, ...change });
};

/** What is typed now is a draft. */
const type = async (text: string): Promise<void> => {
  editFile('f1', text);
  await vi.advanceTimersByTimeAsync(SAVE_WITHIN_MS);
};

beforeEach(() => {
  vi.useFakeTimers();
  records = memoryRecords();
  journal = memoryJournal();
  tab = memoryJournal();
  address = '';
});
afterEach(() => {
  page?.stop();
  page = undefined;
  vi.useRealTimers();
});

describe('a start of the page', () => {
  beforeEach(async () => {
    await start();
    await type('one');
    await type('two');
    tab.kept.clear();
  });

  it('opens the last draft', async () => {
    await start();
    expect(getState().files[0]?.text).toBe('two');
    expect(codes()).toEqual([]);
  });

  it('opens the copy before a damaged one, and says so', async () => {
    records.kept.set([...records.kept.keys()].at(-1)!, { version: 2, seal: '1-1', text: 'x' });
    await start();
    expect(getState().files[0]?.text).toBe('one');
    expect(codes()).toEqual(['ui.drafts.spoilt']);
  });

  it('opens the first example where all is damaged, says so, and leaves the damaged alone', async () => {
    for (const key of records.kept.keys()) records.kept.set(key, 'garbage');
    await start();
    expect(getState().work.origin).toBe('example');
    expect(codes()).toEqual(['ui.drafts.unreadable']);
    expect([...records.kept.values()]).toEqual(['garbage', 'garbage']);
  });

  it('opens what can be recovered where all is damaged, says so, and keeps it as another draft', async () => {
    const damaged = getState().work.id;
    for (const [key, record] of records.kept) records.kept.set(key, { ...(record as object), seal: '1-1' });
    const before = new Map(records.kept);
    await start({ now: () => 2 });
    expect(getState()).toMatchObject({
      work: { origin: 'own', title: 'my-service.yaml' },
      files: [{ text: 'two' }, {}],
    });
    expect(getState().work.id).not.toBe(damaged);
    expect(codes()).toEqual(['ui.drafts.recovered']);
    await vi.advanceTimersByTimeAsync(SAVE_WITHIN_MS);
    for (const [key, record] of before) expect(records.kept.get(key)).toEqual(record);
    tab.kept.clear();
    await start();
    expect(getState().files[0]?.text).toBe('two');
    expect(codes()).toEqual([]);
  });

  it('opens where the database refuses, and says so', async () => {
    records.faults = Array.from({ length: 9 }, () => 'refuse');
    await start();
    expect(getState().work.origin).toBe('example');
    expect(codes()).toEqual(['ui.save.refused']);
  });

  it('asks before unkept work is left, and no longer once it is kept', async () => {
    const asks: boolean[] = [];
    journal = memoryJournal({ room: false });
    records.faults = Array.from({ length: 20 }, () => 'refuse');
    await start({ askBeforeLeaving: (on) => void asks.push(on) });
    await type('three');
    expect(asks).toEqual([true]);
    records.faults = [];
    await vi.advanceTimersByTimeAsync(ASK_AGAIN_MS);
    expect(asks).toEqual([true, false]);
  });

  it.each([
    [0, false],
    [1, false],
    [2, true],
    [3, true],
  ])('after %d in a row that died: safe mode is %s', async (deaths, safe) => {
    await start({ start: startAfter(deaths) });
    expect(getState()).toMatchObject({ safeMode: safe, files: [{ text: 'two' }, {}] });
    expect(codes()).toEqual(safe ? ['ui.safe.notice'] : []);
    getState().notices[0]?.action?.run();
    expect(getState()).toMatchObject({ safeMode: false, notices: [] });
  });
});

describe('a page that is loaded again in its tab', () => {
  const hops = (): number => currentTimeline().hops.length;
  const draft = (id: string, text: string): Draft => {
    const work = { ...workOfExample(firstPath), history: [], files: [{ id: 'f1', name: 'a.yaml', text }] };
    return { id, title: 'a.yaml', savedAt: 9, work };
  };

  /** What the reader sees, but for what a work makes up anew. */
  const seen = () => {
    const { files, lens, panel, active, selection, playback, composer, snapshot } = getState();
    return { files, lens, panel, active, selection, playback, composer, at: snapshot?.at, trace: snapshot?.trace };
  };

  it.each<[string, () => void]>([
    ['at a hop', () => goToHop(5)],
    ['on another lens, at a hop', () => (setLens('rules'), goToHop(3))],
    ['at the beginning', () => scrubTo(0)],
    ['at the end', () => goToEnd()],
    ['on the way', () => (scrubTo(1), play())],
    ['at an earlier step of the cluster', () => (seekStep(12), scrubTo(0.5))],
    ['with a panel, a file and a thing pinned', () => (patch({ panel: 'rules' }), selectFile('f2'), select('s', null))],
    ['with another packet on its way', () => (sendAgain(), sendAgain(), goToHop(4))],
    ['with a request to a port', () => (sendRequest({ ...getState().composer, port: 8080 }), goToHop(1))],
    ['with a request that was not sent', () => (goToHop(2), compose({ port: 443 }))],
  ])('shows the reader where he was: %s', async (_where, deed) => {
    for (const own of [true, false]) {
      tab.kept.clear();
      records.kept.clear();
      await start();
      if (own) await type(`${getState().files[0]?.text} # mine`);
      deed();
      const before = seen();
      await reload();
      expect(getState().work.origin).toBe(own ? 'own' : 'example');
      expect(seen()).toEqual(before);
      expect(codes()).toEqual([]);
    }
  });

  it('opens the draft of this tab, though another tab has a later one', async () => {
    await start();
    await type('mine');
    await keptDrafts(records, memoryJournal()).save(draft('8-8', 'theirs'));
    await reload();
    expect(getState().files[0]?.text).toBe('mine');
    tab.kept.clear();
    await start();
    expect(getState().files[0]?.text).toBe('theirs');
  });

  it('opens the latest draft where that of this tab is gone', async () => {
    await start();
    await type('mine');
    const { id } = getState().work;
    await drafts.save(draft('8-8', 'other'));
    await drafts.remove(id);
    tab.put('draft', id);
    await start();
    expect(getState().files[0]?.text).toBe('other');
    expect(codes()).toEqual([]);
  });

  it('goes to the end of a way that has become shorter', async () => {
    await start();
    await type(`${getState().files[0]?.text} # mine`);
    goToHop(hops() - 2);
    page?.leave();
    const note = tab.get('place')!;
    await type('');
    await reload();
    tab.put('place', note);
    await start({ returning: true });
    const { playback } = getState();
    expect(playback).toMatchObject({ t: currentTimeline().duration, playing: false });
  });

  it('says where the reader was on a link and an example of the address, and a link that is followed anew begins anew', async () => {
    const link = linkOf({ ...workOfExample(firstPath), history: [] }, { lens: 'rules', t: 2, language: 'ru' });
    for (address of [link, '#example/headless']) {
      tab.kept.clear();
      const mine = address;
      await start();
      setLens('traffic');
      patch({ language: 'en' });
      goToHop(4);
      const before = seen();
      await reload();
      expect(seen()).toEqual(before);
      expect(getState().language).toBe('en');
      await reload({ returning: false });
      expect(seen()).not.toEqual(before);
      expect(address).toBe(mine);
    }
  });

  it('does not take the place in one work for that in another', async () => {
    const headless = await loadExample('headless');
    for (const other of [() => openExperiment(workOfExample(headless)), () => openExample(headless)]) {
      tab.kept.clear();
      await start();
      other();
      scrubTo(0.5);
      await reload();
      expect(getState()).toMatchObject({ work: { title: firstPath.id }, lens: 'traffic', playback: { t: 0 } });
    }
  });

  it('is at its beginning where the start before died: the place may be what it died of', async () => {
    await start();
    await type(`${getState().files[0]?.text} # mine`);
    setLens('rules');
    await reload({ start: startAfter(1) });
    expect(getState().lens).toBe('traffic');
  });

  it('keeps the place of a work whose picture did not come the second time', async () => {
    await start();
    await type(`${getState().files[0]?.text} # mine`);
    goToHop(3);
    const before = seen();
    page?.leave();
    await start({ returning: true, start: startAfter(2) });
    page?.leave();
    await start({ returning: true });
    expect(seen()).toEqual(before);
  });

  it('shows a painted picture at once where that is what he looked at, and waits for the engine where not', async () => {
    for (const [deed, painted] of [
      [() => goToHop(4), true],
      [() => setLens('rules'), true],
      [() => sendAgain(), false],
      [() => seekStep(3), false],
      [() => setLens('storage'), false],
    ] as const) {
      tab.kept.clear();
      await start();
      deed();
      await reload({ narrow: false });
      expect(getState().snapshot === firstPicture, String(deed)).toBe(painted);
    }
  });

  it.each<[string, (note: Record<string, unknown>, view: Record<string, unknown>) => unknown]>([
    ['nothing', () => ''],
    ['no JSON', () => '{'],
    ['a number', () => 7],
    ['null', () => null],
    ['a list', () => []],
    ['a note without a view', (note) => ({ of: note['of'] })],
    ['a view that is a text', (note) => ({ ...note, view: 'x' })],
    ['a work that is a number', (note) => ({ ...note, of: 3 })],
    [
      'of everything something else',
      (note, view) => ({ ...note, view: Object.fromEntries(Object.keys(view).map((key) => [key, { a: [1] }])) }),
    ],
    ['a lens that there is not', (note) => ({ ...note, view: { lens: '__proto__', t: -1, step: -1 } })],
    ['a panel that there is not', (note) => ({ ...note, view: { panel: '__proto__', file: '__proto__' } })],
    ['a moment and a step that are none', (note) => ({ ...note, view: { t: 1e99, step: 1e99, playing: 'yes' } })],
    ['requests that are none', (note) => ({ ...note, view: { request: { from: 3 }, composer: { port: 99999 } } })],
    ['a thing that is none', (note) => ({ ...note, view: { selection: { scene: 3, object: '<b>' } } })],
  ])('ignores a note that says %s', async (_what, spoil) => {
    await start();
    await type(`${getState().files[0]?.text} # mine`);
    tab.remove('place');
    await start();
    const plain = seen();
    setLens('rules');
    goToHop(2);
    page?.leave();
    const note = JSON.parse(tab.get('place')!) as Record<string, unknown>;
    const spoilt = spoil(note, note['view'] as Record<string, unknown>);
    tab.put('place', typeof spoilt === 'string' ? spoilt : JSON.stringify(spoilt));
    await start({ returning: true });
    expect(seen()).toEqual(plain);
    expect(codes()).toEqual([]);
  });
});

describe('the address', () => {
  it('says no link any more once the reader’s own work is on screen', async () => {
    await start();
    await type('mine');
    address = '#example/headless';
    await start();
    expect(codes()).toEqual(['ui.link.opened']);
    getState().notices[0]?.action?.run();
    await vi.waitFor(() => expect(getState().files[0]?.text).toBe('mine'));
    expect(address).toBe('');
    await type('mine still');
    await reload();
    expect(getState().files[0]?.text).toBe('mine still');
    address = '#example/headless';
    openEmpty();
    expect(address).toBe('');
  });

  it('leads back from a link to the draft before it, and to the first example where there is none', async () => {
    await start();
    address = '#example/headless';
    await page?.follow();
    expect(getState().work).toMatchObject({ origin: 'example', title: 'headless' });
    address = '';
    await page?.follow();
    expect(getState().work).toMatchObject({ origin: 'example', title: firstPath.id });
    await type('mine');
    address = '#example/headless';
    await page?.follow();
    address = '';
    await page?.follow();
    expect(getState().files[0]?.text).toBe('mine');
    // And takes no work away.
    openEmpty();
    await page?.follow();
    expect(getState().files[0]?.text).toBe('');
  });
});
