import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultObject } from './defaults/index.js';
import { formatFieldError } from './field-error.js';
import type { KubeObject } from './meta.js';
import { mangledOf } from './testing/mangle.js';
import { NETWORKING_OBJECTS } from './testing/networking-objects.js';
import { validateObject, validateUpdate } from './validation/index.js';

const mangled = mangledOf(NETWORKING_OBJECTS);
const RUNS = { seed: 20_261_123, numRuns: 3000 };

describe('whatever JSON comes for networking', () => {
  test('validation gives errors that can be printed, and never throws', () => {
    let refused = 0;
    fc.assert(
      fc.property(mangled, (object) => {
        const errors = validateObject(object as KubeObject);
        if (errors.length > 0) refused += 1;
        for (const error of errors) expect(formatFieldError(error)).toMatch(/^.*: (?:\w+ ?)+/s);
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(1000);
    expect(refused).toBeLessThan(3000);
  });

  test('defaulting changes nothing in place, and twice is the same as once', () => {
    fc.assert(
      fc.property(mangled, (object) => {
        const once = defaultObject(object as KubeObject);
        expect(defaultObject(once)).toEqual(once);
      }),
      RUNS,
    );
  });

  test('an update from anything to anything never throws', () => {
    fc.assert(
      fc.property(mangled, mangled, (before, after) => {
        expect(Array.isArray(validateUpdate(before as KubeObject, after as KubeObject))).toBe(true);
      }),
      RUNS,
    );
  });
});

test('the objects are taken as they are', () => {
  expect(NETWORKING_OBJECTS.flatMap((object) => validateObject(object as KubeObject).map(formatFieldError))).toEqual(
    [],
  );
});
