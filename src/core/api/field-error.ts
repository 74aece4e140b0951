import { formatFieldPath, type FieldPath } from './field-path.js';

/** The kinds of `field.Error`, as k8s.io/apimachinery/pkg/util/validation/field/errors.go has them. */
export type FieldErrorType =
  | 'required'
  | 'invalid'
  | 'not-supported'
  | 'duplicate'
  | 'not-found'
  | 'forbidden'
  | 'too-long'
  | 'too-many'
  | 'type-invalid';

/** Something the API server refuses: which field, why, and (for the types that show it) the value it had. */
export interface FieldError {
  readonly type: FieldErrorType;
  readonly field: FieldPath;
  readonly badValue?: unknown;
  readonly detail: string;
  /**
   * Where in the object the reason is, when that is not `field`: the API server names `metadata.labels` for one bad label of many, and
   * in a few places a field that is spelled otherwise in the object. Point here, print `field`.
   */
  readonly at?: FieldPath;
}

const WORDS: Readonly<Record<FieldErrorType, string>> = {
  required: 'Required value',
  invalid: 'Invalid value',
  'not-supported': 'Unsupported value',
  duplicate: 'Duplicate value',
  'not-found': 'Not found',
  forbidden: 'Forbidden',
  'too-long': 'Too long',
  'too-many': 'Too many',
  'type-invalid': 'Invalid value',
};

const SHOWS_VALUE: ReadonlySet<FieldErrorType> = new Set([
  'invalid',
  'not-supported',
  'duplicate',
  'not-found',
  'too-many',
  'type-invalid',
]);

/**
 * The API server's sentence: `spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive`.
 * Models `field.Error.Error` of k8s.io/apimachinery/pkg/util/validation/field/errors.go.
 */
export function formatFieldError(error: FieldError): string {
  const value = SHOWS_VALUE.has(error.type) ? `: ${showValue(error.badValue)}` : '';
  const detail = error.detail === '' ? '' : `: ${error.detail}`;
  return `${formatFieldPath(error.field)}: ${WORDS[error.type]}${value}${detail}`;
}

/** Strings are quoted as Go's %q does (JSON agrees but for control characters); lists and objects are JSON as Go writes it, safe inside HTML. */
function showValue(value: unknown): string {
  const json = toJson(value);
  if (typeof value !== 'object') return json;
  return json.replaceAll(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
}

/** JSON, but for values nested so deep that writing them would exhaust the stack. */
function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return '…';
  }
}

export function required(field: FieldPath, detail = ''): FieldError {
  return { type: 'required', field, detail };
}

export function invalid(field: FieldPath, badValue: unknown, detail: string): FieldError {
  return { type: 'invalid', field, badValue, detail };
}

export function notSupported(field: FieldPath, badValue: unknown, supported: readonly string[]): FieldError {
  const detail =
    supported.length === 0 ? '' : `supported values: ${supported.map((v) => JSON.stringify(v)).join(', ')}`;
  return { type: 'not-supported', field, badValue, detail };
}

export function duplicate(field: FieldPath, badValue: unknown): FieldError {
  return { type: 'duplicate', field, badValue, detail: '' };
}

export function notFound(field: FieldPath, badValue: unknown): FieldError {
  return { type: 'not-found', field, badValue, detail: '' };
}

export function forbidden(field: FieldPath, detail: string): FieldError {
  return { type: 'forbidden', field, detail };
}

export function tooLong(field: FieldPath, maxBytes: number): FieldError {
  return { type: 'too-long', field, detail: `may not be more than ${maxBytes} ${maxBytes === 1 ? 'byte' : 'bytes'}` };
}

export function tooMany(field: FieldPath, actual: number, max: number): FieldError {
  return {
    type: 'too-many',
    field,
    badValue: actual,
    detail: `must have at most ${max} ${max === 1 ? 'item' : 'items'}`,
  };
}

export function typeInvalid(field: FieldPath, badValue: unknown, detail: string): FieldError {
  return { type: 'type-invalid', field, badValue, detail };
}

/** The errors of a list of reasons about one value, as `for _, msg := range check(value)` does all over the API server. */
export function invalidEach(
  field: FieldPath,
  badValue: unknown,
  reasons: readonly string[],
  at?: FieldPath,
): readonly FieldError[] {
  return reasons.map((reason) => pointAt(invalid(field, badValue, reason), at));
}

/** The error with a better place to point at. */
function pointAt(error: FieldError, at: FieldPath | undefined): FieldError {
  return at === undefined ? error : { ...error, at };
}

/** The errors below `from` with the same place below `to` to point at: for fields that the API server calls by another name. */
export function relocate(errors: readonly FieldError[], from: FieldPath, to: FieldPath): readonly FieldError[] {
  return errors.map((error) => {
    const at = error.at ?? error.field;
    const below = from.every((part, i) => at[i] === part);
    return below ? { ...error, at: [...to, ...at.slice(from.length)] } : error;
  });
}
