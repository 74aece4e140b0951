import type { Box, Point } from '../types.js';
import type { Row, Side } from './plan.js';
import type { StorageMetrics } from './metrics.js';

/** Where the things of a row stand. */
export interface PlacedRow {
  readonly row: Row;
  /** Of the first row of a pod: the pod. */
  readonly pod: Box | null;
  readonly mount: Box | null;
  readonly claim: Box | null;
  readonly volume: Box | null;
  readonly sides: readonly { readonly side: Side; readonly box: Box }[];
  /** The height at which its bytes travel. */
  readonly lane: number;
}

export interface PlacedShelf {
  readonly id: string;
  readonly box: Box;
}

/** Where everything of a plan stands. */
export interface Placement {
  readonly metrics: StorageMetrics;
  readonly width: number;
  readonly height: number;
  readonly sources: readonly { readonly class: Box | null; readonly driver: Box | null }[];
  readonly sourcesY: number;
  readonly waiting: readonly Box[];
  readonly waitingY: number;
  readonly rows: readonly PlacedRow[];
  readonly bands: readonly Box[];
  readonly strips: readonly Box[];
  readonly stripY: number;
  readonly shelves: readonly PlacedShelf[];
  /** Disks on shelves, and local disks. */
  readonly disks: ReadonlyMap<string, Box>;
  /** Above the shelves, where lines change over: the height of the n-th. */
  channel(index: number): number;
}

/** The way between two points, one corner at most a turn. */
export type Route = readonly Point[];
