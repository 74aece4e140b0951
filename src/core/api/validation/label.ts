import { forbidden, invalid, invalidEach, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import type { Labels, LabelSelector } from '../meta.js';
import { labelValueErrors, qualifiedNameErrors } from '../names.js';

/** `ValidateLabels` of k8s.io/apimachinery/pkg/apis/meta/v1/validation: the error names the map, and points at the label. */
export function validateLabels(labels: Labels | undefined, path: FieldPath): readonly FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...invalidEach(path, key, qualifiedNameErrors(key), [...path, key]),
    ...invalidEach(path, value, labelValueErrors(value), [...path, key]),
  ]);
}

export function validateQualifiedName(name: string, path: FieldPath): readonly FieldError[] {
  return invalidEach(path, name, qualifiedNameErrors(name));
}

/** `ValidateLabelSelector` of the same package. An absent selector has nothing wrong. */
export function validateLabelSelector(selector: LabelSelector | undefined, path: FieldPath): readonly FieldError[] {
  return [
    ...validateLabels(selector?.matchLabels, [...path, 'matchLabels']),
    ...(selector?.matchExpressions ?? []).flatMap((requirement, i) => {
      const at = [...path, 'matchExpressions', i];
      const { key = '', operator, values = [] } = requirement;
      return [
        ...validateOperator(operator, values, at),
        ...validateQualifiedName(key, [...at, 'key']),
        ...values.flatMap((value, j) => invalidEach([...at, 'values', j], value, labelValueErrors(value))),
      ];
    }),
  ];
}

function validateOperator(operator: string, values: readonly string[], at: FieldPath): readonly FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) return [];
      return [required([...at, 'values'], "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return [];
      return [forbidden([...at, 'values'], "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    default:
      return [invalid([...at, 'operator'], operator ?? '', 'not a valid selector operator')];
  }
}
