import type { FieldType } from './field-type.js';

/** Go's `int64` fields; every other whole number of the API is an `int32`. The declarations that the schema is made from do not say. */
const INT64_FIELDS: ReadonlySet<string> = new Set([
  'activeDeadlineSeconds',
  'deletionGracePeriodSeconds',
  'fsGroup',
  'gracePeriodSeconds',
  'generation',
  'observedGeneration',
  'revision',
  'runAsGroup',
  'runAsUser',
  'startingDeadlineSeconds',
  'supplementalGroups',
  'terminationGracePeriodSeconds',
  'tolerationSeconds',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'minProperties',
  'maxProperties',
  'sizeBytes',
  'podPidsLimit',
]);

export function isInt64(field: string): boolean {
  return INT64_FIELDS.has(field);
}

/** A type as Go prints it in a decoding error: `[]v1.ServicePort`, `map[string]string`, `int32`. */
export function goType(type: FieldType, field: string): string {
  switch (type.form) {
    case 'list':
      return `[]${goType(type.of, field)}`;
    case 'map':
      return `map[string]${goType(type.of, field)}`;
    case 'object':
      return type.id.slice(type.id.lastIndexOf('/') + 1);
    case 'int':
      return isInt64(field) ? 'int64' : 'int32';
    case 'number':
      return 'float64';
    case 'quantity':
      return 'resource.Quantity';
    case 'intOrString':
      return 'intstr.IntOrString';
    case 'enum':
    case 'time':
      return 'string';
    default:
      return type.form;
  }
}

/** The name of a Go struct without its package: `ServicePort`. */
export function goStruct(typeId: string): string {
  return typeId.slice(typeId.lastIndexOf('.') + 1);
}

/** How encoding/json names a JSON value in its errors; a number that does not fit is shown. */
export function goValue(value: unknown, showNumber: boolean): string {
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return showNumber ? `number ${value}` : 'number';
    case 'string':
      return 'string';
    default:
      return 'object';
  }
}
