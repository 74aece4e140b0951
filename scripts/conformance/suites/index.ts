import type { Suite } from '../suite.js';

/** Every suite that has a runner, one file each. A folder of cases that is not here is reported as not covered. */
export const SUITES: readonly Suite[] = [];
