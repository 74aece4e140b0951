import { expose, type Endpoint } from 'comlink';
import { lineFrom } from './answers.js';
import { loadDocs } from './docs.js';
import { loadEdgeAnswers } from './edge-answers.js';
import { createRemote } from './remote.js';
import { createSession } from './session.js';
import { loadStorageLens } from './storage-lens.js';

const scope = globalThis as unknown as Endpoint & { readonly name: string };
const chunks = { docs: loadDocs, storageLens: loadStorageLens, edgeAnswers: loadEdgeAnswers };
expose(createRemote(createSession(), chunks), lineFrom(scope, scope.name));
