import type { AllocationError } from './address-range.js';

/** The NodePorts of a cluster: `first` to `first + size - 1`; the first `staticBand` are left for those who ask by number. */
export interface PortRange {
  readonly first: number;
  readonly size: number;
  readonly staticBand: number;
}

/**
 * A range of ports with its static band, `min(max(16, size/32), 128)`, nothing for 16 ports or fewer.
 * Models `calculateRangeOffset` of `pkg/registry/core/service/portallocator/allocator.go`.
 */
export function portRange(first: number, size: number): PortRange {
  const staticBand = size <= 16 ? 0 : Math.min(Math.max(16, Math.floor(size / 32)), 128);
  return { first, size, staticBand };
}

/** 30000-32767, the API server's `--service-node-port-range`. */
export const NODE_PORTS = portRange(30000, 2768);

export function checkPort(
  range: PortRange,
  port: number,
  taken: (port: number) => boolean,
): AllocationError | undefined {
  if (port < range.first || port >= range.first + range.size) return 'ErrNotInRange';
  return taken(port) ? 'ErrAllocated' : undefined;
}

/** The next free port: the upper band from a chosen place and round, then the static band. */
export function nextPort(range: PortRange, start: number, taken: (port: number) => boolean): number | undefined {
  const upper = range.size - range.staticBand;
  for (let i = 0; i < upper; i++) {
    const port = range.first + range.staticBand + ((start + i) % upper);
    if (!taken(port)) return port;
  }
  for (let i = 0; i < range.staticBand; i++) {
    const port = range.first + ((start + i) % range.staticBand);
    if (!taken(port)) return port;
  }
  return undefined;
}
