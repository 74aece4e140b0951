/** The core's answers about policies and ways in, as the session asks for them. */
export type EdgeAnswers = typeof import('./edge-core.js');

/** Loads them, when somebody first asks. */
export const loadEdgeAnswers = (): Promise<EdgeAnswers> => import('./edge-core.js');
