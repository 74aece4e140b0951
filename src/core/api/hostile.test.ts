import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultObject } from './defaults/index.js';
import { formatFieldError } from './field-error.js';
import type { KubeObject } from './meta.js';
import { BASIC_OBJECTS } from './testing/basic-objects.js';
import { mangledOf } from './testing/mangle.js';
import { NETWORKING_OBJECTS } from './testing/networking-objects.js';
import { STORAGE_OBJECTS } from './testing/storage-objects.js';
import { validateObject, validateUpdate } from './validation/index.js';

/** Rich objects, every field of which may be replaced by anything, and what is wrong with them before. */
const FAMILIES: readonly [name: string, objects: readonly object[], faults: readonly string[]][] = [
  [
    'pods and Services',
    BASIC_OBJECTS,
    [
      'metadata.namespace: Forbidden: not allowed on this type',
      'metadata.namespace: Forbidden: not allowed on this type',
    ],
  ],
  ['networking', NETWORKING_OBJECTS, []],
  ['storage', STORAGE_OBJECTS, []],
];

const RUNS = { seed: 20_261_123, numRuns: 3000 };

describe.each(FAMILIES)('whatever JSON comes for %s', (_, objects, faults) => {
  const mangled = mangledOf(objects);

  test('the objects are taken as they are', () => {
    expect(objects.flatMap((object) => validateObject(object as KubeObject).map(formatFieldError))).toEqual(faults);
  });

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
    // The property would say nothing if hardly anything was refused, or everything.
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

test('what is no object at all is neither judged nor defaulted', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(validateObject(value as unknown as KubeObject)).toEqual([]);
      expect(defaultObject(value as unknown as KubeObject)).toBe(value);
    }),
    { seed: 1 },
  );
});

const SERVICE = BASIC_OBJECTS.find((object) => 'kind' in object && object.kind === 'Service') as KubeObject;

test('a value nested a hundred thousand deep is refused or kept, not followed', () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 100_000; i += 1) deep = { deep };
  const service = { ...SERVICE, extra: deep } as unknown as KubeObject;
  expect(validateObject(service)).toEqual([]);
  expect(validateUpdate(service, service)).toEqual([]);
  const wrong = { ...service, spec: deep } as KubeObject;
  expect(validateObject(wrong).map(formatFieldError)).toEqual(['spec.ports: Required value']);
  const wronger = { ...service, spec: { ports: deep } } as KubeObject;
  expect(validateObject(wronger).map(formatFieldError)).toEqual(['spec.ports: Invalid value: …: must be a list']);
});

test('two hundred thousand labels are judged one by one', () => {
  const many = (value: unknown) => Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`k${i}`, value]));
  const service = (labels: object) =>
    ({ ...SERVICE, metadata: { ...SERVICE.metadata, labels } }) as unknown as KubeObject;
  expect(validateObject(service(many('v')))).toEqual([]);
  expect(validateObject(service(many(1)))).toHaveLength(200_000);
  expect(validateObject(service(many('-')))).toHaveLength(200_000);
});

test('labels named like the insides of JavaScript stay labels', () => {
  const labels = JSON.parse('{"__proto__": "a", "constructor": "b"}') as Record<string, string>;
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', labels } };
  expect(Object.keys(defaultObject(object).metadata.labels ?? {})).toEqual([
    '__proto__',
    'constructor',
    'kubernetes.io/metadata.name',
  ]);
  expect(validateObject(object).map((error) => error.at)).toEqual([['metadata', 'labels', '__proto__']]);
});
