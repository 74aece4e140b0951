/** The Policy lens: a door of its own, so that whoever never looks through it never loads it. */
export { buildPolicyScene } from './policy/build.js';
export type { PolicyOptions } from './policy/options.js';
export { reachOf, type Reach } from './policy/reach.js';
export { buildPolicyTimeline } from './timeline/policy.js';
