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

/**
 * What serves only messages that hold a date or a time, which no sentence of the page does: how every country writes the time of day, and
 * the reader of patterns for dates. Each row is a module, what goes and what comes instead.
 * @type {readonly (readonly [string, RegExp, string])[]}
 */
const DATES = [
  ['/@formatjs/icu-messageformat-parser/index.js', /(?<=\nconst timeData = )\{[^;]*\}(?=;)/, '{}'],
  [
    '/@formatjs/icu-skeleton-parser/index.js',
    /const DATE_TIME_REGEX = [^]*?(?=const WHITE_SPACE_REGEX)/,
    'const parseDateTimeSkeleton = () => ({});\n',
  ],
];

/**
 * @param {string} id a module's file name
 * @param {string} source
 * @returns {string | null} the module without what serves only dates; null for one that has nothing of the kind
 */
export function withoutDates(id, source) {
  const row = DATES.find(([module]) => id.replaceAll('\\', '/').endsWith(module));
  if (row === undefined) return null;
  if (!row[1].test(source)) throw new Error(`${id} treats dates otherwise: see lean-packages.mjs`);
  return source.replace(row[1], row[2]);
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
    transform: (code, id) => {
      const rest = withoutDates(id, code);
      return rest === null ? undefined : { code: rest, map: null };
    },
  };
}
