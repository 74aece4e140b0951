import type { Profile } from '../traffic/options.js';

/** Sizes of the Storage lens in px at 100 %. All x are left edges. */
export interface StorageMetrics {
  readonly bandX: number;
  readonly bandRight: number;
  readonly pods: Column;
  readonly claims: Column;
  readonly volumes: Column;
  /** What a node has of its own at the far end: attached disks, local disks. */
  readonly sides: Column;
  /** From mounts to claims. */
  readonly claimLane: Lanes;
  /** On a phone mounts lead down here to what is below the claims. */
  readonly dataLane: Lanes | null;
  /** From volumes down to the disks they stand for. */
  readonly diskLane: Lanes;
  /** From drivers down to what they provision. */
  readonly sourceLane: number;
  /** From nodes down to the disks that are attached to them. */
  readonly attachLane: Lanes;
  readonly width: number;
  readonly disk: number;
  /** Cards of a claim, its volume and the disk stand below each other. */
  readonly stacked: boolean;
}

export interface Column {
  readonly x: number;
  readonly width: number;
}

/** A channel where lines run side by side. */
export interface Lanes {
  readonly x: number;
  readonly step: number;
  readonly count: number;
}

export const STORAGE_METRICS: Readonly<Record<Profile, StorageMetrics>> = {
  wide: {
    bandX: 6,
    bandRight: 762,
    pods: { x: 16, width: 142 },
    claims: { x: 186, width: 154 },
    volumes: { x: 386, width: 192 },
    sides: { x: 616, width: 138 },
    claimLane: { x: 166, step: 5, count: 3 },
    dataLane: null,
    diskLane: { x: 594, step: 5, count: 4 },
    sourceLane: 588,
    attachLane: { x: 768, step: 6, count: 3 },
    width: 788,
    disk: 142,
    stacked: false,
  },
  compact: {
    bandX: 3,
    bandRight: 364,
    pods: { x: 9, width: 120 },
    claims: { x: 150, width: 192 },
    volumes: { x: 150, width: 192 },
    sides: { x: 150, width: 192 },
    claimLane: { x: 135, step: 0, count: 1 },
    dataLane: { x: 140, step: 0, count: 1 },
    diskLane: { x: 355, step: 4, count: 2 },
    sourceLane: 351,
    attachLane: { x: 369, step: 5, count: 2 },
    width: 382,
    disk: 158,
    stacked: true,
  },
};

/** Height of a line of text. */
const LINE = 17;
const CARD_EDGES = 12;
export const CHIP = 28;
/** The band of a node: its heading, and below its last row. */
export const BAND_HEAD = 32;
export const BAND_FOOT = 10;
export const BAND_GAP = 10;
/** A node with nothing in it. */
export const BARE_BAND = 34;
export const ROW_GAP = 12;
/** From the middle of a claim down to its volume where they are stacked. */
export const HANDS_GAP = 40;
export const STACK_GAP = 12;
/** A claim and a volume: kind, name, what they ask or offer, why, and two lines of phases. */
export const CARD_LINES = 5;
/** From the foot of the cards to the line that the bytes take. */
export const UNDER_CARDS = 10;
/** From the top of a card to where its lines join it. */
export const PORT = { claim: 15, hand: 33, disk: 15, stands: 50 } as const;

export function cardHeight(lines: number): number {
  return lines * LINE + CARD_EDGES;
}

/** The lane that the n-th line of a channel takes. */
export function laneAt({ x, step, count }: Lanes, index: number): number {
  return x + step * (index % count);
}
