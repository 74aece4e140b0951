import { formatFieldError, notSupported, required } from '../../api/field-error.js';
import { formatFieldPath, type FieldPath } from '../../api/field-path.js';
import type { FieldType } from './field-type.js';
import { goStruct, goType, goValue, isInt64 } from './go-types.js';
import type { Schema } from './schema.js';
import { mostSimilar } from './similar.js';

/** What the schema has against one field. */
export interface FieldFault {
  readonly code: 'unknown-field' | 'wrong-type' | 'unsupported-value' | 'required-field';
  readonly field: FieldPath;
  readonly message: string;
  /** A name or value that was probably meant. */
  readonly meant?: string;
  /** For an unknown field: the sibling of object type that has a field of this name, so it is probably indented wrongly. */
  readonly belongsIn?: string;
}

interface Walk {
  readonly schema: Schema;
  readonly faults: FieldFault[];
  /** Most faults worth collecting. */
  readonly most: number;
}

/** Where the walk is: the struct that holds the field, as decoding errors name it. */
interface Holder {
  readonly struct: string;
  readonly field: string;
}

/**
 * Checks every field of a value against a type: unknown fields and wrong types as the API server's strict decoder words them
 * (`unknown field "spec.prots"`, `json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32`; models
 * sigs.k8s.io/json and encoding/json's UnmarshalTypeError), unsupported values and missing required fields as `field.Error` does.
 * Null means absent. In `status`, which the API server ignores on apply, only unknown fields and types are looked at.
 */
export function checkFields(
  schema: Schema,
  typeId: string,
  value: unknown,
  at: FieldPath,
  most: number,
): readonly FieldFault[] {
  const walk: Walk = { schema, faults: [], most };
  checkValue(walk, { form: 'object', id: typeId }, value, at, { struct: goStruct(typeId), field: '' });
  return walk.faults;
}

function checkValue(walk: Walk, type: FieldType, value: unknown, path: FieldPath, holder: Holder): void {
  if (value === null || value === undefined || walk.faults.length >= walk.most) return;
  switch (type.form) {
    case 'any':
      return;
    case 'object':
      if (isRecord(value)) checkObject(walk, type.id, value, path);
      else wrongType(walk, type, value, path, holder);
      return;
    case 'map':
      if (!isRecord(value)) return wrongType(walk, type, value, path, holder);
      for (const key of Object.keys(value)) checkValue(walk, type.of, value[key], [...path, key], holder);
      return;
    case 'list':
      if (!Array.isArray(value)) return wrongType(walk, type, value, path, holder);
      value.forEach((item, index) => checkValue(walk, type.of, item, [...path, index], holder));
      return;
    case 'enum':
      if (typeof value !== 'string') wrongType(walk, type, value, path, holder);
      else checkWord(walk, type.values, value, path);
      return;
    default:
      if (!fits(type.form, value, holder.field)) wrongType(walk, type, value, path, holder);
  }
}

function checkObject(walk: Walk, typeId: string, value: Readonly<Record<string, unknown>>, path: FieldPath): void {
  const fields = walk.schema.fields(typeId);
  for (const name of Object.keys(value)) {
    const field = fields.get(name);
    if (field === undefined) unknownField(walk, typeId, name, value, path);
    else checkValue(walk, field.type, value[name], [...path, name], { struct: goStruct(typeId), field: name });
  }
  if (path[0] === 'status') return;
  for (const field of fields.values()) {
    if (!field.required || (Object.hasOwn(value, field.name) && value[field.name] !== null)) continue;
    const at = [...path, field.name];
    walk.faults.push({ code: 'required-field', field: at, message: formatFieldError(required(at)) });
  }
}

function unknownField(
  walk: Walk,
  typeId: string,
  name: string,
  value: Readonly<Record<string, unknown>>,
  path: FieldPath,
): void {
  const fields = walk.schema.fields(typeId);
  const field = [...path, name];
  const absent = [...fields.keys()].filter((candidate) => !Object.hasOwn(value, candidate));
  const meant = mostSimilar(name, absent);
  const belongsIn = meant === undefined ? homeOf(walk.schema, typeId, name, value) : undefined;
  walk.faults.push({
    code: 'unknown-field',
    field,
    message: `unknown field ${JSON.stringify(formatFieldPath(field))}`,
    ...(meant === undefined ? {} : { meant }),
    ...(belongsIn === undefined ? {} : { belongsIn }),
  });
}

/** The one field of object type that is written here, has a field of that name, and does not have it written yet. */
function homeOf(
  schema: Schema,
  typeId: string,
  name: string,
  value: Readonly<Record<string, unknown>>,
): string | undefined {
  const homes = [...schema.fields(typeId).values()].filter(({ name: sibling, type }) => {
    if (type.form !== 'object' || !Object.hasOwn(value, sibling) || !schema.fields(type.id).has(name)) return false;
    const written = value[sibling];
    return written === null || (isRecord(written) && !Object.hasOwn(written, name));
  });
  const [home, ...others] = homes.filter(({ name: sibling }) => sibling !== 'status' && sibling !== 'metadata');
  return others.length === 0 ? home?.name : undefined;
}

function checkWord(walk: Walk, values: readonly string[], value: string, path: FieldPath): void {
  if (path[0] === 'status' || values.includes(value)) return;
  const words = values.filter((word) => word !== '');
  const meant = mostSimilar(value, words);
  walk.faults.push({
    code: 'unsupported-value',
    field: path,
    message: formatFieldError(notSupported(path, value, words)),
    ...(meant === undefined ? {} : { meant }),
  });
}

const INT32 = 2 ** 31;

function fits(
  form: 'string' | 'int' | 'number' | 'bool' | 'intOrString' | 'quantity' | 'time',
  value: unknown,
  field: string,
): boolean {
  switch (form) {
    case 'string':
    case 'time':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'int':
      return isWhole(value, isInt64(field) ? 2 ** 63 : INT32);
    case 'intOrString':
      return typeof value === 'string' || isWhole(value, INT32);
    case 'quantity':
      return typeof value === 'string' || typeof value === 'number';
  }
}

function isWhole(value: unknown, limit: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= -limit && value < limit;
}

function wrongType(walk: Walk, type: FieldType, value: unknown, path: FieldPath, holder: Holder): void {
  walk.faults.push({ code: 'wrong-type', field: path, message: typeMessage(type, value, path, holder) });
}

function typeMessage(type: FieldType, value: unknown, path: FieldPath, { struct, field }: Holder): string {
  if (type.form === 'quantity')
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  const isNumberType = type.form === 'int' || type.form === 'intOrString';
  const shown = goValue(value, isNumberType && typeof value === 'number');
  if (type.form === 'intOrString') return `json: cannot unmarshal ${shown} into Go value of type int32`;
  const names = path.filter((part) => typeof part === 'string');
  return `json: cannot unmarshal ${shown} into Go struct field ${struct}.${fieldNames(names, field)} of type ${goType(type, field)}`;
}

/** encoding/json gives the names of the struct fields on the way, without list indexes and map keys. */
function fieldNames(names: readonly (string | number)[], field: string): string {
  const end = names.lastIndexOf(field);
  return names.slice(0, end === -1 ? names.length : end + 1).join('.');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
