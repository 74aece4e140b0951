import type { Action, Cause, ClusterSettings, Refusal, SourceRange, TrafficRequest } from '../core/index.js';
import { createEngineClient, type EngineClient, type EngineStatus } from '../engine/client.js';
import type { Snapshot, Workspace } from '../engine/protocol.js';
import type { Lens, Profile, Timeline } from '../scene/index.js';
import { dismissTopic, notify } from './notices.js';
import { momentAt, momentOfLink, type Place } from './place.js';
import { hopAt } from './playback.js';
import { isPainted } from '../engine/unpainted.js';
import { senderOf } from './sender.js';
import { createStory, momentOfStep, playbackOfStory, type After } from './story.js';
import { getState, patch } from './store.js';
import { reloading, sayUnloaded } from './unloaded.js';
import { touch } from './work.js';

let client: EngineClient | null = null;
/** What is on screen from the build's own picture, and that no engine has opened yet. */
let painted: Workspace | null = null;
/** Something was opened: there is a picture that can be laid out anew. */
let opened = false;
/** How much room the picture has. */
let profile: Profile = 'wide';
/** What the next snapshot does to the player. */
let after: After = 'keep';
/** The step at which a link stands: until the cluster is there, every snapshot is on its way to it and obeys `after`. */
let bound: number | null = null;

/** Starts the engine, afresh when there is one. `make` is for tests. */
export function startEngine(make: typeof createEngineClient = createEngineClient): EngineClient {
  client?.destroy();
  // Not in the first page load: the first picture was computed when the page was built.
  const hosts = import('../engine/hosts.js');
  client = make({
    startThread: async () => (await hosts).startThread(),
    startInPage: async () => (await hosts).startInPage(),
    onSnapshot,
    onStatus,
    onUnloaded,
    onPinGone: () => notify({ topic: 'pin', tone: 'warning', code: 'ui.engine.pinGone', params: {} }),
  });
  if (painted !== null) client.open(painted, profile, getState().lens);
  return client;
}

/** The engine; it starts when it is first needed. */
export function engine(): EngineClient {
  return client ?? startEngine();
}

/** Opens a work from the beginning. `t` puts the player to a moment of a link, `step` the cluster. */
export function openWorkspace(workspace: Workspace, then: After, step?: number): void {
  painted = null;
  after = then;
  bound = step ?? null;
  story.arrived(null);
  engine().open(workspace, profile, getState().lens);
  opened = true;
  if (step !== undefined) engine().seek(step);
}

/**
 * Shows the picture of a work that was computed when the page was built. The engine opens the work when it starts, which
 * is once the picture is on screen or somebody does something.
 */
export function showPainted(workspace: Workspace, snapshot: Snapshot, then: After): void {
  after = then;
  onSnapshot(snapshot);
  painted = workspace;
  opened = true;
}

/** The player leads the cluster along its journal where the lens is a story of it. */
const story = createStory((step) => engine().seek(step));

/** Says how much room the picture has. */
export function fitPicture(next: Profile): void {
  if (next === profile) return;
  profile = next;
  if (opened) engine().fit(next);
}

/**
 * Says which lens is looked at: a lens that nobody looks at need not be painted. `place`: where the player stands on it once it is painted.
 */
export function showLens(lens: Lens, place: Place | null = null): void {
  carried = place;
  if (opened) engine().show(lens);
}

/** Where the packet was on the lens before. */
let carried: Place | null = null;

/** Keystrokes closer than this belong to one word, in milliseconds. */
const ONE_WORD_MS = 1000;
/** The file in which a word is being typed; null after a pause. */
let typingIn: string | null = null;
let pause: ReturnType<typeof setTimeout> | undefined;

/** A packet that set out anew with every letter would show nothing: it waits until the keys rest this long, in milliseconds. */
export const KEYS_REST_MS = 400;
/** Runs while keys follow each other. */
let keysRest: ReturnType<typeof setTimeout> | undefined;
/** Where a packet stands that sets out when the keys rest. */
let setsOutAt: number | null = null;

/** The manifests changed: by typing in a file, or otherwise (null). */
export function sendFiles(typedIn: string | null): void {
  const typing = typedIn !== null && typingIn === typedIn;
  typingIn = typedIn;
  clearTimeout(keysRest);
  keysRest = typedIn === null ? undefined : setTimeout(setOut, KEYS_REST_MS);
  clearTimeout(pause);
  pause = setTimeout(() => {
    typingIn = null;
  }, ONE_WORD_MS);
  if (!getState().safeMode) engine().edit(getState().files, typing);
}

/** The keys rest: what the edit changed is played, unless the reader has taken the player in hand. */
function setOut(): void {
  keysRest = undefined;
  const { playback } = getState();
  if (!playback.playing && playback.t === setsOutAt) patch({ playback: { ...playback, playing: true } });
  setsOutAt = null;
}

/** True while a new picture is being computed. */
export const isAnswerDue = (): boolean => client?.working() ?? false;

export function act(action: Action): void {
  patch({ menu: null });
  touch();
  engine().act(action);
}

export function configure(settings: ClusterSettings): void {
  patch({ settings });
  touch();
  if (!getState().safeMode) engine().configure(settings);
}

/** Moves the cluster along its journal. */
export function seekStep(step: number): void {
  const { lens, snapshot, playback } = getState();
  if (lens === 'storage' && snapshot !== null && isPainted(snapshot.scenes.storage)) {
    const t = momentOfStep(snapshot.timelines.storage, step, snapshot.steps.length);
    story.hold(() => patch({ playback: { ...playback, t, playing: false } }));
  }
  engine().seek(step);
}

/** Sends a packet, and plays its way. */
export function sendRequest(request: TrafficRequest): void {
  const { snapshot } = getState();
  const sent = snapshot === null ? request : { ...request, from: senderOf(request, snapshot.objects) };
  patch({ composer: sent });
  after = 'play';
  bound = null;
  engine().send(sent);
}

/** Keeps the present moment of the cluster to compare with, or lets go of it. */
export function pinMoment(on: boolean): void {
  engine().pin(on);
}

/** Sends the same again: the dice and the source port move on. */
export function sendAgain(): void {
  const { composer } = getState();
  sendRequest({ ...composer, attempt: composer.attempt + 1 });
}

/** Where a cause stands in the text; null when the engine cannot say. */
export async function locate(cause: Cause): Promise<SourceRange | null> {
  return engine().locate(cause);
}

function onSnapshot(answer: Snapshot): void {
  const snapshot = painted === null ? answer : sameAsPainted(getState().snapshot, answer);
  painted = null;
  const { snapshot: before, lens, playback, work } = getState();
  if (snapshot.refused !== undefined) sayRefused(snapshot.refused);
  story.arrived(snapshot.at);
  if (lens === 'storage') {
    if (!isPainted(snapshot.scenes.storage)) {
      // An answer from before the lens was asked for: the player waits for the picture.
      patch({ snapshot });
      return;
    }
    const next = playbackOfStory(before, snapshot, playback, after, isStill());
    story.hold(() => patch({ snapshot, playback: next }));
    if (next !== playback) story.follow();
  } else if (lens === 'policy' && !isPainted(snapshot.scenes.policy)) {
    patch({ snapshot });
    return;
  } else {
    const timeline = snapshot.timelines[lens];
    const place = after === 'keep' ? carried : null;
    carried = null;
    patch({
      snapshot,
      playback:
        place === null
          ? playbackAfter(before?.timelines[lens] ?? null, timeline, playback)
          : { ...playback, t: momentAt(timeline, place) },
    });
  }
  if (bound === null || snapshot.at === Math.min(bound, snapshot.steps.length)) {
    after = 'keep';
    bound = null;
  }
  if (work.origin === 'own' && before !== null && before.history !== snapshot.history) touch();
}

/** A part of the engine did not come. A fresh thread asks for it again; the page itself never would. */
function onUnloaded(): void {
  if (client?.inPage() === true) {
    sayUnloaded();
    return;
  }
  const again = { code: 'ui.again', run: () => engine().renew() } as const;
  notify({ topic: 'unloaded-engine', tone: 'warning', code: 'ui.engine.unloaded', params: {}, action: again });
}

let saidInPage = false;

/** Says once that the work is done in the page's own thread. */
function sayInPage(): void {
  if (saidInPage || client?.inPage() !== true) return;
  saidInPage = true;
  notify({ topic: 'engine', tone: 'info', code: 'ui.engine.inPage', params: {}, seconds: 10 });
}

/** The API server's own words: they are English in every language. */
function sayRefused(refused: readonly Refusal[]): void {
  const message = refused.map((one) => one.message).join(' ');
  notify({ topic: 'refused', tone: 'warning', code: 'ui.refused', params: { message }, seconds: 15 });
}

/** The engine's first answer with every part that is as it was painted replaced by that very part: nothing is drawn twice. */
function sameAsPainted(before: Snapshot | null, answer: Snapshot): Snapshot {
  const keep = <T>(was: T, is: T): T => (JSON.stringify(was) === JSON.stringify(is) ? was : is);
  if (before === null) return answer;
  return {
    ...answer,
    steps: keep(before.steps, answer.steps),
    objects: keep(before.objects, answer.objects),
    trace: keep(before.trace, answer.trace),
    scenes: {
      traffic: keep(before.scenes.traffic, answer.scenes.traffic),
      rules: keep(before.scenes.rules, answer.scenes.rules),
      policy: keep(before.scenes.policy, answer.scenes.policy),
      storage: keep(before.scenes.storage, answer.scenes.storage),
    },
    timelines: {
      traffic: keep(before.timelines.traffic, answer.timelines.traffic),
      rules: keep(before.timelines.rules, answer.timelines.rules),
      policy: keep(before.timelines.policy, answer.timelines.policy),
      storage: keep(before.timelines.storage, answer.timelines.storage),
    },
  };
}

/**
 * What the player does when the picture changed under it. A packet that was just sent is played from its start; a path that an edit
 * changed is played on from the first hop that is not as it was, so that the reader sees what the edit did and nothing twice. While
 * keys follow each other it stands there.
 */
function playbackAfter(
  before: Timeline | null,
  timeline: Timeline,
  playback: ReturnType<typeof getState>['playback'],
): ReturnType<typeof getState>['playback'] {
  if (isStill()) {
    // Nothing may move by itself: the finished way is shown, and the reader steps through it.
    const keep = after === 'keep' && before !== null && playback.t < before.duration;
    const t = keep ? Math.min(playback.t, timeline.duration) : timeline.duration;
    return { ...playback, t: typeof after === 'string' ? t : momentOfLink(timeline, after.t), playing: false };
  }
  if (after === 'play') return { ...playback, t: 0, playing: timeline.duration > 0 };
  if (after !== 'keep') return { ...playback, t: momentOfLink(timeline, after.t), playing: after.playing };
  if (before === null || before === timeline) return { ...playback, t: Math.min(playback.t, timeline.duration) };
  const changed = firstDifference(before, timeline);
  if (changed === null || hopAt(before, playback.t) < changed) {
    return { ...playback, t: Math.min(playback.t, timeline.duration) };
  }
  const t = timeline.hops[changed]?.start ?? timeline.duration;
  if (keysRest !== undefined) setsOutAt = t;
  return { ...playback, t, playing: keysRest === undefined };
}

/** True when the reader, or their system, wants nothing to move. */
function isStill(): boolean {
  const { motion } = getState();
  if (motion !== 'system') return motion === 'reduced';
  return typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function firstDifference(before: Timeline, now: Timeline): number | null {
  const told = ({ packet, caption, mood }: Timeline['hops'][number]): string => JSON.stringify([packet, caption, mood]);
  for (let index = 0; index < Math.max(before.hops.length, now.hops.length); index += 1) {
    const [a, b] = [before.hops[index], now.hops[index]];
    if (a !== b && (a === undefined || b === undefined || told(a) !== told(b))) {
      return Math.min(index, now.hops.length - 1);
    }
  }
  return null;
}

function onStatus(status: EngineStatus): void {
  if (status === getState().status) return;
  patch({ status });
  if (status === 'stopped' || status === 'lost' || status === 'unavailable') {
    story.arrived(null);
    const action = status === 'unavailable' ? { action: reloading } : {};
    notify({ topic: 'engine', tone: 'warning', code: `ui.engine.${status}`, params: {}, ...action });
  } else if (status === 'slow') {
    notify({ topic: 'engine-slow', tone: 'info', code: 'ui.engine.slow', params: {} });
  }
  if (status === 'idle') {
    dismissTopic('engine-slow');
    sayInPage();
  }
}
