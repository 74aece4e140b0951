// @ts-check
const NAME = 'd3-transition';
const RESOLVED = `\0${NAME}`;

/**
 * What d3-zoom asks of d3-transition when nothing is ever animated by it: an end to transitions that there are none of. The page moves its
 * pictures by CSS (src/render/camera.ts), so the library and what only it needs (colours, easings, timers) stay out of the bundle.
 */
const SOURCE = `
import { selection } from 'd3-selection';
export const interrupt = () => {};
selection.prototype.interrupt = function () {
  return this;
};
`;

/** @returns {import('vite').Plugin} */
export function leanD3() {
  return {
    name: 'kubewalk:lean-d3',
    enforce: 'pre',
    apply: 'build',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    load: (id) => (id === RESOLVED ? SOURCE : undefined),
  };
}
