import type { trace as en } from '../en/trace.js';

/** Russian texts of the trace area: exactly the keys of the English one. */
export const trace = {} as const satisfies Record<keyof typeof en, string>;
