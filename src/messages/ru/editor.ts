import type { editor as en } from '../en/editor.js';

/** Russian texts of the editor area: exactly the keys of the English one. */
export const editor = {} as const satisfies Record<keyof typeof en, string>;
