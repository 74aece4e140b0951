import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createManifestCache, parseManifests } from '../../../src/core/index.js';
import { compare, readJson, type Suite } from '../suite.js';

interface Index {
  readonly files: readonly {
    readonly file: string;
    readonly objects: number;
    readonly kinds: Readonly<Record<string, number>>;
  }[];
}

/**
 * Strict field validation is not about loading: these files are up to ten years old and hold fields that never were, or are no longer, in
 * the API. kubectl of today refuses them for that too, after it has read them.
 */
const STRICT: ReadonlySet<string> = new Set(['unknown-field', 'wrong-type']);

/** Real manifests of other projects: each file loads without an error and gives its objects, kind by kind. */
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
        .filter(({ severity, code }) => severity === 'error' && !STRICT.has(code))
        .map(({ code, message, range }) => `${range.startLine}:${range.startColumn} ${code}: ${message}`);
      const actual = { objects: parsed.documents.length, kinds: Object.fromEntries(found), errors };
      return compare(file, { objects, kinds, errors: [] }, actual);
    });
    return { cases };
  },
};
