/** The layers that a scene is drawn into, back to front. */
export const LAYERS = ['groups', 'lanes', 'links', 'nodes'] as const;

/** All layers of the live picture: below the things the way gone (with reduced motion), above them its numbers and the focus ring. */
export const LIVE_LAYERS = ['groups', 'lanes', 'links', 'ways', 'nodes', 'steps', 'focus'] as const;
