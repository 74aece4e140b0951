import { expose } from 'comlink';
import { loadDocs } from './docs.js';
import { createRemote } from './remote.js';
import { createSession } from './session.js';

expose(createRemote(createSession(), loadDocs));
