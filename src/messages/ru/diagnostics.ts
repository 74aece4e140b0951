import type { diagnostics as en } from '../en/diagnostics.js';

/** Russian texts of the diagnostics area: exactly the keys of the English one. */
export const diagnostics = {} as const satisfies Record<keyof typeof en, string>;
