import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SLOW_AFTER_MS, STOP_AFTER_MS } from './client.js';
import { client, file, POD, workspace } from './testing/threads.js';

describe('the engine as the page has it', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('a slow network is not a stuck engine: nothing is stopped before the thread has loaded', async () => {
    const { engine, threads, snapshots, statuses } = client();
    engine.open(workspace);
    await vi.advanceTimersByTimeAsync(10 * STOP_AFTER_MS);
    expect(threads).toHaveLength(1);
    expect(statuses).not.toContain('slow');
    threads[0]?.load();
    await vi.advanceTimersByTimeAsync(1);
    expect(snapshots).toHaveLength(1);
    expect(statuses.at(-1)).toBe('idle');
  });

  test('work that takes too long is said, then stopped, and the last good workspace comes back in a fresh thread', async () => {
    const { engine, threads, snapshots, statuses } = client();
    engine.open(workspace);
    threads[0]?.load();
    await vi.advanceTimersByTimeAsync(1);
    if (threads[0] !== undefined) threads[0].stuck = true;
    engine.edit(file(POD.replace('web', 'other')));
    await vi.advanceTimersByTimeAsync(SLOW_AFTER_MS);
    expect(statuses.at(-1)).toBe('slow');
    await vi.advanceTimersByTimeAsync(STOP_AFTER_MS);
    expect(threads[0]?.terminated).toBe(true);
    expect(threads).toHaveLength(2);
    threads[1]?.load();
    await vi.advanceTimersByTimeAsync(1);
    expect(snapshots.at(-1)?.objects.some(({ name }) => name === 'web')).toBe(true);
    engine.edit(file(POD.replace('web', 'next')));
    await vi.advanceTimersByTimeAsync(1);
    expect(snapshots.at(-1)?.objects.some(({ name }) => name === 'next')).toBe(true);
  });

  test('the newest edit wins: edits that still wait are replaced', async () => {
    const { engine, threads, snapshots } = client();
    engine.open(workspace);
    for (const name of ['a', 'b', 'c']) engine.edit(file(POD.replace('web', name)));
    threads[0]?.load();
    await vi.advanceTimersByTimeAsync(1);
    const names = snapshots.map(({ objects }) => objects.find(({ kind, system }) => kind === 'Pod' && !system)?.name);
    expect(names.at(-1)).toBe('c');
    expect(names).not.toContain('a');
    expect(names).not.toContain('b');
  });

  test('a thread that dies is replaced, and the work goes on', async () => {
    const { engine, threads, snapshots, statuses } = client();
    engine.open(workspace);
    threads[0]?.load();
    await vi.advanceTimersByTimeAsync(1);
    threads[0]?.crash();
    expect(statuses.at(-1)).toBe('lost');
    threads[1]?.load();
    await vi.advanceTimersByTimeAsync(1);
    expect(snapshots.at(-1)?.objects.some(({ name }) => name === 'web')).toBe(true);
  });
});
