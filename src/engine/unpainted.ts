import type { Scene, Timeline } from '../scene/index.js';

const NO_PLACE = { x: 0, y: 0, width: 0, height: 0 } as const;

/** What stands for the picture of a lens that nobody looks at: it is not made before somebody does. */
export const UNPAINTED_SCENE: Scene = { lens: 'storage', box: NO_PLACE, lanes: [], groups: [], nodes: [], links: [] };
export const NO_TIMELINE: Timeline = { hops: [], duration: 0 };

/** True when a scene is a picture, and not what stands for one. */
export function isPainted(scene: Scene): boolean {
  return scene.box.width > 0;
}
