import type { Finding, LocalFix } from '../finding.js';
import type { Place, PlacedObject } from '../place.js';
import type { Diagnostic } from '../types.js';
import { ellipsisFixes } from './ellipsis.js';
import { knownObjects, type KnownObjects } from './known-objects.js';
import { fixElsewhere } from './lint-fixes.js';
import { base64Fixes } from './tls-secret.js';

/** A diagnostic about one document whose best way out depends on the others. */
export interface OpenFinding {
  readonly finding: Finding;
  readonly place: Place;
  readonly diagnostic: Diagnostic;
}

/** Whether a finding may get more fixes once all documents are read. */
export function isOpen({ code }: Finding): boolean {
  return code === 'yaml-syntax' || code === 'illegal-base64';
}

/** The diagnostics with the fixes that other documents tell: which Service a rule may be for, which hosts a certificate. */
export function addLaterFixes(
  diagnostics: readonly Diagnostic[],
  open: readonly OpenFinding[],
  objects: readonly PlacedObject[],
): readonly Diagnostic[] {
  if (open.length === 0) return diagnostics;
  const known = knownObjects(objects);
  const finished = new Map(
    open.map((one): [Diagnostic, Diagnostic] => {
      const fixes = fixesOf(one, objects, known).map((local) => fixElsewhere(one, local));
      return [one.diagnostic, { ...one.diagnostic, fixes: [...fixes, ...one.diagnostic.fixes] }];
    }),
  );
  return diagnostics.map((diagnostic) => finished.get(diagnostic) ?? diagnostic);
}

function fixesOf(
  { finding, place }: OpenFinding,
  objects: readonly PlacedObject[],
  known: KnownObjects,
): readonly LocalFix[] {
  if (finding.code === 'yaml-syntax') return ellipsisFixes(place, finding.span.from, known);
  const placed = objects.find((one) => one.place === place && one.read.index === finding.object);
  return placed === undefined || finding.field === undefined ? [] : base64Fixes(placed, finding.field, known);
}
