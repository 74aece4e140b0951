import { vi } from 'vitest';
import { createEngineClient, type EngineStatus, type Host } from '../client.js';
import { DEFAULT_SETTINGS } from '../../core/index.js';
import { loadDocs } from '../docs.js';
import { loadEdgeAnswers } from '../edge-answers.js';
import { loadPolicyLens } from '../policy-lens.js';
import type { Snapshot, Workspace } from '../protocol.js';
import { createRemote, type Chunks, type RemoteEngine } from '../remote.js';
import { createSession } from '../session.js';
import { loadStorageLens } from '../storage-lens.js';

export const file = (text: string) => [{ id: 'f1', name: 'a.yaml', text }];
export const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: c
      image: nginx
`;
export const workspace: Workspace = { files: file(POD), settings: DEFAULT_SETTINGS, history: [], request: null };

const realTurn = setImmediate;

/** A thread of the test: loads when told, can get stuck, and can be offline. */
class Thread implements Host {
  readonly engine: RemoteEngine;
  readonly ready: Promise<void>;
  readonly stoppable = true;
  readonly done: string[] = [];
  load: () => void = () => {};
  terminated = false;
  stuck = false;
  #fail: () => void = () => {};
  #unloaded: () => void = () => {};

  constructor(offline = true) {
    this.ready = new Promise((resolve) => (this.load = resolve));
    const late = async <T>(part: () => Promise<T>): Promise<T> => {
      if (offline) throw new Error('offline');
      return part();
    };
    const chunks: Chunks = {
      docs: () => late(loadDocs),
      storageLens: () => late(loadStorageLens),
      policyLens: () => late(loadPolicyLens),
      edgeAnswers: () => late(loadEdgeAnswers),
    };
    const real = createRemote(createSession(), chunks, () => this.#unloaded());
    this.engine = new Proxy(real, {
      get:
        (target, name: keyof RemoteEngine) =>
        async (...args: readonly unknown[]) => {
          await this.ready;
          this.done.push(name);
          if (this.stuck) return new Promise(() => {});
          return (target[name] as (...rest: readonly unknown[]) => Promise<unknown>)(...args);
        },
    });
  }

  onFailure(callback: () => void): void {
    this.#fail = callback;
  }

  onUnloaded(callback: () => void): void {
    this.#unloaded = callback;
  }

  crash(): void {
    this.#fail();
  }

  terminate(): void {
    this.terminated = true;
  }
}

/** A client whose threads are of the test, and what it told the page. `offline`: which of its threads have no network. */
export function client({ offline = (_nth: number): boolean => true } = {}) {
  const threads: Thread[] = [];
  const snapshots: Snapshot[] = [];
  const statuses: EngineStatus[] = [];
  const said: string[] = [];
  const engine = createEngineClient({
    startThread: () => {
      const thread = new Thread(offline(threads.length));
      threads.push(thread);
      return thread;
    },
    startInPage: () => {
      said.push('in page');
      return Promise.reject(new Error('not in this test'));
    },
    onSnapshot: (snapshot) => snapshots.push(snapshot),
    onStatus: (status) => statuses.push(status),
    onUnloaded: () => said.push('unloaded'),
    onPinGone: () => said.push('pin gone'),
  });
  /** Lets the newest thread load and do what it was told. */
  const run = async (): Promise<Snapshot> => {
    threads.at(-1)?.load();
    for (let turn = 0; turn < 500 && (turn === 0 || engine.working()); turn += 1) {
      await vi.advanceTimersByTimeAsync(1);
      // A chunk comes by the real clock.
      await new Promise((next) => realTurn(next));
    }
    return snapshots.at(-1)!;
  };
  return { engine, threads, snapshots, statuses, said, run };
}
