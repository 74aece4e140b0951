import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createManifestCache, parseManifests, type Severity } from '../../../src/core/index.js';
import { foldersOf, readJson, type CaseResult, type Suite } from '../suite.js';

interface Expected {
  readonly code: string;
  readonly note: string;
  readonly files: readonly string[];
}

type Said = { readonly severity: Severity; readonly code: string } | 'accepted' | 'refused';

/** What kubectl or the API server says to the manifests, by the case's own name for the fault. */
const SAID: Readonly<Record<string, Said>> = {
  'yaml-syntax': { severity: 'error', code: 'yaml-syntax' },
  'not-a-kubernetes-object': { severity: 'error', code: 'missing-kind' },
  'invalid-label-value': { severity: 'error', code: 'invalid-value' },
  'endport-with-named-port': { severity: 'error', code: 'invalid-value' },
  'endport-less-than-port': { severity: 'error', code: 'invalid-value' },
  'duplicate-namespace': { severity: 'warning', code: 'duplicate-object' },
  'duplicate-name': { severity: 'warning', code: 'duplicate-object' },
  'named-port-with-ipblock': 'accepted',
  'no-workloads': 'accepted',
  'no-policies': 'accepted',
};

/** Manifests that do not load, or that a policy analyser refuses: never a crash, and the fault is named where the real system names one. */
export const invalidManifests: Suite = {
  name: 'invalid/np-guard',
  run(dir) {
    const cases = foldersOf(dir).map((name): CaseResult => {
      const { code, note, files } = readJson<Expected>(dir, name, 'expected.json');
      const parsed = parseManifests(
        files.map((file) => ({ id: file, name: file, text: readFileSync(join(dir, name, file), 'utf8') })),
        createManifestCache(),
      );
      const said = parsed.diagnostics.map((one) => `${one.severity} ${one.code}: ${JSON.stringify(one.message)}`);
      // A fault without a row here is judged by the note: it says whether a real API server refuses the object.
      const expected = SAID[code] ?? (/rejected by the API server/.test(note) ? 'refused' : 'accepted');
      const ok =
        expected === 'refused'
          ? !parsed.valid
          : expected === 'accepted'
            ? parsed.valid && parsed.documents.length > 0
            : parsed.diagnostics.some((one) => one.severity === expected.severity && one.code === expected.code);
      return { case: name, ok, expected: { code, note, ours: expected }, actual: said };
    });
    return { cases };
  },
};
