/** What paints the Storage lens. */
export type StorageLens = typeof import('../scene/storage-lens.js');

/** Loads it: a chunk of its own, which comes when somebody first looks at volumes. */
export const loadStorageLens = (): Promise<StorageLens> => import('../scene/storage-lens.js');
