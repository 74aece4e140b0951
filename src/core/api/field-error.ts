import { formatFieldPath, type FieldPath } from './field-path.js';

/** The kinds of `field.Error`, as k8s.io/apimachinery/pkg/util/validation/field/errors.go has them. */
export type FieldErrorType =
  'required' | 'invalid' | 'not-supported' | 'duplicate' | 'forbidden' | 'too-long' | 'too-many' | 'type-invalid';

/** Something the API server refuses: which field, why, and (for the types that show it) the value it had. */
export interface FieldError {
  readonly type: FieldErrorType;
  readonly field: FieldPath;
  readonly badValue?: unknown;
  readonly detail: string;
}

const WORDS: Readonly<Record<FieldErrorType, string>> = {
  required: 'Required value',
  invalid: 'Invalid value',
  'not-supported': 'Unsupported value',
  duplicate: 'Duplicate value',
  forbidden: 'Forbidden',
  'too-long': 'Too long',
  'too-many': 'Too many',
  'type-invalid': 'Invalid value',
};

const SHOWS_VALUE: ReadonlySet<FieldErrorType> = new Set([
  'invalid',
  'not-supported',
  'duplicate',
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

/** Strings are quoted as Go's %q does (JSON agrees but for control characters), everything else is JSON. */
function showValue(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
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
