import { CARD_PAD } from '../text/card-grid.js';
import type { Profile } from '../traffic/options.js';

/** Sizes of the Policy lens, in px. */
export interface PolicyMetrics {
  readonly margin: number;
  /** From the border of a namespace to what is in it. */
  readonly pad: number;
  /** Policies stand left of the parties; otherwise above them. */
  readonly beside: boolean;
  readonly policyWidth: number;
  readonly partyWidth: number;
  /** Right of the parties: the words of what comes in. */
  readonly labelRoom: number;
  /** From one line that runs up and down to the next. */
  readonly step: number;
  /** The room for a line of a policy. */
  readonly ruleRoom: number;
  /** The picture is at least so wide. */
  readonly width: number;
  /** More lines than this are not read. */
  readonly mostWires: number;
}

/** At the right of a line of a policy stands what became of its rule. */
const TRIED_ROOM = 16;

export const METRICS: Readonly<Record<Profile, PolicyMetrics>> = {
  wide: {
    margin: 14,
    pad: 12,
    beside: true,
    policyWidth: 206,
    partyWidth: 228,
    labelRoom: 120,
    step: 11,
    ruleRoom: 206 - 2 * CARD_PAD - TRIED_ROOM,
    width: 700,
    mostWires: 20,
  },
  compact: {
    margin: 6,
    pad: 6,
    beside: false,
    policyWidth: 206,
    partyWidth: 206,
    labelRoom: 108,
    step: 8,
    ruleRoom: 206 - 2 * CARD_PAD - TRIED_ROOM,
    width: 390,
    mostWires: 12,
  },
};

/** A ring stands so far outside its card. */
export const RING = 5;
export const BAND_GAP = 12;
/** The heading of a namespace. */
export const HEADING_HEIGHT = 30;
/** The card that stands for all pods of a namespace. */
export const ALL_HEIGHT = 28;
export const CARD_GAP = 12;
/** Between cards that may have rings. */
export const RING_GAP = 2 * RING + 6;
export const NOTICE = 22;
/** Heights of a line's place at the edge of a card: without words, with a line of them, with a second one below. */
export const SLOTS = [16, 24, 40] as const;
/** Words beside a line begin so much farther right where a shield, a plus or a minus stands before them. */
export const BESIDE_SIGN = 18;
