import { duplicate, forbidden, invalid, invalidEach, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { dns1123SubdomainErrors, labelValueErrors } from '../names.js';
import type { NodeSelector, NodeSelectorRequirement, TopologySelectorTerm } from '../storage.js';
import { validateQualifiedName } from './label.js';

/** `ValidateNodeSelector` of pkg/apis/core/validation/validation.go. */
export function validateNodeSelector(selector: NodeSelector, path: FieldPath): readonly FieldError[] {
  const terms = selector.nodeSelectorTerms ?? [];
  const at = [...path, 'nodeSelectorTerms'];
  if (terms.length === 0) return [required(at, 'must have at least one node selector term')];
  return terms.flatMap(({ matchExpressions = [], matchFields = [] }, i) => [
    ...matchExpressions.flatMap((one, j) => validateRequirement(one, [...at, i, 'matchExpressions', j])),
    ...matchFields.flatMap((one, j) => validateFieldRequirement(one, [...at, i, 'matchFields', j])),
  ]);
}

function validateRequirement(requirement: NodeSelectorRequirement, path: FieldPath): readonly FieldError[] {
  const { key = '', operator, values = [] } = requirement;
  return [
    ...validateOperator(operator, values, path),
    ...validateQualifiedName(key, [...path, 'key']),
    ...values.flatMap((value, i) => invalidEach([...path, 'values', i], value, labelValueErrors(value))),
  ];
}

function validateOperator(operator: string, values: readonly string[], path: FieldPath): readonly FieldError[] {
  const at = [...path, 'values'];
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) return [];
      return [required(at, "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return [];
      return [forbidden(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    case 'Gt':
    case 'Lt':
      if (values.length === 1) return [];
      return [required(at, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
    default:
      return [invalid([...path, 'operator'], operator ?? '', 'not a valid selector operator')];
  }
}

/** Only a node's name can be asked for as a field. */
function validateFieldRequirement(requirement: NodeSelectorRequirement, path: FieldPath): readonly FieldError[] {
  const { key = '', operator, values = [] } = requirement;
  const known = operator === 'In' || operator === 'NotIn';
  const why = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
  return [
    ...(known && values.length !== 1 ? [required([...path, 'values'], why)] : []),
    ...(known ? [] : [invalid([...path, 'operator'], operator ?? '', 'not a valid selector operator')]),
    ...(key === 'metadata.name'
      ? values.flatMap((name, i) => invalidEach([...path, 'values', i], name, dns1123SubdomainErrors(name)))
      : [invalid([...path, 'key'], key, 'not a valid field selector key')]),
  ];
}

/** `ValidateTopologySelectorTerm`, for each of a class's allowed topologies. */
export function validateTopologies(terms: readonly TopologySelectorTerm[], path: FieldPath): readonly FieldError[] {
  const seen = new Set<string>();
  return terms.flatMap(({ matchLabelExpressions = [] }, i) => {
    const at = [...path, i, 'matchLabelExpressions'];
    const shape = JSON.stringify(
      matchLabelExpressions.map(({ key, values = [] }) => JSON.stringify([key, values.toSorted()])).toSorted(),
    );
    const repeated = seen.has(shape);
    seen.add(shape);
    const keys = new Set<string>();
    return [
      ...matchLabelExpressions.flatMap(({ key = '', values = [] }, j) => {
        const twice = keys.has(key);
        keys.add(key);
        return [
          ...(values.length === 0 ? [required([...at, j, 'values'])] : []),
          ...values.flatMap((value, k) =>
            values.indexOf(value) < k ? [duplicate([...at, j, 'values', k], value)] : [],
          ),
          ...validateQualifiedName(key, [...at, j, 'key']),
          ...(twice ? [duplicate([...at, j, 'key'], key)] : []),
        ];
      }),
      ...(repeated ? [duplicate(at, '')] : []),
    ];
  });
}
