import './scene.css';
import './storage.css';
import './policy.css';
import './edge.css';
import './live.css';

export { createSceneRenderer } from './renderer.js';
export type { Say } from './say.js';
export { lineOf } from './shared-line.js';
export { isLink } from './types.js';
export type { Motion, Pointed, RendererOptions, SceneRenderer } from './types.js';
