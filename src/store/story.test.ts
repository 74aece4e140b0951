import { beforeEach, describe, expect, it } from 'vitest';
import type { ObjectKey } from '../core/index.js';
import type { EngineClient } from '../engine/client.js';
import type { Snapshot } from '../engine/protocol.js';
import { createStorageSession } from '../engine/testing/storage-session.js';
import { isPainted } from '../engine/unpainted.js';
import { firstPath, loadExample } from '../lessons/index.js';
import { linkOf } from '../share/index.js';
import { act, seekStep, startEngine } from './engine.js';
import { workOnScreen } from './on-screen.js';
import { openExample, openFragment } from './open.js';
import { goToEnd, goToHop, goToStart, hopAt, pause, scrubTo, stepHop, tick } from './playback.js';
import { getState, initialState, patch } from './store.js';
import { lookAt, sendAndLook, setLens, shownScene } from './view.js';

const POD = 'Pod/default/mongodb' as ObjectKey;

/** The engine without a thread; with `slow`, its answers come when they are let through, as from a thread that has much to do. */
function engineOf({ slow = false } = {}): { seeks: number[]; answer(): void } {
  const seeks: number[] = [];
  const waiting: (() => void)[] = [];
  startEngine(({ onSnapshot }) => {
    const session = createStorageSession() as unknown as Record<string, (...args: unknown[]) => never>;
    const command =
      (name: string) =>
      (...args: unknown[]): void => {
        if (name === 'seek') seeks.push(args[0] as number);
        const run = (): void => onSnapshot(session[name]?.(...args) as never);
        if (slow) waiting.push(run);
        else run();
      };
    const names = ['open', 'edit', 'act', 'configure', 'seek', 'send', 'fit', 'show'];
    return {
      ...Object.fromEntries(names.map((name) => [name, command(name)])),
      destroy: () => {},
      inPage: () => true,
    } as unknown as EngineClient;
  });
  return { seeks, answer: () => waiting.splice(0).forEach((run) => run()) };
}

const snapshot = (): Snapshot => getState().snapshot!;
const story = () => snapshot().timelines.storage;
const stepOf = (hop: number): number => story().hops[hop]!.step!;
const hopNow = (): number => hopAt(story(), getState().playback.t);
const playToEnd = (): void => {
  for (let frame = 0; frame < 20_000 && getState().playback.playing; frame += 1) tick(1 / 30);
};

let engine: ReturnType<typeof engineOf>;

beforeEach(async () => {
  patch({ ...initialState, motion: 'full' });
  engine = engineOf();
  openExample(await loadExample('static-volume'));
});

describe('an example about volumes', () => {
  it('opens on its lens and plays from the first stage, with the cluster at it', () => {
    expect(getState()).toMatchObject({ lens: 'storage', playback: { t: 0, playing: true } });
    expect(shownScene(getState())?.lens).toBe('storage');
    expect(snapshot().at).toBeLessThanOrEqual(stepOf(0));
    expect(story().hops.length).toBeGreaterThan(5);
  });

  it('one about traffic goes back to the Traffic lens, and the packet is not led by the journal', () => {
    openExample(firstPath);
    expect(getState().lens).toBe('traffic');
    const before = engine.seeks.length;
    playToEnd();
    expect(engine.seeks).toHaveLength(before);
  });
});

describe('the player leads the cluster', () => {
  it('through every step in order while it plays, once each, and to the end of the journal', () => {
    engine.seeks.length = 0;
    playToEnd();
    const stops = [
      ...story()
        .hops.slice(1)
        .map(({ step }) => step),
      snapshot().steps.length,
    ];
    expect(engine.seeks).toEqual([...new Set(stops)]);
    expect(snapshot().at).toBe(snapshot().steps.length);
  });

  it('by steps, by hand, to both ends', () => {
    pause();
    goToHop(3);
    expect(snapshot().at).toBe(stepOf(3));
    stepHop(1);
    expect(snapshot().at).toBe(stepOf(4));
    scrubTo(story().hops[2]!.start + 0.01);
    expect(snapshot().at).toBe(stepOf(2));
    goToEnd();
    expect(snapshot().at).toBe(snapshot().steps.length);
    goToStart();
    expect(snapshot().at).toBeLessThanOrEqual(stepOf(0));
  });

  it('asks for the newest place only once, whatever the answers do meanwhile', async () => {
    engine = engineOf({ slow: true });
    openExample(await loadExample('static-volume'));
    engine.answer();
    engine.answer();
    engine.seeks.length = 0;
    goToHop(2);
    scrubTo(story().hops[2]!.start + 0.01);
    goToHop(5);
    expect(engine.seeks).toEqual([stepOf(2), stepOf(5)]);
    engine.answer();
    engine.answer();
    expect(engine.seeks).toEqual([stepOf(2), stepOf(5)]);
    expect(snapshot().at).toBe(stepOf(5));
    expect(hopNow()).toBe(5);
  });

  it('and follows the cluster’s own slider without pulling it to a stage', () => {
    pause();
    const between = snapshot().steps.length - 1;
    engine.seeks.length = 0;
    seekStep(between);
    expect(engine.seeks).toEqual([between]);
    expect(snapshot().at).toBe(between);
    expect(stepOf(hopNow())).toBeLessThanOrEqual(between);
  });
});

describe('what is done to volumes', () => {
  it('is played from its first stage, and ends where the journal ends', () => {
    goToEnd();
    const before = story().hops.length;
    act({ type: 'delete-pod', pod: POD });
    expect(story().hops.length).toBeGreaterThan(before);
    expect(getState().playback).toMatchObject({ playing: true, t: story().hops[before]!.start });
    expect(snapshot().at).toBe(stepOf(before));
    playToEnd();
    expect(snapshot().at).toBe(snapshot().steps.length);
  });

  it('in the past makes another future, from there on', () => {
    pause();
    goToHop(2);
    const kept = stepOf(2);
    act({ type: 'delete-pod', pod: POD });
    expect(
      story()
        .hops.slice(0, 3)
        .map(({ step }) => step)[2],
    ).toBe(kept);
    playToEnd();
    expect(snapshot().at).toBe(snapshot().steps.length);
    expect(snapshot().objects.some(({ key }) => key === POD)).toBe(false);
  });

  it('shows its end at once where nothing may move', () => {
    patch({ motion: 'reduced' });
    goToEnd();
    act({ type: 'delete-pod', pod: POD });
    expect(getState().playback).toMatchObject({ playing: false, t: story().duration });
    expect(snapshot().at).toBe(snapshot().steps.length);
  });
});

describe('another lens', () => {
  it('leaves the cluster where the story was left, and comes back to that very place', () => {
    pause();
    goToHop(3);
    const step = stepOf(3);
    setLens('traffic');
    expect(snapshot().at).toBe(step);
    expect(isPainted(snapshot().scenes.storage)).toBe(false);
    setLens('storage');
    expect(snapshot().at).toBe(step);
    expect(hopNow()).toBe(3);
    expect(getState().playback.playing).toBe(false);
  });

  it('keeps the packet where it was', async () => {
    openExample(firstPath);
    goToHop(4);
    const { t } = getState().playback;
    setLens('storage');
    setLens('traffic');
    expect(getState().playback).toMatchObject({ t, playing: false });
    openExample(await loadExample('static-volume'));
    sendAndLook(firstPath.request!);
    expect(getState()).toMatchObject({ lens: 'traffic', playback: { t: 0, playing: true } });
  });

  it('closes a panel that has nothing to say about it', () => {
    lookAt('PersistentVolumeClaim/default/mongodb-pvc' as ObjectKey, 'board');
    expect(getState()).toMatchObject({ panel: 'board', selection: { object: expect.stringContaining('mongodb-pvc') } });
    setLens('rules');
    expect(getState().panel).toBe('journal');
  });
});

it('a link to a stage opens at it, with the cluster there', async () => {
  pause();
  goToHop(4);
  const [at, { t }] = [snapshot().at, getState().playback];
  const link = linkOf(workOnScreen(), { lens: 'storage', step: at, t });
  openExample(firstPath);
  expect(await openFragment(link)).toBe(true);
  expect(snapshot().at).toBe(at);
  expect(hopNow()).toBe(4);
  expect(getState()).toMatchObject({ lens: 'storage', playback: { playing: false } });
});
