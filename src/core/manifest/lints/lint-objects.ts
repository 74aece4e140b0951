import type { PlacedObject } from '../place.js';
import type { Diagnostic } from '../types.js';

export function lintObjects(_objects: readonly PlacedObject[]): readonly Diagnostic[] {
  return [];
}
