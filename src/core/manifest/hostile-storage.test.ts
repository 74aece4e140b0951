import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mangledOf } from '../api/testing/mangle.js';
import { STORAGE_OBJECTS } from '../api/testing/storage-objects.js';
import { read } from './testing/read.js';
import { applyEdits } from './text-edits.js';

test('whatever stands in the fields of storage, reading it gives diagnostics whose fixes can be read again', () => {
  let fixes = 0;
  fc.assert(
    fc.property(fc.array(mangledOf(STORAGE_OBJECTS), { minLength: 1, maxLength: 2 }), (objects) => {
      const text = objects.map((object) => JSON.stringify(object, null, 1) ?? 'null').join('\n---\n');
      const offered = read(text).diagnostics.flatMap((diagnostic) => diagnostic.fixes);
      for (const { edits } of offered.slice(0, 3)) {
        fixes += 1;
        read(applyEdits(text, edits));
      }
    }),
    { seed: 20_261_123, numRuns: 120 },
  );
  expect(fixes).toBeGreaterThan(100);
});
