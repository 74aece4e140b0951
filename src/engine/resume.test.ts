import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { STOP_AFTER_MS } from './client.js';
import { DEFAULT_SETTINGS, type ObjectKey, type TrafficRequest } from '../core/index.js';
import { loadPolicyLens } from './policy-lens.js';
import type { Snapshot } from './protocol.js';
import { loadStorageLens } from './storage-lens.js';
import { client, file, POD, workspace } from './testing/threads.js';
import { isPainted } from './unpainted.js';

const KILL = { type: 'delete-pod', pod: 'Pod/default/web' as ObjectKey } as const;
const REQUEST: TrafficRequest = {
  from: { kind: 'node', node: 'worker-1' },
  to: { kind: 'name', name: 'web' },
  port: 80,
  protocol: 'TCP',
  attempt: 3,
};
/** What a snapshot says, but for how much work it was and which number it has. */
const said = ({ revision: _revision, work: _work, ...rest }: Snapshot) => rest;

describe('a fresh thread stands where the one before stood', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  // Once they have come, they come at once.
  beforeAll(() => Promise.all([loadStorageLens(), loadPolicyLens()]));

  /** A work with everything about it that could be lost, and the two ways to lose its thread. */
  async function lively() {
    const bench = client({ offline: () => false });
    const { engine, run } = bench;
    engine.open(workspace, 'compact', 'traffic');
    engine.act(KILL);
    await run();
    engine.edit(file(`${POD}---\n${POD.replace('web', 'more')}`));
    engine.send(REQUEST);
    await run();
    return bench;
  }
  const lose = {
    crash: async ({ threads }: ReturnType<typeof client>) => threads.at(-1)?.crash(),
    hang: async ({ threads, engine }: ReturnType<typeof client>) => {
      const thread = threads.at(-1);
      if (thread !== undefined) thread.stuck = true;
      engine.send({ ...REQUEST, attempt: 4 });
      await vi.advanceTimersByTimeAsync(STOP_AFTER_MS);
    },
  };
  const at: Record<string, (engine: ReturnType<typeof client>['engine'], steps: number) => void> = {
    'at the end': () => {},
    'in the past': (engine) => engine.seek(5),
    'on the Storage lens': (engine) => engine.show('storage'),
    'on the Policy lens, with a moment pinned at the end': (engine) => {
      engine.show('policy');
      engine.pin(true);
    },
    'with a moment of the past pinned': (engine, steps) => {
      engine.seek(steps - 3);
      engine.pin(true);
      engine.seek(steps);
    },
    'in the past, with a later moment pinned': (engine, steps) => {
      engine.pin(true);
      engine.seek(steps - 4);
    },
    'with a pin that an act came after': (engine) => {
      engine.pin(true);
      engine.act({ type: 'cordon', node: 'worker-1', on: true });
    },
    'with a pin that was let go': (engine) => {
      engine.pin(true);
      engine.pin(false);
    },
  };

  it.each(Object.keys(at).flatMap((where) => [[where, 'crash'] as const, [where, 'hang'] as const]))(
    '%s, after a %s',
    async (where, how) => {
      const bench = await lively();
      const { engine, run, snapshots, threads } = bench;
      at[where]?.(engine, snapshots.at(-1)!.steps.length);
      const before = await run();
      await lose[how](bench);
      const seen = snapshots.length;
      const after = await run();
      expect(threads).toHaveLength(2);
      expect(said(after)).toEqual(said(before));
      expect(after.request).toEqual(REQUEST);
      // The page sees one picture, not the way to it.
      expect(snapshots).toHaveLength(seen + 1);
      expect(bench.said).toEqual([]);
    },
  );

  it('but a pinned moment that a fork cut off is gone, and that is said', async () => {
    const bench = await lively();
    const { engine, run, snapshots, threads } = bench;
    engine.pin(true);
    engine.seek(4);
    engine.act({ type: 'cordon', node: 'worker-1', on: true });
    await run();
    expect(snapshots.at(-1)?.pinned).toBeDefined();
    threads.at(-1)?.crash();
    const after = await run();
    expect(bench.said).toEqual(['pin gone']);
    expect(after.pinned).toBeUndefined();
    threads.at(-1)?.crash();
    await run();
    expect(bench.said).toEqual(['pin gone']);
  });

  it('and so is one of a cluster with other settings', async () => {
    const bench = await lively();
    bench.engine.pin(true);
    bench.engine.configure({ ...DEFAULT_SETTINGS, seed: 7 });
    await bench.run();
    bench.threads.at(-1)?.crash();
    const after = await bench.run();
    expect(bench.said).toEqual(['pin gone']);
    expect(after.at).toBe(after.steps.length);
  });

  it('what a thread dies of on the way back is not tried for ever', async () => {
    const bench = await lively();
    const { engine, run, threads } = bench;
    engine.pin(true);
    engine.seek(5);
    await run();
    threads.at(-1)?.crash();
    const second = threads.at(-1);
    if (second !== undefined) second.stuck = true;
    second?.load();
    await vi.advanceTimersByTimeAsync(STOP_AFTER_MS + 100);
    expect(threads).toHaveLength(3);
    const third = threads.at(-1);
    await run();
    expect(third?.done).toEqual(['open']);
    expect(bench.said).toEqual(['pin gone']);
  });

  it('a work that was about to be opened is opened, and not the one before', async () => {
    const bench = await lively();
    const { engine, run, threads } = bench;
    const first = threads.at(-1);
    if (first !== undefined) first.stuck = true;
    engine.send(REQUEST);
    engine.open({ ...workspace, files: file(POD.replace('web', 'another')) });
    await vi.advanceTimersByTimeAsync(STOP_AFTER_MS + 100);
    const after = await run();
    expect(threads.at(-1)?.done.filter((name) => name === 'open')).toHaveLength(1);
    expect(after.objects.some(({ name }) => name === 'another')).toBe(true);
  });

  it('an answer about the work before is not taken for one about the work that is opened', async () => {
    const bench = await lively();
    const { engine, run, snapshots } = bench;
    const seen = snapshots.length;
    engine.send({ ...REQUEST, attempt: 9 });
    engine.open({ ...workspace, files: file(POD.replace('web', 'another')) });
    await run();
    expect(snapshots).toHaveLength(seen + 1);
  });

  it('what no thread can open, not even without its manifests, is given up, and the next edit is a new beginning', async () => {
    const bench = client();
    const deadly = { ...DEFAULT_SETTINGS, nodes: null } as unknown as typeof DEFAULT_SETTINGS;
    bench.engine.open({ ...workspace, settings: deadly });
    for (let start = 0; start < 9; start += 1) await bench.run();
    expect(bench.threads.length).toBeLessThan(5);
    expect(bench.statuses).toContain('lost');
    bench.engine.edit(file(POD));
    expect((await bench.run()).objects.some(({ name }) => name === 'web')).toBe(true);
  });

  it('a thread that had loaded and dies of its first work does not take that work into the page', async () => {
    const { engine, threads, said: told } = client();
    engine.open(workspace);
    if (threads[0] !== undefined) threads[0].stuck = true;
    threads[0]?.load();
    await vi.advanceTimersByTimeAsync(1);
    threads[0]?.crash();
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toEqual([]);
    expect(threads).toHaveLength(2);
  });
});

describe('a part of the engine that does not come', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each(['storage', 'policy'] as const)('%s: it is said, the rest works, a fresh thread fetches it', async (lens) => {
    const bench = client({ offline: (nth) => nth === 0 });
    const { engine, run } = bench;
    engine.open(workspace);
    await run();
    engine.show(lens);
    const without = await run();
    expect(bench.said).toEqual(['unloaded']);
    expect(isPainted(without.scenes[lens])).toBe(false);
    engine.edit(file(POD.replace('web', 'next')));
    expect((await run()).objects.some(({ name }) => name === 'next')).toBe(true);
    engine.renew();
    const after = await run();
    expect(isPainted(after.scenes[lens])).toBe(true);
    expect(after.objects.some(({ name }) => name === 'next')).toBe(true);
    expect(bench.said).toEqual(['unloaded']);
    expect(bench.statuses).not.toContain('lost');
  });

  it('what a thread was doing when it is renewed is done by the fresh one', async () => {
    const bench = client({ offline: () => false });
    bench.engine.open(workspace);
    await bench.run();
    bench.engine.edit(file(POD.replace('web', 'next')));
    bench.engine.renew();
    expect((await bench.run()).objects.some(({ name }) => name === 'next')).toBe(true);
  });

  it('the texts of the fields: suggestions come without them, and that is said once', async () => {
    const bench = client();
    const { engine, run } = bench;
    engine.open(workspace);
    await run();
    for (let n = 0; n < 3; n += 1) {
      const hovered = engine.hover('f1', POD, POD.indexOf('containers') + 2);
      await run();
      expect(await hovered).not.toBeNull();
    }
    expect(bench.said).toEqual(['unloaded']);
  });

  it('the answers about ways in: there is none, and that is said', async () => {
    const bench = client();
    bench.engine.open(workspace);
    await bench.run();
    const answer = bench.engine.ingress();
    await bench.run();
    expect(await answer).toBeNull();
    expect(bench.said).toEqual(['unloaded']);
  });
});
