import { invalid, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';

/** `validatePathNoBacksteps` of pkg/apis/core/validation/validation.go: no way up the tree. */
export function validateNoBacksteps(target: string, path: FieldPath): readonly FieldError[] {
  return target.split('/').includes('..') ? [invalid(path, target, "must not contain '..'")] : [];
}

/** `validateLocalDescendingPath`: a relative path that stays below where it starts. */
export function validateDescendingPath(target: string, path: FieldPath): readonly FieldError[] {
  return [
    ...(target.startsWith('/') ? [invalid(path, target, 'must be a relative path')] : []),
    ...validateNoBacksteps(target, path),
  ];
}

/** `ValidateLocalNonReservedPath`: and not one of the names that the kubelet's atomic writer uses (`..data`). */
export function validateNonReservedPath(target: string, path: FieldPath): readonly FieldError[] {
  const reserved = target.startsWith('..') && !target.startsWith('../');
  return [
    ...validateDescendingPath(target, path),
    ...(reserved ? [invalid(path, target, "must not start with '..'")] : []),
  ];
}
