import { expose, type Endpoint } from 'comlink';
import { lineFrom } from './answers.js';
import { loadDocs } from './docs.js';
import { createRemote } from './remote.js';
import { createSession } from './session.js';

const scope = globalThis as unknown as Endpoint & { readonly name: string };
expose(createRemote(createSession(), loadDocs), lineFrom(scope, scope.name));
