import type { FieldPath } from '../../api/field-path.js';
import type { DiagnosticCode } from '../diagnostic-codes.js';
import type { LocalFix } from '../finding.js';
import type { SaidUnder } from '../own-words.js';
import { diagnosticOf, type PlacedObject } from '../place.js';
import { locate, spanOf, type SourceNode } from '../source-map.js';
import type { Diagnostic, Severity } from '../types.js';

/** A diagnostic about one object that only shows when others are seen too. */
export function lint<C extends DiagnosticCode>(
  placed: PlacedObject,
  severity: Severity,
  code: C,
  message: SaidUnder<C>,
  field: FieldPath,
  fixes: readonly LocalFix[] = [],
  mark: 'key' | 'value' = 'value',
): Diagnostic {
  const { read, place } = placed;
  const span = spanOf(read.source, field, mark);
  return diagnosticOf(place, { severity, code, message, span, object: read.index, field, fixes }, [read]);
}

/** The source node of a field that is written; undefined when it is not, or stands behind an alias, so that it cannot be edited there. */
export function writtenAt(placed: PlacedObject, field: FieldPath): SourceNode | undefined {
  const { node, depth } = locate(placed.read.source, field);
  return depth === field.length && node.alias !== true ? node : undefined;
}
