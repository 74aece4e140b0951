import type { ui as en } from '../en/ui.js';

/** Russian texts of the ui area: exactly the keys of the English one. */
export const ui = {} as const satisfies Record<keyof typeof en, string>;
