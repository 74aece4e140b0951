import type { NodeForm } from '../types.js';
import { ROOMY, TIGHT, type Spacing } from './metrics.js';

/** One way of arranging pods, from the most generous to the densest. */
export interface Density {
  readonly pod: NodeForm;
  readonly service: NodeForm;
  readonly clientColumns: number;
  readonly backendColumns: number;
  readonly spacing: Spacing;
}

export const WIDE: readonly Density[] = [
  { pod: 'card', service: 'card', clientColumns: 1, backendColumns: 2, spacing: ROOMY },
  { pod: 'card', service: 'dense', clientColumns: 1, backendColumns: 2, spacing: ROOMY },
  { pod: 'dense', service: 'dense', clientColumns: 1, backendColumns: 2, spacing: ROOMY },
  { pod: 'dense', service: 'chip', clientColumns: 1, backendColumns: 3, spacing: ROOMY },
  { pod: 'chip', service: 'chip', clientColumns: 1, backendColumns: 2, spacing: TIGHT },
  { pod: 'chip', service: 'chip', clientColumns: 1, backendColumns: 3, spacing: TIGHT },
  { pod: 'chip', service: 'chip', clientColumns: 2, backendColumns: 4, spacing: TIGHT },
];

/** With the ways in at the left there is less room for pods. */
export const BESIDE_EDGE: readonly Density[] = [
  { pod: 'card', service: 'card', clientColumns: 0, backendColumns: 1, spacing: ROOMY },
  { pod: 'card', service: 'dense', clientColumns: 0, backendColumns: 1, spacing: ROOMY },
  { pod: 'dense', service: 'dense', clientColumns: 0, backendColumns: 1, spacing: ROOMY },
  { pod: 'dense', service: 'chip', clientColumns: 0, backendColumns: 1, spacing: ROOMY },
  { pod: 'chip', service: 'chip', clientColumns: 0, backendColumns: 1, spacing: TIGHT },
  { pod: 'card', service: 'card', clientColumns: 0, backendColumns: 2, spacing: ROOMY },
  { pod: 'dense', service: 'dense', clientColumns: 0, backendColumns: 2, spacing: ROOMY },
  { pod: 'dense', service: 'chip', clientColumns: 0, backendColumns: 2, spacing: ROOMY },
  { pod: 'chip', service: 'chip', clientColumns: 0, backendColumns: 2, spacing: TIGHT },
  { pod: 'chip', service: 'chip', clientColumns: 0, backendColumns: 4, spacing: TIGHT },
];

export const COMPACT: readonly Density[] = [
  { pod: 'card', service: 'card', clientColumns: 1, backendColumns: 1, spacing: ROOMY },
  { pod: 'dense', service: 'dense', clientColumns: 1, backendColumns: 1, spacing: ROOMY },
  { pod: 'chip', service: 'chip', clientColumns: 1, backendColumns: 1, spacing: TIGHT },
];
