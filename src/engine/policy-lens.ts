/** What paints the Policy lens. */
export type PolicyLens = typeof import('../scene/policy-lens.js');

/** Loads it: a chunk of its own, which comes when somebody first looks at policies. */
export const loadPolicyLens = (): Promise<PolicyLens> => import('../scene/policy-lens.js');
