import { expect, it } from 'vitest';
import type { SnapshotDelta } from './delta.js';
import { BETWEEN_MS, EDITS, QUIET_MS, rehearsed, type Later } from './rehearsal.js';
import { createRemote, type RemoteEngine } from './remote.js';
import { createSession } from './session.js';
import { firstPathWork } from './testing/first-path.js';

const never = (): Promise<never> => Promise.reject(new Error('nobody asks for it'));
const make = (): RemoteEngine =>
  createRemote(createSession(), { docs: never, storageLens: never, policyLens: never, edgeAnswers: never }, () => {});

/** A clock that goes on by hand, and what the engines on it were asked, in order. */
function onStage(stage: () => RemoteEngine = make) {
  const asked: string[] = [];
  const told = (who: string, engine: RemoteEngine): RemoteEngine =>
    Object.fromEntries(
      Object.entries(engine).map(([name, call]) => [
        name,
        (...args: readonly unknown[]) => {
          asked.push(`${who} ${name}`);
          return (call as (...all: readonly unknown[]) => unknown)(...args);
        },
      ]),
    ) as unknown as RemoteEngine;
  let waiting: { run: () => void; ms: number } | null = null;
  const later: Later = (run, ms) => {
    expect(waiting, 'one slice at a time').toBeNull();
    const own = { run, ms };
    waiting = own;
    return () => {
      if (waiting === own) waiting = null;
    };
  };
  const engine = rehearsed(told('reader', make()), () => told('rehearsal', stage()), later);
  return {
    engine,
    asked,
    due: () => waiting?.ms ?? null,
    async tick() {
      const now = waiting;
      waiting = null;
      now?.run();
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

it('nothing is rehearsed before the first picture', async () => {
  const stage = onStage();
  await stage.engine.hello();
  await settled();
  expect(stage.due()).toBeNull();
  await stage.engine.open(firstPathWork);
  await settled();
  expect(stage.due()).toBe(QUIET_MS);
});

it('one edit a slice, then never again', async () => {
  const stage = onStage();
  await stage.engine.open(firstPathWork);
  await settled();
  await stage.tick();
  expect(stage.asked).toEqual(['reader open', 'rehearsal open']);
  for (let edit = 1; edit <= EDITS; edit += 1) {
    expect(stage.due()).toBe(BETWEEN_MS);
    await stage.tick();
    expect(stage.asked).toHaveLength(2 + edit);
  }
  expect(stage.asked.slice(2).every((call) => call === 'rehearsal edit')).toBe(true);
  expect(stage.due()).toBeNull();
  await stage.engine.workspace();
  await settled();
  expect(stage.due()).toBeNull();
});

it('whatever is asked goes first and puts the rest off until it is quiet again', async () => {
  const stage = onStage();
  const { files } = firstPathWork;
  await stage.engine.open(firstPathWork);
  await settled();
  await stage.tick();
  expect(stage.due()).toBe(BETWEEN_MS);
  const answer = stage.engine.edit(files, true);
  expect(stage.due()).toBeNull();
  await answer;
  await settled();
  expect(stage.due()).toBe(QUIET_MS);
  for (let edit = 1; edit < EDITS; edit += 1) await stage.engine.edit(files, true);
  await settled();
  // What the reader has typed himself need not be rehearsed.
  expect(stage.due()).toBeNull();
  expect(stage.asked.filter((call) => call === 'rehearsal edit')).toEqual([]);
});

it('leaves no trace in what the reader is answered', async () => {
  const deeds = async (engine: RemoteEngine, between: () => Promise<void>): Promise<unknown[]> => {
    const work = firstPathWork;
    const answers: unknown[] = [await engine.open(work)];
    for (const port of ['9377', '9378', 'ninety']) {
      await between();
      answers.push(
        await engine.edit(
          work.files.map((file) => ({ ...file, text: file.text.replace('9376', port) })),
          true,
        ),
      );
    }
    await between();
    return [...answers, await engine.workspace(), await engine.rulesText('worker-1')];
  };
  const stage = onStage();
  const rehearsing = await deeds(stage.engine, async () => {
    await settled();
    for (let slice = 0; slice < 4; slice += 1) await stage.tick();
  });
  expect(stage.asked.filter((call) => call === 'rehearsal edit').length).toBeGreaterThan(6);
  expect(rehearsing).toEqual(await deeds(make(), () => Promise.resolve()));
});

it('plays real edits: the text changes, the rules are built anew, the packet is sent again', async () => {
  const played: SnapshotDelta[] = [];
  const stage = onStage(() => {
    const engine = make();
    const keep = async (answer: ReturnType<RemoteEngine['edit']>) => {
      played.push(await answer);
      return answer;
    };
    return { ...engine, edit: (...args) => keep(engine.edit(...args)) };
  });
  await stage.engine.open(firstPathWork);
  await settled();
  for (let slice = 0; slice < 4; slice += 1) await stage.tick();
  expect(played).toHaveLength(3);
  for (const { parts, steps, scenes, timelines } of played) {
    expect(parts.trace).toBeTruthy();
    expect(steps?.length).toBeGreaterThan(0);
    expect(scenes.traffic?.nodes).toBeTruthy();
    expect(timelines.traffic).toBeTruthy();
  }
});

it('a rehearsal that fails is given up and nobody hears of it', async () => {
  const stage = onStage(() => ({ ...make(), edit: never }));
  await stage.engine.open(firstPathWork);
  await settled();
  await stage.tick();
  await stage.tick();
  await settled();
  expect(stage.due()).toBeNull();
  await expect(stage.engine.workspace()).resolves.toBeDefined();
});
