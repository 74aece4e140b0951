import { expose } from 'comlink';
import { createRemote } from './remote.js';
import { createSession } from './session.js';

expose(createRemote(createSession()));
