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
 * What is said of an object's fields comes after loading: these files are up to ten years old and hold fields that the API no longer has,
 * kustomize bases that are complete only with their overlay, and templates with placeholders for names.
 */
const OF_FIELDS: ReadonlySet<string> = new Set([
  'unknown-field',
  'wrong-type',
  'unsupported-value',
  'required-field',
  'invalid-value',
]);

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
        .filter(({ severity, code }) => severity === 'error' && !OF_FIELDS.has(code))
        .map(({ code, message, range }) => `${range.startLine}:${range.startColumn} ${code}: ${message}`);
      const actual = { objects: parsed.documents.length, kinds: Object.fromEntries(found), errors };
      return compare(file, { objects, kinds, errors: [] }, actual);
    });
    return { cases };
  },
};
