import type { cluster as en } from '../en/cluster.js';

/** Russian texts of the cluster area: exactly the keys of the English one. */
export const cluster = {} as const satisfies Record<keyof typeof en, string>;
