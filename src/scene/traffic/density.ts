import type { NodeForm } from '../types.js';

/** One way of arranging pods, from the most generous to the densest. */
export interface Density {
  readonly pod: NodeForm;
  readonly service: NodeForm;
  readonly clientColumns: number;
  readonly backendColumns: number;
}

export const WIDE: readonly Density[] = [
  { pod: 'card', service: 'card', clientColumns: 1, backendColumns: 2 },
  { pod: 'card', service: 'dense', clientColumns: 1, backendColumns: 2 },
  { pod: 'dense', service: 'dense', clientColumns: 1, backendColumns: 2 },
  { pod: 'dense', service: 'chip', clientColumns: 1, backendColumns: 3 },
  { pod: 'chip', service: 'chip', clientColumns: 1, backendColumns: 3 },
  { pod: 'chip', service: 'chip', clientColumns: 2, backendColumns: 4 },
];

export const COMPACT: readonly Density[] = [
  { pod: 'card', service: 'card', clientColumns: 1, backendColumns: 1 },
  { pod: 'dense', service: 'dense', clientColumns: 1, backendColumns: 1 },
  { pod: 'chip', service: 'chip', clientColumns: 1, backendColumns: 1 },
];
