import { wrap } from 'comlink';
import { lineTo } from './answers.js';
import type { Host } from './client.js';
import type { RemoteEngine } from './remote.js';
import { UNLOADED } from './unloaded.js';

/** The engine in a Web Worker. Throws where the page may not start workers. */
export function startThread(): Host {
  const name = `kubewalk-engine-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name });
  const line = lineTo(worker, name);
  const engine = wrap<RemoteEngine>(line) as unknown as RemoteEngine;
  const ready = engine.hello();
  ready.then(line.settled, () => {});
  return {
    engine,
    ready,
    stoppable: true,
    onFailure: (callback) => {
      worker.addEventListener('error', callback);
      worker.addEventListener('messageerror', callback);
    },
    onUnloaded: (callback) =>
      worker.addEventListener('message', ({ data }) => {
        if (data === UNLOADED) callback();
      }),
    terminate: () => {
      worker.terminate();
      line.close();
    },
  };
}

/** The same engine in the page's own thread. Each call yields once first, so that the page can paint what was typed. */
export async function startInPage(): Promise<Host> {
  const [
    { createRemote },
    { createSession },
    { loadDocs },
    { loadStorageLens },
    { loadPolicyLens },
    { loadEdgeAnswers },
  ] = await Promise.all([
    import('./remote.js'),
    import('./session.js'),
    import('./docs.js'),
    import('./storage-lens.js'),
    import('./policy-lens.js'),
    import('./edge-answers.js'),
  ]);
  const chunks = {
    docs: loadDocs,
    storageLens: loadStorageLens,
    policyLens: loadPolicyLens,
    edgeAnswers: loadEdgeAnswers,
  };
  let unloaded = (): void => {};
  const remote = createRemote(createSession(), chunks, () => unloaded());
  const later = { ...remote } as Record<string, (...args: readonly unknown[]) => Promise<unknown>>;
  for (const [name, call] of Object.entries(later)) {
    later[name] = async (...args) => {
      await new Promise((resolve) => setTimeout(resolve));
      return call(...args);
    };
  }
  return {
    engine: later as unknown as RemoteEngine,
    ready: Promise.resolve(),
    stoppable: false,
    onFailure: () => {},
    onUnloaded: (callback) => {
      unloaded = callback;
    },
    terminate: () => {},
  };
}
