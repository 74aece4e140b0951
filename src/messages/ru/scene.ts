import type { scene as en } from '../en/scene.js';

/** Russian texts of the scene area: exactly the keys of the English one. */
export const scene = {} as const satisfies Record<keyof typeof en, string>;
