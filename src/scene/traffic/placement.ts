import type { Box, NodeForm, Point } from '../types.js';
import type { SectionPlace } from '../edge/edge.js';
import type { Columns } from './columns.js';
import type { Density } from './density.js';

export interface Placed {
  readonly box: Box;
  readonly form: NodeForm;
  /** For a pod: where its veth leaves the card, and where it meets the rail. */
  readonly tap?: readonly Point[];
  /** For an endpoint: the way of a `selects` link from the gutter at `x` to the card, without the gutter itself. */
  readonly column?: number;
}

export interface BandPlace {
  readonly box: Box;
  readonly form: 'whole' | 'slim' | 'folded';
  /** The line that cards stand on. */
  readonly floor: number;
  readonly railY: number;
}

/** A place for everything of a topology. */
export interface Placement {
  readonly columns: Columns;
  readonly density: Density;
  readonly width: number;
  readonly height: number;
  readonly bands: ReadonlyMap<string, BandPlace>;
  readonly things: ReadonlyMap<string, Placed>;
  readonly strip: Box;
  readonly trunk: { readonly x: number; readonly top: number; readonly bottom: number };
  readonly pendingY: number | null;
  readonly moreY: number | null;
  /** Headings over the ways in. */
  readonly sections?: readonly SectionPlace[];
}
