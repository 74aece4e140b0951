import {
  formatFieldError,
  formatFieldPath,
  createManifestCache,
  kindInfo,
  parseManifests,
  validateObject,
  type KubeObject,
} from '../../../src/core/index.js';
import { filesOf, readJson, rowName, type CaseResult, type Suite } from '../suite.js';

interface ValidationRow {
  readonly name: string;
  readonly object: KubeObject;
  readonly valid: boolean;
  /** What a cluster of today answers, where the source is older. */
  readonly todayThroughTheApi?: 'valid' | 'invalid' | boolean;
  readonly errorFields?: readonly string[];
  readonly errorContains?: string;
}

function expectation(row: ValidationRow): boolean {
  const today = row.todayThroughTheApi;
  if (today === undefined) return row.valid;
  return today === true || today === 'valid';
}

/** The object as the request settles it (its namespace filled in or dropped), where the row says what the whole API answers. */
function objectSent(row: ValidationRow): KubeObject {
  if (row.todayThroughTheApi === undefined) return row.object;
  const file = { id: 'row', name: 'row.json', text: JSON.stringify(row.object) };
  return parseManifests([file], createManifestCache()).documents[0]?.object ?? row.object;
}

function runRow(name: string, row: ValidationRow): CaseResult {
  const errors = validateObject(objectSent(row));
  const valid = expectation(row);
  const actual = errors.map(formatFieldError);
  const fields = new Set(errors.map((error) => formatFieldPath(error.field)));
  const expectedFields = valid ? [] : (row.errorFields ?? []);
  const { errorContains } = row;
  const ok =
    (errors.length === 0) === valid &&
    expectedFields.every((field) => fields.has(field)) &&
    (valid || row.errorFields === undefined || fields.size === new Set(row.errorFields).size) &&
    (valid || errorContains === undefined || actual.some((text) => text.includes(errorContains)));
  return { case: name, ok, expected: valid ? 'valid' : { invalid: row.errorFields ?? errorContains ?? true }, actual };
}

/** Which objects the API server takes, and the fields it complains about. Kinds that are not simulated yet are not covered. */
export const validation: Suite = {
  name: 'validation',
  run: (dir) => {
    const cases: CaseResult[] = [];
    let notCovered = 0;
    for (const file of filesOf(dir, '.json')) {
      const rows = readJson<{ cases: readonly ValidationRow[] }>(dir, file).cases;
      rows.forEach((row, i) => {
        const { apiVersion, kind } = row.object;
        if (kindInfo(apiVersion, kind)?.simulated === true)
          cases.push(runRow(rowName(file, 'cases', i, row.name), row));
        else notCovered += 1;
      });
    }
    return { cases, notCovered };
  },
};
