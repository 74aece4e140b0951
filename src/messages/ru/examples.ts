import type { examples as en } from '../en/examples.js';

/** Russian texts of the examples area: exactly the keys of the English one. */
export const examples = {} as const satisfies Record<keyof typeof en, string>;
