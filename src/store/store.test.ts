import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstPath, workOfExample } from '../lessons/index.js';
import { linkOf } from '../share/index.js';
import { KEYS_REST_MS, seekStep } from './engine.js';
import { addFile, deleteFile, editFile, importFiles, MAX_TEXT, renameFile } from './files.js';
import { dismiss, notify } from './notices.js';
import { openExample, openFragment } from './open.js';
import { advance, currentTimeline, goToEnd, goToHop, hopAt, play, restOf, scrubTo, stepHop, tick } from './playback.js';
import { readPreferences } from './preferences.js';
import { linkToHere } from './sharing.js';
import { getState, initialState, patch } from './store.js';
import { directEngine } from './testing/direct-engine.js';
import { setLens } from './view.js';

beforeEach(() => {
  patch(initialState);
  directEngine();
  openExample(firstPath);
});

describe('playing', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const playing = { t: 0, rate: 1, playing: true, loop: false };

  it.each([
    ['moves by wall time', playing, 10, 0.1, { ...playing, t: 0.1 }],
    ['moves at its rate', { ...playing, rate: 4 }, 10, 0.1, { ...playing, rate: 4, t: 0.4 }],
    [
      'stands when it does not play',
      { ...playing, playing: false, t: 3 },
      10,
      0.1,
      { ...playing, playing: false, t: 3 },
    ],
    ['stops at the end', { ...playing, t: 9.95 }, 10, 0.1, { ...playing, t: 10, playing: false }],
    ['begins again when it loops', { ...playing, loop: true, t: 9.95 }, 10, 0.1, { ...playing, loop: true, t: 0.05 }],
    ['takes a slept hour for a quarter of a second', playing, 10, 3600, { ...playing, t: 0.25 }],
    ['never goes back', { ...playing, t: 5 }, 10, -1, { ...playing, t: 5 }],
    [
      'has nowhere to go on an empty timeline',
      { ...playing, loop: true },
      0,
      0.1,
      { ...playing, loop: true, playing: false },
    ],
  ])('%s', (_what, before, duration, dt, after) => {
    const next = advance(before, duration, dt);
    expect({ ...next, t: Number(next.t.toFixed(9)) }).toEqual(after);
  });

  it('a sent packet plays from the start, makes one trip and stops', () => {
    expect(getState().playback).toMatchObject({ t: 0, playing: true });
    for (let frame = 0; frame < 5000 && getState().playback.playing; frame += 1) tick(1 / 60);
    const { playback, snapshot } = getState();
    expect(playback.playing).toBe(false);
    expect(playback.t).toBe(snapshot?.timelines.traffic.duration);
    play();
    expect(getState().playback).toMatchObject({ t: 0, playing: true });
  });

  it('steps rest at the end of a hop, with that hop on', () => {
    const { traffic } = getState().snapshot!.timelines;
    for (const index of [0, 3, traffic.hops.length - 1]) {
      goToHop(index);
      expect(hopAt(traffic, getState().playback.t)).toBe(index);
    }
    expect(getState().playback.t).toBeLessThan(traffic.duration);
    stepHop(1);
    expect(getState().playback.t).toBe(traffic.duration);
    stepHop(-1);
    expect(hopAt(traffic, getState().playback.t)).toBe(traffic.hops.length - 2);
    goToHop(0);
    stepHop(-1);
    expect(getState().playback.t).toBe(0);
    expect(hopAt(traffic, -1)).toBe(-1);
    expect(restOf(traffic, 999)).toBe(traffic.duration);
  });

  it('another lens shows the same hop', () => {
    goToHop(9);
    setLens('rules');
    expect(hopAt(getState().snapshot!.timelines.rules, getState().playback.t)).toBe(9);
    setLens('traffic');
    expect(hopAt(getState().snapshot!.timelines.traffic, getState().playback.t)).toBe(9);
  });

  it('an edit that changes the path plays on from the first hop that is another, once the keys rest', () => {
    vi.useFakeTimers();
    goToHop(getState().snapshot!.timelines.traffic.hops.length - 1);
    const [service] = getState().files;
    editFile(service!.id, service!.text.replace('targetPort: 9376', 'targetPort: 9377'));
    const { playback, snapshot } = getState();
    const hop = hopAt(snapshot!.timelines.traffic, playback.t);
    expect(playback.playing).toBe(false);
    vi.advanceTimersByTime(KEYS_REST_MS - 1);
    editFile(service!.id, service!.text.replace('targetPort: 9376', 'targetPort: 9377 '));
    vi.advanceTimersByTime(KEYS_REST_MS - 1);
    expect(getState().playback).toEqual(playback);
    vi.advanceTimersByTime(1);
    expect(getState().playback).toEqual({ ...playback, playing: true });
    expect(JSON.stringify(snapshot!.trace?.hops[hop])).toContain('9377');
    expect(JSON.stringify(snapshot!.trace?.hops.slice(0, hop))).not.toContain('9377');
  });

  it('who takes the player in hand while typing keeps it', () => {
    vi.useFakeTimers();
    goToHop(getState().snapshot!.timelines.traffic.hops.length - 1);
    const [service] = getState().files;
    editFile(service!.id, service!.text.replace('targetPort: 9376', 'targetPort: 9377'));
    goToHop(2);
    const { playback } = getState();
    vi.advanceTimersByTime(KEYS_REST_MS);
    expect(getState().playback).toEqual(playback);
  });

  it('an edit that changes nothing leaves the player where it is', () => {
    goToHop(5);
    const before = getState().playback;
    const [service] = getState().files;
    editFile(service!.id, `${service!.text}# a comment\n`);
    expect(getState().playback).toEqual(before);
  });
});

describe('files', () => {
  const names = (): string[] => getState().files.map(({ name }) => name);

  it('are added, renamed without two of one name, and closed with a way back', () => {
    addFile();
    expect(names()).toEqual(['my-service.yaml', 'app.yaml', 'manifest.yaml']);
    renameFile(getState().active, 'app.yaml');
    expect(names()).toEqual(['my-service.yaml', 'app.yaml', 'app-2.yaml']);
    renameFile(getState().active, '   ');
    expect(names()[2]).toBe('app-2.yaml');
    const text = getState().files[0]!.text;
    deleteFile('f1');
    expect(names()).toEqual(['app.yaml', 'app-2.yaml']);
    expect(getState().snapshot?.objects.some(({ name }) => name === 'my-service')).toBe(false);
    const undo = getState().notices.find(({ topic }) => topic === 'file-deleted')?.action;
    undo?.run();
    expect(names()).toEqual(['my-service.yaml', 'app.yaml', 'app-2.yaml']);
    expect(getState().files[0]).toMatchObject({ id: 'f1', text });
    undo?.run();
    expect(names()).toHaveLength(3);
  });

  it('that are dropped become tabs; what is no manifest is left out and said', () => {
    importFiles([
      { name: 'a.yml', text: 'kind: List' },
      { name: 'photo.png', text: '\0' },
      { name: 'huge.yaml', text: 'x'.repeat(MAX_TEXT + 1) },
      { name: 'app.yaml', text: '' },
    ]);
    expect(names()).toEqual(['my-service.yaml', 'app.yaml', 'a.yml', 'app-2.yaml']);
    expect(new Set(getState().files.map(({ id }) => id)).size).toBe(4);
    expect(getState().notices.map(({ code }) => code)).toEqual(['ui.files.notManifest', 'ui.files.tooLong']);
  });

  it('the last one closed leaves an empty cluster and no active file', () => {
    for (const { id } of getState().files) deleteFile(id);
    expect(getState().active).toBe('');
    expect(getState().snapshot?.trace?.client).not.toBe('ok');
  });
});

describe('links', () => {
  it('open as a work of their own', async () => {
    const mine = getState().work;
    const work = { ...workOfExample(firstPath), history: [] };
    expect(await openFragment(linkOf(work, { lens: 'rules', t: 2 }))).toBe(true);
    expect(getState().work.id).not.toBe(mine.id);
    expect(getState()).toMatchObject({ lens: 'rules', work: { origin: 'link' }, playback: { t: 2, playing: false } });
  });

  /** Opens the link to what is on screen in a page that stood elsewhere. */
  const reopened = async () => {
    const link = await linkToHere();
    openExample(firstPath);
    expect(await openFragment(link ?? '')).toBe(true);
    return getState();
  };

  it.each(['traffic', 'rules'] as const)('made at the end of the %s lens open at the end', async (lens) => {
    setLens(lens);
    goToEnd();
    const { t } = getState().playback;
    expect((await reopened()).playback).toMatchObject({ t, playing: false });
    expect(t).toBe(currentTimeline().duration);
  });

  it('made at any moment open at that very moment', async () => {
    for (const t of [0, 0.1 + 0.2, restOf(currentTimeline(), 6), restOf(currentTimeline(), 99), 2.000000000000004]) {
      scrubTo(t);
      const { playback } = getState();
      expect((await reopened()).playback).toMatchObject({ t: playback.t, playing: false });
    }
  });

  it('made where the cluster stands at an earlier step open with both where they were', async () => {
    seekStep(12);
    scrubTo(0.75);
    const { snapshot } = await reopened();
    expect(snapshot?.at).toBe(12);
    expect(getState().playback).toMatchObject({ t: 0.75, playing: false });
    // From here on the player is moved by what happens, not by the link.
    seekStep(snapshot?.steps.length ?? 0);
    expect(getState().playback.playing).toBe(true);
  });

  it.each(['#k1:AAAA', '#k9:AAAA', '#example/nothing', '#x'])(
    '%s is refused, and the work stands',
    async (fragment) => {
      const { work, files } = getState();
      expect(await openFragment(fragment)).toBe(false);
      expect(getState()).toMatchObject({ work, files });
      expect(getState().notices[0]?.code).toMatch(/^ui\.link\./);
    },
  );
});

describe('preferences', () => {
  const stored = (value: string | null) => ({ getItem: () => value, setItem: () => {}, removeItem: () => {} });

  it('are read field by field', () => {
    const kept = JSON.stringify({
      theme: 'night',
      motion: 'fast',
      language: 'ru',
      panes: { editor: 1 },
      invited: 'done',
    });
    expect(readPreferences(stored(kept))).toEqual({ theme: 'night', language: 'ru', invited: 'done' });
  });

  it.each([
    [
      { editor: 500, panel: 300, editorOpen: false },
      { editor: 500, panel: 300, editorOpen: false, panelOpen: true },
    ],
    [
      { editor: 1, panel: 1e9 },
      { editor: 220, panel: 900, editorOpen: true, panelOpen: true },
    ],
    [{ editor: '500', panel: 300 }, undefined],
    [null, undefined],
  ])('panes kept as %j leave the picture its room', (panes, read) => {
    expect(readPreferences(stored(JSON.stringify({ panes }))).panes).toEqual(read);
  });

  it.each([null, '', '{', '[]', '3', 'null'])('%j says nothing', (text) => {
    expect(readPreferences(stored(text))).toEqual({});
    expect(readPreferences(null)).toEqual({});
  });
});

it('notices of one topic replace each other, and at most four stand', () => {
  for (const topic of ['a', 'b', 'a', 'c', 'd', 'e']) notify({ topic, tone: 'info', code: 'ui.copied', params: {} });
  expect(getState().notices.map(({ topic }) => topic)).toEqual(['a', 'c', 'd', 'e']);
  dismiss(getState().notices[0]!.id);
  expect(getState().notices).toHaveLength(3);
});
