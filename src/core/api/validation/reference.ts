import { invalidEach, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { dns1123SubdomainErrors, pathSegmentErrors } from '../names.js';

/** A reference by kind and name, as people write it: any part may be missing. */
interface WrittenReference {
  readonly apiGroup?: string;
  readonly kind?: string;
  readonly name?: string;
}

/** `validateIngressTypedLocalObjectReference` of pkg/apis/networking/validation/validation.go. */
export function validateLocalReference(
  { apiGroup, kind = '', name = '' }: WrittenReference,
  path: FieldPath,
): readonly FieldError[] {
  const part = (field: 'kind' | 'name', value: string) =>
    value === ''
      ? [required([...path, field], `${field} is required`)]
      : invalidEach([...path, field], value, pathSegmentErrors(value));
  return [
    ...(apiGroup === undefined ? [] : invalidEach([...path, 'apiGroup'], apiGroup, dns1123SubdomainErrors(apiGroup))),
    ...part('kind', kind),
    ...part('name', name),
  ];
}
