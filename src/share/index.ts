export { MAX_FRAGMENT, MAX_UNPACKED } from './codec.js';
export { exampleLink, linkOf, readLink, type Opened } from './link.js';
export { readRequest, readSettings, readWork } from './shape.js';
export type { LinkFault, SharedView, SharedWork } from './types.js';
