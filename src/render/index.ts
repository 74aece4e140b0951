import './scene.css';
import './live.css';

export { createSceneRenderer } from './renderer.js';
export { sceneToSvg, type SvgOptions } from './scene-to-svg.js';
export type { Say } from './say.js';
export type { Motion, Pointed, RendererOptions, SceneRenderer } from './types.js';
