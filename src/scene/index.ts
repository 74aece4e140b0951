export type * from './types.js';
export { buildTrafficScene } from './traffic/build.js';
export type { Profile, TrafficOptions } from './traffic/options.js';
export type { TrafficWords } from './traffic/words.js';
export { buildTimeline } from './timeline/build.js';
export { frameAt } from './timeline/frame.js';
export { sceneIdsFor } from './ids.js';
export { MONO, TEXT, textWidth, type Font } from './text/measure.js';
export { CARD_PAD, CARD_TOP, GLYPH, hasGlyph, hasMark, textRuns, type TextRun } from './text/runs.js';
