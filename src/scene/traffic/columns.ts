import { METRICS, type Metrics } from './metrics.js';
import type { Density } from './density.js';
import type { Profile } from './options.js';

/** Where the columns of the Traffic lens stand, left to right. All x are left edges unless they say otherwise. */
export interface Columns {
  readonly metrics: Metrics;
  readonly bandX: number;
  readonly bandWidth: number;
  readonly clients: readonly number[];
  readonly strip: number;
  readonly interface: number;
  /** The middle of the trunk. */
  readonly trunk: number;
  /** The last x before the endpoints: links from Services go down at the left of it. */
  readonly gutter: number;
  readonly backends: readonly number[];
  readonly width: number;
  /** Where the ways in stand, when there are some: a column for each section. */
  readonly edge?: EdgeColumns;
}

export interface EdgeColumns {
  readonly sections: readonly number[];
  readonly width: number;
  /** Above the bands, or beside them. */
  readonly above: boolean;
}

export function columnsFor(profile: Profile, density: Density, edge: boolean): Columns {
  return edge ? besideTheEdge(profile, density) : alone(profile, density);
}

/** The network of the nodes in the middle: pods that ask at its left, those that answer at its right. */
function alone(profile: Profile, density: Density): Columns {
  const metrics = METRICS[profile];
  const step = metrics.cardWidth + metrics.columnGap;
  const bandX = metrics.margin;
  const clients = range(density.clientColumns, bandX + metrics.pad, step);
  const strip = bandX + metrics.pad + density.clientColumns * step - metrics.columnGap + metrics.stripGap;
  const eth = strip + metrics.stripWidth + metrics.interfaceGap;
  const trunk = eth + metrics.interfaceWidth + metrics.trunkGap;
  const backends = range(density.backendColumns, trunk + metrics.gutter, step);
  const right = trunk + metrics.gutter + density.backendColumns * step - metrics.columnGap + metrics.pad;
  return {
    metrics,
    bandX,
    bandWidth: right - bandX,
    clients,
    strip,
    interface: eth,
    trunk,
    gutter: trunk + metrics.gutter,
    backends,
    width: right + metrics.margin,
  };
}

/** Of the things at the edge, and between them and what stands beside them. */
const EDGE_WIDTH = 184;
const NARROW_EDGE = 180;
const EDGE_GAP = 14;
/** An interface with its address on it. */
const ADDRESSED = 121;

/**
 * The ways in first, then the network of the nodes, then the nodes, which are entered from the left. Where width is scarce, the ways in stand above
 * the nodes and the network runs down at the left of all.
 */
function besideTheEdge(profile: Profile, density: Density): Columns {
  const wide = profile === 'wide';
  const own = METRICS[profile];
  const metrics: Metrics = {
    ...own,
    interfaceWidth: ADDRESSED,
    stripWidth: wide ? 160 : own.stripWidth - 6,
    gutter: wide ? 26 : own.gutter,
  };
  const first = own.margin + EDGE_GAP;
  const trunk = wide ? first + EDGE_WIDTH + EDGE_GAP : own.margin + 9;
  const bandX = trunk + (wide ? EDGE_GAP : 10);
  const eth = bandX + metrics.pad - 2;
  const strip = eth + ADDRESSED + metrics.interfaceGap + 2;
  const gutter = strip + metrics.stripWidth + metrics.gutter;
  const step = metrics.cardWidth + metrics.columnGap;
  const right = gutter + density.backendColumns * step - metrics.columnGap + metrics.pad;
  const above = bandX + 4;
  return {
    metrics,
    bandX,
    bandWidth: right - bandX,
    clients: [],
    strip,
    interface: eth,
    trunk,
    gutter,
    backends: range(density.backendColumns, gutter, step),
    width: right + metrics.margin,
    edge: {
      sections: wide ? [first, first] : [above, right - NARROW_EDGE],
      width: wide ? EDGE_WIDTH : NARROW_EDGE,
      above: !wide,
    },
  };
}

function range(count: number, start: number, step: number): number[] {
  return Array.from({ length: count }, (_, index) => start + index * step);
}
