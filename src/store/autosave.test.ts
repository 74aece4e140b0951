import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstPath, workOfExample } from '../lessons/index.js';
import { ASK_AGAIN_MS, keepDraft, SAVE_WITHIN_MS, type Keeper } from './autosave.js';
import type { Draft } from './draft.js';
import { keptDrafts, type DraftStorage } from './drafts.js';
import { editFile } from './files.js';
import { openEmpty, openExample, reopenDraft } from './open.js';
import { getState, initialState, patch } from './store.js';
import { directEngine } from './testing/direct-engine.js';
import { memoryJournal, memoryRecords, type Fault } from './testing/memory-records.js';

let records = memoryRecords();
let journal = memoryJournal();
let drafts: DraftStorage;
let keeper: Keeper | undefined;
const codes = (): readonly string[] => getState().notices.map(({ code }) => code);
/** What the next start of the page would open. */
const nextStart = async (id = getState().work.id): Promise<Draft | null> =>
  (await keptDrafts(records, journal).load(id)).draft;
const firstText = (draft: Draft | null): string | undefined => draft?.work.files[0]?.text;

beforeEach(() => {
  vi.useFakeTimers();
  patch(initialState);
  directEngine();
  openExample(firstPath);
  records = memoryRecords();
  journal = memoryJournal();
  drafts = keptDrafts(records, journal);
  keeper = keepDraft(drafts, () => 1);
});
afterEach(() => {
  keeper?.stop();
  vi.useRealTimers();
});

describe('what the reader typed', () => {
  it('is kept within half a second; what was only opened is not', async () => {
    await vi.advanceTimersByTimeAsync(1000);
    expect(records.kept.size).toBe(0);
    editFile('f1', 'kind: Service');
    expect(getState()).toMatchObject({ saving: 'unsaved', work: { origin: 'own' } });
    await vi.advanceTimersByTimeAsync(SAVE_WITHIN_MS);
    expect(firstText(await nextStart())).toBe('kind: Service');
    expect(getState().saving).toBe('saved');
  });

  it('is kept before the page is gone, without waiting for the database', () => {
    editFile('f1', 'kind: Pod');
    void keeper?.flush();
    expect([...journal.kept.values()].join()).toContain('kind: Pod');
  });

  it('is kept when another work is opened before it was written', async () => {
    editFile('f1', 'kind: Pod');
    const { id } = getState().work;
    openEmpty();
    await vi.advanceTimersByTimeAsync(1);
    const kept = await nextStart(id);
    expect(firstText(kept)).toBe('kind: Pod');
    expect(kept?.work.request).toEqual(firstPath.request);
  });

  it('is kept with the history that its work came with, where the engine never ran', async () => {
    const history = [{ op: 'act', action: { type: 'cordon', node: 'worker-1', on: true }, at: 3 }] as const;
    await drafts.save({ id: '1-1', title: 'a', savedAt: 1, work: { ...workOfExample(firstPath), history } });
    patch({ safeMode: true });
    await reopenDraft(drafts, '1-1');
    editFile('f1', 'kind: Pod');
    await vi.advanceTimersByTimeAsync(SAVE_WITHIN_MS);
    expect((await nextStart('1-1'))?.work.history).toEqual(history);
  });

  it.each<Fault>(['refuse', 'lose'])('is kept when the database fails (%s) while it writes', async (fault) => {
    editFile('f1', 'kind: Pod');
    records.faults = [fault];
    await vi.advanceTimersByTimeAsync(SAVE_WITHIN_MS);
    expect(firstText(await nextStart())).toBe('kind: Pod');
    expect(codes()).toEqual([]);
  });
});

describe('a browser that keeps nothing', () => {
  const refuseAll = (): void => {
    records.faults = Array.from({ length: 50 }, () => 'refuse');
    journal = memoryJournal({ room: false });
    keeper?.stop();
    drafts = keptDrafts(records, journal);
    keeper = keepDraft(drafts, () => 1);
  };

  it('is said once, asked again, and trusted again', async () => {
    refuseAll();
    editFile('f1', 'a: 1');
    await vi.advanceTimersByTimeAsync(SAVE_WITHIN_MS);
    expect(getState().saving).toBe('refused');
    expect(codes()).toEqual(['ui.save.refused']);
    editFile('f1', 'a: 2');
    await vi.advanceTimersByTimeAsync(ASK_AGAIN_MS + 1);
    expect(codes()).toEqual(['ui.save.refused']);
    records.faults = [];
    await vi.advanceTimersByTimeAsync(ASK_AGAIN_MS + 1);
    expect(getState().saving).toBe('saved');
    expect(codes()).toEqual([]);
    expect(firstText(await nextStart())).toBe('a: 2');
  });

  it('still lets the reader go back to what he left for another work', async () => {
    refuseAll();
    editFile('f1', 'a: 1');
    const { id } = getState().work;
    openExample(firstPath);
    await vi.advanceTimersByTimeAsync(1);
    expect(getState().saving).toBe('refused');
    expect(await reopenDraft(drafts, id)).toBe(true);
    expect(getState().files[0]?.text).toBe('a: 1');
  });
});

it('two pages with one draft: the second to write goes on with a copy, says so, and both are whole', async () => {
  editFile('f1', 'mine');
  await vi.advanceTimersByTimeAsync(SAVE_WITHIN_MS);
  const { id } = getState().work;
  const other = keptDrafts(records, memoryJournal());
  const theirs = (await other.load(id)).draft;
  await other.save({ ...theirs!, savedAt: 2, title: 'theirs' });
  editFile('f1', 'mine again');
  await vi.advanceTimersByTimeAsync(SAVE_WITHIN_MS);
  expect(getState().work.id).not.toBe(id);
  expect(codes()).toEqual(['ui.save.copied']);
  expect((await nextStart(id))?.title).toBe('theirs');
  expect(firstText(await nextStart())).toBe('mine again');
  editFile('f1', 'and on');
  await vi.advanceTimersByTimeAsync(SAVE_WITHIN_MS);
  expect(codes()).toEqual(['ui.save.copied']);
  expect(firstText(await nextStart())).toBe('and on');
});
