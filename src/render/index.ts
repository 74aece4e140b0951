import './scene.css';

export { createSceneRenderer, type Pointed, type RendererOptions, type SceneRenderer } from './renderer.js';
export { sceneToSvg, type SvgOptions } from './scene-to-svg.js';
export type { Say } from './say.js';
