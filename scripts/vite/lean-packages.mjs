// @ts-check
/**
 * Packages that another one imports and this page never reaches, and what stands in their place: the names that are asked for, doing
 * nothing.
 */
export const STAND_INS = {
  // d3-zoom ends transitions and flies along curves. The page moves its pictures by CSS (src/render/camera.ts): there is nothing to end and
  // nothing flies, so both libraries and what only they need (colours, easings, timers) stay out of the bundle.
  'd3-transition': `
import { selection } from 'd3-selection';
export const interrupt = () => {};
selection.prototype.interrupt = function () {
  return this;
};
`,
  'd3-interpolate': 'export const interpolateZoom = () => null;',
};

/** How every country writes the time of day, for messages that hold a pattern of a date or a time: no sentence of the page has one. */
const HOURS = /(?<=\nconst timeData = )\{[^;]*\}(?=;)/;
const MESSAGE_PARSER = '/@formatjs/icu-messageformat-parser/index.js';

/** @param {string} source the parser of messages @returns {string} the same without what serves only those patterns */
export function withoutHours(source) {
  if (!HOURS.test(source)) throw new Error('the parser of messages has another table of hours: see lean-packages.mjs');
  return source.replace(HOURS, '{}');
}

const PREFIX = '\0kubewalk:lean:';

/** @returns {import('vite').Plugin} */
export function leanPackages() {
  return {
    name: 'kubewalk:lean-packages',
    enforce: 'pre',
    apply: 'build',
    resolveId: (id) => (Object.hasOwn(STAND_INS, id) ? PREFIX + id : undefined),
    load: (id) =>
      id.startsWith(PREFIX) ? STAND_INS[/** @type {keyof typeof STAND_INS} */ (id.slice(PREFIX.length))] : undefined,
    transform: (code, id) =>
      id.replaceAll('\\', '/').endsWith(MESSAGE_PARSER) ? { code: withoutHours(code), map: null } : undefined,
  };
}
