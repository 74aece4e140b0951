import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createManifestCache, formatFieldPath, parseManifests } from '../../../src/core/index.js';
import corpusErrors from '../corpus-errors.json' with { type: 'json' };
import { compare, readJson, type Suite } from '../suite.js';

interface Index {
  readonly files: readonly {
    readonly file: string;
    readonly objects: number;
    readonly kinds: Readonly<Record<string, number>>;
  }[];
}

/** Errors that a real API server has for these files too, each looked at by hand: file, code and field. */
const TRUE_ERRORS: ReadonlyMap<string, readonly string[]> = new Map(
  corpusErrors.map(({ file, errors }) => [file, errors]),
);

/** Real manifests of other projects: each file loads, gives its objects, kind by kind, and no error but those that are true. */
export const manifestsCorpus: Suite = {
  name: 'manifests-corpus',
  run(dir) {
    const { files } = readJson<Index>(dir, 'index.json');
    const cases = files.map(({ file, objects, kinds }) => {
      const text = readFileSync(join(dir, file), 'utf8');
      const parsed = parseManifests([{ id: file, name: file, text }], createManifestCache());
      const found = new Map<string, number>();
      for (const { object } of parsed.documents) found.set(object.kind, (found.get(object.kind) ?? 0) + 1);
      const errors = parsed.diagnostics
        .filter(({ severity }) => severity === 'error')
        .map(({ code, field }) => `${code} ${formatFieldPath(field ?? [])}`);
      const actual = { objects: parsed.documents.length, kinds: Object.fromEntries(found), errors };
      return compare(file, { objects, kinds, errors: TRUE_ERRORS.get(file) ?? [] }, actual);
    });
    return { cases };
  },
};
