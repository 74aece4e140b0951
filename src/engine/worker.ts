import { expose, type Endpoint } from 'comlink';
import { lineFrom } from './answers.js';
import { loadDocs } from './docs.js';
import { loadEdgeAnswers } from './edge-answers.js';
import { loadPolicyLens } from './policy-lens.js';
import { rehearsed, type Later } from './rehearsal.js';
import { createRemote, type RemoteEngine } from './remote.js';
import { createSession } from './session.js';
import { UNLOADED } from './unloaded.js';
import { loadStorageLens } from './storage-lens.js';

const scope = globalThis as unknown as Endpoint & { readonly name: string };
const chunks = {
  docs: loadDocs,
  storageLens: loadStorageLens,
  policyLens: loadPolicyLens,
  edgeAnswers: loadEdgeAnswers,
};
const make = (): RemoteEngine => createRemote(createSession(), chunks, () => postMessage(UNLOADED));
const later: Later = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
expose(rehearsed(make(), make, later), lineFrom(scope, scope.name));
