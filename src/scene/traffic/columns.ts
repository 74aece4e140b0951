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
  readonly backends: readonly number[];
  readonly width: number;
}

export function columnsFor(profile: Profile, density: Density): Columns {
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
    backends,
    width: right + metrics.margin,
  };
}

function range(count: number, start: number, step: number): number[] {
  return Array.from({ length: count }, (_, index) => start + index * step);
}
