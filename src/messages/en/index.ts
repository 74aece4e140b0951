import { first } from './first.js';
import { later } from './later.js';

/** Everything in English: the codes that there are. The page takes the two halves one after the other. */
export const en = { ...first, ...later } as const;
