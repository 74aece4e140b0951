import { typeInvalid, type FieldError } from './field-error.js';
import type { FieldPath } from './field-path.js';
import type { KubeObject } from './meta.js';

/**
 * Checks the JSON types of a value before anything reads it, as decoding into Go structs does in the API server: an object of the wrong
 * shape is refused there and never reaches validation. Null means absent. Fields that a shape does not name are not looked at.
 */
export type Shape = (value: unknown, path: FieldPath) => readonly FieldError[];

const NONE: readonly FieldError[] = [];

function primitive(words: string, test: (value: unknown) => boolean): Shape {
  return (value, path) => (isAbsent(value) || test(value) ? NONE : [typeInvalid(path, value, `must be ${words}`)]);
}

export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

const inRange = (value: unknown, limit: number) =>
  typeof value === 'number' && Number.isInteger(value) && value >= -limit && value < limit;

export const text = primitive('a string', (value) => typeof value === 'string');
export const bool = primitive('a boolean', (value) => typeof value === 'boolean');
export const int32 = primitive('an integer of 32 bits', (value) => inRange(value, 2 ** 31));
export const int64 = primitive('an integer of 64 bits', (value) => inRange(value, 2 ** 63));
export const intOrString = primitive(
  'a string or an integer of 32 bits',
  (value) => typeof value === 'string' || inRange(value, 2 ** 31),
);
/** Quantities are strings; numbers are taken too. What the string says is for validation. */
export const quantity = primitive(
  'a string or a number',
  (value) => typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)),
);

/** A JSON object that has these fields, or some of them, or others. */
export function fields(shapes: Readonly<Record<string, Shape>>): Shape {
  const known = Object.entries(shapes);
  return (value, path) => {
    if (isAbsent(value)) return NONE;
    if (!isRecord(value)) return [typeInvalid(path, value, 'must be an object')];
    const errors: FieldError[] = [];
    for (const [key, shape] of known) {
      if (!Object.hasOwn(value, key)) continue;
      // One at a time: there may be more of them than a call takes arguments.
      for (const error of shape(value[key], [...path, key])) errors.push(error);
    }
    return errors;
  };
}

/** A list; its items may not be null. */
export function list(item: Shape): Shape {
  return (value, path) => {
    if (isAbsent(value)) return NONE;
    if (!Array.isArray(value)) return [typeInvalid(path, value, 'must be a list')];
    return value.flatMap((one: unknown, i) =>
      isAbsent(one) ? [typeInvalid([...path, i], one, 'must not be null')] : item(one, [...path, i]),
    );
  };
}

/** A JSON object from any key to values of one shape. */
export function mapOf(item: Shape): Shape {
  return (value, path) => {
    if (isAbsent(value)) return NONE;
    if (!isRecord(value)) return [typeInvalid(path, value, 'must be an object')];
    return Object.keys(value).flatMap((key) => item(value[key], [...path, key]));
  };
}

export const textMap = mapOf(text);

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parts of any object that everything relies on. */
export const objectMeta = fields({
  name: text,
  generateName: text,
  namespace: text,
  uid: text,
  generation: int64,
  labels: textMap,
  annotations: textMap,
  finalizers: list(text),
  deletionGracePeriodSeconds: int64,
  ownerReferences: list(
    fields({
      apiVersion: text,
      kind: text,
      name: text,
      uid: text,
      controller: bool,
      blockOwnerDeletion: bool,
    }),
  ),
});

export const labelSelector = fields({
  matchLabels: textMap,
  matchExpressions: list(fields({ key: text, operator: text, values: list(text) })),
});

/** The shape of a whole object of some kind. */
export function objectShape(shapes: Readonly<Record<string, Shape>>): (object: KubeObject) => readonly FieldError[] {
  const shape = fields({ apiVersion: text, kind: text, metadata: objectMeta, ...shapes });
  return (object) => shape(object, []);
}
