import type { NodeForm } from '../types.js';
import type { Profile } from './options.js';

/** Sizes of the Traffic lens in px at 100 %. Heights do not depend on the profile: only width is scarce on a phone. */
export interface Metrics {
  readonly margin: number;
  /** From a band's border to what stands in it. */
  readonly pad: number;
  readonly cardWidth: number;
  readonly stripWidth: number;
  readonly stripPad: number;
  readonly stripGap: number;
  readonly interfaceWidth: number;
  readonly interfaceGap: number;
  readonly trunkGap: number;
  /** Between the trunk and the first endpoints: the links from Services go down here. */
  readonly gutter: number;
  readonly columnGap: number;
  /** The pane for which density is chosen: in one that a laptop has, text is then read at 12 px. */
  readonly pane: { readonly width: number; readonly height: number };
}

export const METRICS: Readonly<Record<Profile, Metrics>> = {
  wide: {
    margin: 6,
    pad: 10,
    cardWidth: 134,
    stripWidth: 176,
    stripPad: 8,
    stripGap: 16,
    interfaceWidth: 54,
    interfaceGap: 8,
    trunkGap: 12,
    gutter: 30,
    columnGap: 18,
    pane: { width: 754, height: 680 },
  },
  compact: {
    margin: 3,
    pad: 6,
    cardWidth: 104,
    stripWidth: 136,
    stripPad: 4,
    stripGap: 8,
    interfaceWidth: 48,
    interfaceGap: 4,
    trunkGap: 8,
    gutter: 16,
    columnGap: 14,
    pane: { width: 440, height: 1200 },
  },
};

/** Height of a line of text. */
export const LINE = 17;
/** Above and below the lines of a card together. */
const CARD_EDGES = 12;
export const ROW_GAP = 8;
export const RAIL = 6;
/** The node's name, address and state, at the left. */
export const HEADING_HEIGHT = 56;
/** The pod CIDR at the right, and below it the channel where links come in from above. */
export const CORNER_HEIGHT = 22;
export const CHANNEL = 10;
export const HEAD_HEIGHT = 68;
export const FOLDED_HEIGHT = 34;
/** At least; a row of them is stretched to the width of the bands. */
export const FOLDED_WIDTH = 210;
/** Of the world outside: its name is long in some languages. */
export const OUTSIDE_WIDTH = 140;

/** Heights of the forms; a Service's card has a line for each port as well. */
export function formHeight(form: NodeForm, lines = 3): number {
  if (form === 'chip') return 28;
  if (form === 'dense') return 2 * LINE + CARD_EDGES;
  return lines * LINE + CARD_EDGES;
}

/** White space from top to bottom; a crowded picture has less of it, so that its text stays larger. */
export interface Spacing {
  readonly bandTop: number;
  readonly bandGap: number;
  /** From the feet of the cards to the rail they stand over by their veth. */
  readonly tap: number;
  /** Below the rail: the bridge's name. The capsule rides here too. */
  readonly underRail: number;
}

export const ROOMY: Spacing = { bandTop: 10, bandGap: 12, tap: 14, underRail: 28 };
export const TIGHT: Spacing = { bandTop: 6, bandGap: 10, tap: 10, underRail: 23 };
