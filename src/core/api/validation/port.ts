import { invalidEach, notSupported, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import type { IntOrString } from '../meta.js';
import { portNameErrors, portNumberErrors } from '../names.js';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

export function validatePortNumber(port: number | undefined, path: FieldPath): readonly FieldError[] {
  return invalidEach(path, port ?? 0, portNumberErrors(port ?? 0));
}

/** `ValidatePortNumOrName`: a number in range, or the name of a container port. */
export function validatePortNumberOrName(port: IntOrString | undefined, path: FieldPath): readonly FieldError[] {
  return typeof port === 'string' ? invalidEach(path, port, portNameErrors(port)) : validatePortNumber(port, path);
}

export function validateProtocol(protocol: string | undefined, path: FieldPath): readonly FieldError[] {
  if (!protocol) return [required(path)];
  return PROTOCOLS.includes(protocol) ? [] : [notSupported(path, protocol, PROTOCOLS)];
}

/** A field that takes one of a few words. The API server lists them sorted, or in an order of its own where `supported` is not. */
export function validateEnum(
  value: string | undefined,
  supported: readonly string[],
  path: FieldPath,
): readonly FieldError[] {
  if (!value) return [required(path)];
  return supported.includes(value) ? [] : [notSupported(path, value, supported)];
}
