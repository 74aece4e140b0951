import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createManifestCache, parseManifests } from '../../../src/core/index.js';
import { compare, filesOf, type Suite } from '../suite.js';

/** One object of each kind with every field set to nonsense: it loads, and not one field is lost on the way. */
export const robustness: Suite = {
  name: 'robustness',
  run(dir) {
    const cases = filesOf(dir, '.yaml').map((file) => {
      const text = readFileSync(join(dir, file), 'utf8');
      const parsed = parseManifests([{ id: file, name: file, text }], createManifestCache());
      const expected = parse(text) as { metadata: { namespace?: string } };
      const document = parsed.documents[0];
      // The API server clears the namespace of a cluster-scoped object: that one field is meant to go.
      if (document?.object.metadata.namespace === undefined) delete expected.metadata.namespace;
      return compare(file, expected, document?.object);
    });
    return { cases };
  },
};
