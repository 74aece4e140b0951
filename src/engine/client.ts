import type { Lens, Profile } from '../scene/index.js';
import { applyDelta, type SnapshotDelta } from './delta.js';
import type { ClusterSettings } from '../core/index.js';
import type { Engine, Snapshot, Workspace } from './protocol.js';
import type { CommandName, QuestionName, RemoteEngine } from './remote.js';
import { isStillThere, pinOf, type Pin } from './resume.js';

/** After this long without an answer the page says that it is still working. Both clocks run only once the thread has loaded. */
export const SLOW_AFTER_MS = 1000;
/** After this long the worker is stopped, and a fresh one opens the last good workspace. */
export const STOP_AFTER_MS = 5000;

/**
 * How the engine is doing. `stopped`: the work took too long and was given up, the picture is of the last good workspace.
 * `lost`: the worker died and was replaced. `unavailable`: the engine could not be loaded at all.
 */
export type EngineStatus = 'idle' | 'busy' | 'slow' | 'stopped' | 'lost' | 'unavailable';

/** A thread with an engine in it, or the engine in this very thread. */
export interface Host {
  readonly engine: RemoteEngine;
  /** Settles when the thread's script has loaded and run. A slow network is no sign of a stuck engine: no deadline runs before. */
  readonly ready: Promise<unknown>;
  /** False where the work runs in the page's own thread and so cannot be stopped from outside. */
  readonly stoppable: boolean;
  /** Calls back when the thread fails outside any call (its script could not be loaded, it crashed). */
  onFailure(callback: () => void): void;
  /** Calls back when a part of the engine that is loaded late could not be: what needs it goes without. */
  onUnloaded(callback: () => void): void;
  terminate(): void;
}

export interface ClientOptions {
  /** Starts a thread; throws or rejects where threads are refused. */
  startThread(): Host | Promise<Host>;
  /** The engine in the page's own thread, for a browser or an embedding page that refuses workers. */
  startInPage(): Promise<Host>;
  /** Gets every snapshot that is still wanted, in order. */
  onSnapshot(snapshot: Snapshot): void;
  onStatus(status: EngineStatus): void;
  /** A part of the engine did not come over the network; `renew` fetches it. */
  onUnloaded(): void;
  /** The thread was replaced, and the moment that was pinned in it cannot be brought back. */
  onPinGone(): void;
}

type Command = {
  readonly [K in CommandName]: {
    readonly name: K;
    readonly args: Parameters<Engine[K]>;
    /** Brings a fresh thread to where the one before was. Of several, the page sees only what the last comes to. */
    readonly resumes?: 'on the way' | 'there';
  };
}[CommandName];

/** The engine as the page has it. Commands are orders whose answers come to `onSnapshot`; questions are asked and awaited. */
export type EngineClient = {
  readonly [K in CommandName]: (...args: Parameters<Engine[K]>) => void;
} & {
  /** Questions answer null or empty when the worker was replaced before it could answer. */
  readonly [K in QuestionName]: (...args: Parameters<Engine[K]>) => Promise<Awaited<ReturnType<Engine[K]>> | null>;
} & {
  /** True while a command waits for its answer: what is asked now will be out of date with it. */
  working(): boolean;
  /** True when the engine runs in the page's own thread. */
  inPage(): boolean;
  /** Puts a fresh thread in the place of the present one, with everything as it is: it asks for what did not come once more. */
  renew(): void;
  destroy(): void;
};

/**
 * Makes the client and starts the engine at once. Commands run one after the other; the newest edit wins: an edit that still waits
 * is replaced by a newer one, and the answer to an edit is dropped when a newer edit is already waiting.
 */
export function createEngineClient(options: ClientOptions): EngineClient {
  let host: Host | null = null;
  let starting: Promise<void> | null = null;
  let generation = 0;
  let answered = false;
  let loaded = false;
  let destroyed = false;
  let snapshot: Snapshot | null = null;
  let wanted: Workspace | null = null;
  let good: Workspace | null = null;
  let pin: Pin | null = null;
  let profile: Profile | undefined;
  let lens: Lens | undefined;
  const waiting: Command[] = [];
  let running: Command | null = null;
  const questions = new Set<() => void>();
  let slowTimer: ReturnType<typeof setTimeout> | undefined;
  let stopTimer: ReturnType<typeof setTimeout> | undefined;

  /** Restarts the clock: the thread works on one thing at a time, so the present one began at the last answer. */
  function watch(): void {
    clearTimeout(slowTimer);
    clearTimeout(stopTimer);
    if (destroyed || (running === null && questions.size === 0)) {
      if (!destroyed) options.onStatus('idle');
      return;
    }
    options.onStatus('busy');
    if (!loaded) return;
    slowTimer = setTimeout(() => options.onStatus('slow'), SLOW_AFTER_MS);
    if (host?.stoppable !== false) stopTimer = setTimeout(() => replace('stopped'), STOP_AFTER_MS);
  }

  function adopt(next: Host): void {
    host = next;
    loaded = false;
    const born = generation;
    next.ready.then(
      () => {
        if (born !== generation || destroyed) return;
        loaded = true;
        watch();
      },
      () => {},
    );
    next.onFailure(() => {
      if (born !== generation || destroyed) return;
      // One that had loaded died of its work: the page must not die of it too.
      if (answered || loaded) replace('lost');
      else void moveInPage();
    });
    next.onUnloaded(() => {
      if (born === generation && !destroyed) options.onUnloaded();
    });
  }

  function start(): void {
    const born = generation;
    try {
      const thread = options.startThread();
      if (!(thread instanceof Promise)) {
        adopt(thread);
        return;
      }
      thread.then(
        (started) => {
          if (born !== generation || destroyed) {
            started.terminate();
            return;
          }
          adopt(started);
          pump();
        },
        () => {
          if (born === generation) void moveInPage();
        },
      );
    } catch {
      void moveInPage();
    }
  }

  /** The way out where workers are refused: the same engine in the page's thread, without a deadline. */
  function moveInPage(): Promise<void> {
    generation += 1;
    host?.terminate();
    host = null;
    const retry = running;
    running = null;
    if (retry !== null) waiting.unshift(retry);
    starting ??= options.startInPage().then(
      (next) => {
        starting = null;
        adopt(next);
        pump();
      },
      () => {
        starting = null;
        options.onStatus('unavailable');
      },
    );
    return starting;
  }

  /** Gives up on the thread: a fresh one opens the last good workspace and goes to where it stood, then does what still waits. */
  function replace(reason: 'stopped' | 'lost'): void {
    const settings = wanted?.settings;
    const workspace = good;
    const isEmpty = running?.name === 'open' && running.args[0].files.length === 0;
    // What the thread died of on the way back is not tried again.
    const resumed = running?.resumes === undefined;
    const back = workspace === null ? [] : wayBack(workspace, resumed);
    if (pin !== null && !back.some(({ name }) => name === 'pin') && !isOpening()) {
      pin = null;
      options.onPinGone();
    }
    // When even the last good one cannot be opened again, the start after it is an empty one, and after that there is none.
    if (workspace === null && settings !== undefined && !isEmpty) {
      back.push({ name: 'open', args: [emptyWorkspace(settings)] });
    }
    running = null;
    begin(back);
    options.onStatus(reason);
  }

  /** The same for a thread that nothing is wrong with: what it was doing is done again. */
  function renew(): void {
    const back = good === null ? [] : wayBack(good, true);
    if (running !== null) waiting.unshift(running);
    running = null;
    begin(back);
  }

  /** Starts a fresh thread with these commands before those that wait. */
  function begin(back: readonly Command[]): void {
    generation += 1;
    host?.terminate();
    host = null;
    snapshot = null;
    answered = false;
    for (const giveUp of questions) giveUp();
    questions.clear();
    const rest = waiting.filter(({ resumes }) => resumes === undefined);
    waiting.splice(0, waiting.length, ...(isOpening() ? [] : back), ...rest);
    wanted = good;
    good = null;
    start();
    pump();
  }

  /** Another work is about to be opened: nobody wants the one before back. */
  const isOpening = (): boolean => waiting.some(({ name, resumes }) => name === 'open' && resumes === undefined);

  /** How a fresh thread comes to where the present one stood at its last answer. */
  function wayBack(workspace: Workspace, further: boolean): Command[] {
    const back: Command[] = [{ name: 'open', args: [workspace, profile, lens] }];
    const { at, steps } = snapshot ?? { at: 0, steps: [] };
    if (further && pin !== null && isStillThere(pin, workspace.history)) {
      back.push({ name: 'seek', args: [pin.step ?? 0] }, { name: 'pin', args: [true] });
      back.push({ name: 'seek', args: [at] });
    } else if (further && at < steps.length) back.push({ name: 'seek', args: [at] });
    const last = back.length - 1;
    return back.map((command, index) => ({ ...command, resumes: index < last ? 'on the way' : 'there' }));
  }

  function pump(): void {
    if (host === null || running !== null || destroyed) return;
    const command = waiting.shift();
    if (command === undefined) {
      watch();
      return;
    }
    running = command;
    const born = generation;
    wanted = workspaceAfter(wanted, command);
    if (command.name === 'fit') [profile] = command.args;
    else if (command.name === 'open') {
      good = null;
      if (command.resumes === undefined) pin = null;
      profile = command.args[1] ?? profile;
      lens = command.args[2] ?? lens;
    }
    const asked = wanted;
    watch();
    const call = host.engine[command.name] as (...args: readonly unknown[]) => Promise<SnapshotDelta>;
    call(...command.args).then(
      (delta) => {
        if (born !== generation || destroyed) return;
        running = null;
        answered = true;
        snapshot = applyDelta(snapshot, delta);
        // A lens that the thread dies of is not painted again by the next.
        if (command.name === 'show') [lens] = command.args;
        if (command.resumes !== 'on the way') pin = pinOf(snapshot, pin);
        if (asked !== null) good = { ...asked, history: snapshot.history, request: snapshot.request };
        const overtaken = command.name === 'edit' && waiting.some(({ name }) => name === 'edit');
        if (!overtaken && !isOpening() && command.resumes !== 'on the way') options.onSnapshot(snapshot);
        pump();
      },
      () => {
        if (born === generation && !destroyed) replace('lost');
      },
    );
  }

  function order(command: Command): void {
    if (command.name === 'open') waiting.length = 0;
    const last = waiting.at(-1);
    if (command.name === 'edit' && last?.name === 'edit') {
      // Whether the two go on with what runs already is for the first of them to say.
      waiting[waiting.length - 1] = { name: 'edit', args: [command.args[0], last.args[1]] };
    } else if (command.name === 'seek' && last?.name === 'seek') {
      waiting[waiting.length - 1] = command;
    } else waiting.push(command);
    pump();
  }

  function ask<K extends QuestionName>(
    name: K,
    ...args: Parameters<Engine[K]>
  ): Promise<Awaited<ReturnType<Engine[K]>> | null> {
    const present = host;
    if (present === null || destroyed) return Promise.resolve(null);
    return new Promise((resolve) => {
      const settle = (value: Awaited<ReturnType<Engine[K]>> | null): void => {
        if (!questions.delete(giveUp)) return;
        resolve(value);
        watch();
      };
      const giveUp = (): void => resolve(null);
      questions.add(giveUp);
      if (questions.size === 1 && running === null) watch();
      const call = present.engine[name] as unknown as (
        ...args: readonly unknown[]
      ) => Promise<Awaited<ReturnType<Engine[K]>>>;
      call(...args).then(settle, () => settle(null));
    });
  }

  start();

  return {
    open: (...args) => order({ name: 'open', args }),
    edit: (...args) => order({ name: 'edit', args }),
    act: (...args) => order({ name: 'act', args }),
    configure: (...args) => order({ name: 'configure', args }),
    seek: (...args) => order({ name: 'seek', args }),
    send: (...args) => order({ name: 'send', args }),
    pin: (...args) => order({ name: 'pin', args }),
    fit: (...args) => order({ name: 'fit', args }),
    show: (...args) => order({ name: 'show', args }),
    workspace: (...args) => ask('workspace', ...args),
    locate: (...args) => ask('locate', ...args),
    causedAt: (...args) => ask('causedAt', ...args),
    complete: (...args) => ask('complete', ...args),
    hover: (...args) => ask('hover', ...args),
    inspect: (...args) => ask('inspect', ...args),
    board: (...args) => ask('board', ...args),
    volumes: (...args) => ask('volumes', ...args),
    reachability: (...args) => ask('reachability', ...args),
    reachChanges: (...args) => ask('reachChanges', ...args),
    decide: (...args) => ask('decide', ...args),
    ingress: (...args) => ask('ingress', ...args),
    testRoute: (...args) => ask('testRoute', ...args),
    exposure: (...args) => ask('exposure', ...args),
    rulesText: (...args) => ask('rulesText', ...args),
    kubectl: (...args) => ask('kubectl', ...args),
    working: () => running !== null || waiting.length > 0,
    inPage: () => host?.stoppable === false,
    renew,
    destroy: () => {
      destroyed = true;
      generation += 1;
      clearTimeout(slowTimer);
      clearTimeout(stopTimer);
      host?.terminate();
      host = null;
    },
  };
}

function emptyWorkspace(settings: ClusterSettings): Workspace {
  return { files: [], settings, history: [], request: null };
}

/** The texts and settings that the engine has after a command; its history and request come with the answer. */
function workspaceAfter(before: Workspace | null, command: Command): Workspace | null {
  if (command.name === 'open') return command.args[0];
  if (before === null) return null;
  if (command.name === 'edit') return { ...before, files: command.args[0] };
  if (command.name === 'configure') return { ...before, settings: command.args[0] };
  return before;
}
