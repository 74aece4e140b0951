import type { Lane } from '../scene/index.js';

/** Words a message of the scene in the reader's language. */
export type Say = (message: Lane['title']) => string;
