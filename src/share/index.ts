export { MAX_FRAGMENT } from './codec.js';
export { linkOf, readLink, type Opened } from './link.js';
export type { LinkFault, SharedView, SharedWork } from './types.js';
