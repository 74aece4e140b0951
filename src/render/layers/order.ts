/** The layers of a scene, back to front. */
export const LAYERS = ['groups', 'lanes', 'links', 'nodes'] as const;
