/** The Storage lens: a door of its own, so that whoever never looks through it never loads it. */
export { buildStorageScene } from './storage/build.js';
export { buildStorageTimeline } from './timeline/storage.js';
