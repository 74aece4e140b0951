import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { firstPath, workOfExample } from '../lessons/index.js';
import type { Draft } from './draft.js';
import { keptDrafts, Overtaken, type DraftStorage } from './drafts.js';
import { readRecord, recoverFiles } from './draft-record.js';
import { textJournal } from './records.js';
import { sealOf } from './seal.js';
import { memoryJournal, memoryRecords, type Fault } from './testing/memory-records.js';

const work = { ...workOfExample(firstPath), history: [] };
const draft = (text: string, savedAt = 1, id = '7-7'): Draft => ({
  id,
  title: 'a.yaml',
  savedAt,
  work: { ...work, files: [{ id: 'f1', name: 'a.yaml', text }] },
});
const textOf = (one: Draft | null | undefined): string | undefined => one?.work.files[0]?.text;

let records = memoryRecords();
let journal = memoryJournal();
/** The page, and the page after a reload: it remembers nothing. */
let page: DraftStorage;
const reload = (): DraftStorage => (page = keptDrafts(records, journal));

beforeEach(() => {
  records = memoryRecords();
  journal = memoryJournal();
  reload();
});

describe('a kept draft', () => {
  it('comes back as it was, and the latest first', async () => {
    await page.save(draft('one', 1));
    await page.save(draft('other', 2, '8-8'));
    await page.save(draft('two', 3));
    reload();
    expect(await page.latest()).toEqual(['7-7', '8-8']);
    expect(await page.load('7-7')).toMatchObject({ draft: draft('two', 3), spoilt: false });
    expect(await page.list()).toEqual([
      { id: '7-7', title: 'a.yaml', savedAt: 3 },
      { id: '8-8', title: 'a.yaml', savedAt: 2 },
    ]);
  });

  it('is two copies, however often it is written', async () => {
    for (let n = 1; n <= 9; n += 1) await page.save(draft(`${n}`, n));
    expect([...records.kept.keys()]).toEqual(['7-7 8 8', '7-7 9 9']);
    await page.remove('7-7');
    expect(records.kept.size).toBe(0);
  });

  it('does not follow the clock: what was written last is the last, whatever time it says', async () => {
    await page.save(draft('before', 1000));
    await page.save(draft('after the clock went back', 5));
    expect(textOf((await reload().load('7-7')).draft)).toBe('after the clock went back');
  });

  it('is read whole even where a link could not hold it', async () => {
    const files = Array.from({ length: 201 }, (_, n) => ({ id: `f${n}`, name: 'x'.repeat(2000), text: '' }));
    const large = { ...draft(''), work: { ...work, files } };
    await page.save(large);
    expect((await reload().load('7-7')).draft).toEqual(large);
  });
});

describe('a spoilt copy is noticed, and the last good one opens', () => {
  const spoil: Record<string, (value: unknown) => unknown> = {
    'half of it': (value) => {
      const { text } = value as { text: string };
      return { ...(value as object), text: text.slice(0, text.length / 2) };
    },
    'a letter that is another': (value) => ({
      ...(value as object),
      text: (value as { text: string }).text.replace('two', 'tvo'),
    }),
    'no seal': (value) => ({ ...(value as object), seal: undefined }),
    'a later version': (value) => ({ ...(value as object), version: 3 }),
    nothing: () => undefined,
    'a number': () => 3,
    'a list': () => [],
    'another’s draft': () => ({ version: 2, seal: sealOf('{"id":"x"}'), text: '{"id":"x"}' }),
    'sealed nonsense': () => ({ version: 2, seal: sealOf('{'), text: '{' }),
    'a work that is none': () => {
      const text = JSON.stringify({ ...draft('two'), work: { files: 3 } });
      return { version: 2, seal: sealOf(text), text };
    },
  };

  it.each(Object.keys(spoil))('%s', async (how) => {
    await page.save(draft('one', 1));
    await page.save(draft('two', 2));
    records.kept.set('7-7 2 2', spoil[how]?.(records.kept.get('7-7 2 2')));
    const loaded = await reload().load('7-7');
    expect(loaded.spoilt).toBe(true);
    expect(textOf(loaded.draft)).toBe('one');
    // The good one stays until two that are newer are whole.
    await page.save(draft('three', 3));
    expect(records.kept.has('7-7 1 1')).toBe(true);
    expect(await reload().load('7-7')).toMatchObject({ draft: draft('three', 3), spoilt: false });
  });

  it('when no copy is good there is no draft, and nothing is removed', async () => {
    records.kept.set('7-7 4 4', 'garbage');
    records.kept.set('of a later page: 7-7', { version: 9 });
    expect(await page.load('7-7')).toEqual({ draft: null, spoilt: true, recovered: [] });
    expect(await page.latest()).toEqual(['7-7']);
    expect(await page.list()).toEqual([]);
    await page.save(draft('one', 5));
    await page.save(draft('two', 6));
    expect(records.kept.has('of a later page: 7-7')).toBe(true);
    expect(textOf((await reload().load('7-7')).draft)).toBe('two');
  });
});

describe('of a draft whose copies are all damaged', () => {
  const files = [
    { id: 'f1', name: 'a.yaml', text: 'kind: Service # "quoted" \\ and {braces}, [lists]\n' },
    { id: 'f3', name: 'б.yaml', text: 'kind: Pod' },
  ];
  const [first, second] = files.map(({ name, text }, n) => ({ id: `f${n + 1}`, name, text }));
  const sealed = { ...draft(''), work: { ...work, files } };

  it.each<[string, (text: string) => string, readonly unknown[]]>([
    ['a letter of the settings is another', (text) => text.replace('10.244', '10.2Ѕ4'), [first, second]],
    ['the end is cut off', (text) => text.slice(0, -30), [first, second]],
    ['the end is cut off in the second file', (text) => text.slice(0, text.indexOf('kind: Pod') + 3), [first]],
    ['the second file is no JSON', (text) => text.replace('б.yaml', 'б.ya\\ml'), [first]],
    ['the second file has no name', (text) => text.replace('"name":"б', '"nаme":"б'), [first]],
    ['the end is cut off in the first file', (text) => text.slice(0, text.indexOf('braces')), []],
    ['the list of files is not found', (text) => text.replace('"files":[', '"filеs":['), []],
    ['nothing is left', () => '', []],
  ])('the manifests are recovered that can be read, where %s', async (_how, damage, recovered) => {
    await page.save(sealed);
    for (const [key, record] of records.kept) {
      const { text, ...rest } = record as { readonly text: string };
      records.kept.set(key, { ...rest, text: damage(text) });
    }
    reload();
    expect(await page.load('7-7')).toEqual({ draft: null, spoilt: true, recovered });
    expect(await page.list()).toEqual(recovered.length === 0 ? [] : [{ id: '7-7', title: 'a.yaml', savedAt: 1 }]);
  });

  it('those of the newest copy that has any are taken', async () => {
    for (const text of ['one', 'two', 'three']) await page.save(draft(text));
    for (const [key, record] of records.kept) records.kept.set(key, { ...(record as object), seal: 'x' });
    records.kept.set('7-7 9 9', { version: 2, seal: 'x', text: '{' });
    expect((await reload().load('7-7')).recovered.map(({ text }) => text)).toEqual(['three']);
  });

  it('nothing is recovered of what is sealed or of a later version', async () => {
    await page.save(sealed);
    const record = records.kept.get('7-7 1 1') as { readonly text: string };
    for (const other of [
      { ...record, version: 3, seal: 'x' },
      { version: 2, text: record.text, seal: sealOf(record.text) },
    ]) {
      records.kept.clear();
      records.kept.set('8-8 1 1', other);
      expect((await reload().load('8-8')).recovered).toEqual([]);
    }
  });

  it('a long text is read without trouble', () => {
    const text = 'line "1"\n\t\\'.repeat(400_000);
    const kept = JSON.stringify({ ...draft(''), work: { ...work, files: [{ id: 'f1', name: 'a.yaml', text }] } });
    expect(recoverFiles({ version: 2, seal: 'x', text: kept.slice(0, -1) })).toEqual([
      { id: 'f1', name: 'a.yaml', text },
    ]);
  });
});

it('a draft of the first version, which had no seal, opens and lives on', async () => {
  const { id, title, savedAt } = draft('', 3);
  records.kept.set(id, { version: 1, id, title, savedAt, work });
  records.kept.set('9-9', { version: 1, id: '9-9', title, savedAt: 9, work });
  expect(await page.latest()).toEqual(['9-9', '7-7']);
  expect((await page.load(id)).draft).toEqual({ id, title, savedAt, work });
  await page.save(draft('two', 10));
  await page.save(draft('three', 11));
  expect(await page.latest()).toEqual(['7-7', '9-9']);
  expect([...records.kept.keys()]).not.toContain(id);
  expect(textOf((await reload().load(id)).draft)).toBe('three');
});

it.each([null, {}, { version: 2 }, { version: 1, id: 'a', title: 'b', savedAt: 1, work: {} }, { version: 1, id: 'a' }])(
  'a record that is %j is not read',
  (record) => {
    expect(readRecord(record)).toBeNull();
  },
);

describe('another page that writes the same draft', () => {
  it('is not written over: the second to write finds out', async () => {
    await page.save(draft('mine', 1));
    const other = keptDrafts(records, journal);
    await other.load('7-7');
    await other.save(draft('theirs', 2));
    await expect(page.save(draft('mine again', 3))).rejects.toBeInstanceOf(Overtaken);
    expect(textOf((await reload().load('7-7')).draft)).toBe('theirs');
  });

  it('nor is a draft that this page never looked at', async () => {
    await page.save(draft('theirs', 1));
    await expect(reload().save(draft('mine', 2))).rejects.toBeInstanceOf(Overtaken);
  });
});

describe('a page that is left', () => {
  it('keeps what the database was not told yet, before it is gone', async () => {
    await page.save(draft('one', 1));
    expect(page.saveNow(draft('two', 2))).toBe(true);
    expect(page.saveNow(draft('three', 3))).toBe(true);
    expect(journal.kept.size).toBe(1);
    expect(textOf((await reload().load('7-7')).draft)).toBe('three');
    await page.save(draft('four', 4));
    expect(textOf((await reload().load('7-7')).draft)).toBe('four');
    await page.save(draft('five', 5));
    expect(journal.kept.size).toBe(0);
    expect([...records.kept.keys()]).toEqual(['7-7 2 4', '7-7 3 5']);
  });

  it('garbage in the journal is noticed, and the copy of the database opens', async () => {
    await page.save(draft('one', 1));
    for (const garbage of ['', '{', 'null', '{"version":2,"seal":"x","text":"{}"}']) {
      journal.kept.set('7-7 1.5 2', garbage);
      const { draft: opened, spoilt } = await reload().load('7-7');
      expect([textOf(opened), spoilt]).toEqual(['one', true]);
    }
  });

  it('has a journal where the browser has a storage, and says when it has none', () => {
    const names = new Map<string, string>();
    const storage = new Proxy({} as Storage, {
      get: (_, name) =>
        ({
          getItem: (key: string) => names.get(key) ?? null,
          setItem: (key: string, value: string) => {
            if (value.length > 10) throw new Error('QuotaExceededError');
            names.set(key, value);
          },
          removeItem: (key: string) => names.delete(key),
        })[name as 'getItem'],
      ownKeys: () => ['kubewalk.preferences', ...names.keys()],
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
    });
    const kept = textJournal(storage, 'kubewalk.unsaved ');
    expect(kept.put('7-7 1.5 1', 'short')).toBe(true);
    expect(kept.put('8-8 1.5 1', 'longer than there is room')).toBe(false);
    expect(kept.keys()).toEqual(['7-7 1.5 1', '8-8 1.5 1']);
    expect(kept.get('8-8 1.5 1')).toBe('longer than there is room');
    kept.remove('7-7 1.5 1');
    expect(kept.keys()).toEqual(['8-8 1.5 1']);
    expect(textJournal(null, 'kubewalk.unsaved ').put('7-7 1.5 1', 'short')).toBe(false);
  });
});

describe('whatever fails, at whatever step', () => {
  const faults: readonly (Fault | null)[] = ['refuse', 'lose', 'tear', null];

  it('what save said it kept comes back, or what was kept before it, and never a mixture', async () => {
    const deeds = fc.array(fc.record({ fault: fc.constantFrom(...faults), leave: fc.boolean(), late: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(deeds, async (steps) => {
        records = memoryRecords();
        journal = memoryJournal();
        reload();
        const good: string[] = [];
        for (const [n, { fault, leave, late }] of steps.entries()) {
          const next = draft(`text ${n}`, n + 1);
          records.faults = [fault];
          await page.save(next);
          // A disk that tears what it says it kept is found out at the next start only.
          if (fault !== 'tear') good.push(`text ${n}`);
          records.faults = [];
          if (late) {
            page.saveNow(draft(`late ${n}`, n + 1));
            good.push(`late ${n}`);
          }
          if (!leave && fault !== 'tear') continue;
          const { draft: opened, spoilt } = await reload().load('7-7');
          const torn = fault === 'tear' && !late;
          expect(spoilt).toBe(torn);
          expect(textOf(opened)).toBe(good.at(-1));
        }
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('a database that refuses everything leaves the journal, and with no room there it is said', async () => {
    const refuse = (): Promise<never> => Promise.reject(new Error('SecurityError'));
    const refused = { keys: refuse, get: refuse, change: refuse };
    const here = keptDrafts(refused, journal);
    await expect(here.latest()).rejects.toThrow('SecurityError');
    await here.save(draft('one', 1));
    expect(textOf((await keptDrafts(refused, journal).load('7-7')).draft)).toBe('one');
    const full = keptDrafts(refused, memoryJournal({ room: false }));
    await expect(full.save(draft('one', 1))).rejects.toThrow('SecurityError');
    expect(textOf((await full.load('7-7')).draft)).toBe('one');
  });
});
