import { invalidEach, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { dns1123LabelErrors } from '../names.js';
import type { PodAffinityTerm, PodSpec } from '../pod.js';
import { validateLabelSelector, validateQualifiedName } from './label.js';
import { validateNodeSelector } from './node-selector.js';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** `validateAffinity` of pkg/apis/core/validation/validation.go; what is only preferred is not read. */
export function validateAffinity(affinity: PodSpec['affinity'], path: FieldPath): readonly FieldError[] {
  const nodes = affinity?.nodeAffinity?.[REQUIRED];
  return [
    ...(nodes ? validateNodeSelector(nodes, [...path, 'nodeAffinity', REQUIRED]) : []),
    ...(['podAffinity', 'podAntiAffinity'] as const).flatMap((wish) =>
      (affinity?.[wish]?.[REQUIRED] ?? []).flatMap((term, i) => validateTerm(term, [...path, wish, REQUIRED, i])),
    ),
  ];
}

/** `validatePodAffinityTerm`. Of a namespace the API server names the field in the singular. */
function validateTerm(term: PodAffinityTerm, path: FieldPath): readonly FieldError[] {
  const { topologyKey = '', namespaces = [] } = term;
  return [
    ...validateLabelSelector(term.labelSelector, [...path, 'labelSelector']),
    ...validateLabelSelector(term.namespaceSelector, [...path, 'namespaceSelector']),
    ...namespaces.flatMap((name, i) =>
      invalidEach([...path, 'namespace'], name, dns1123LabelErrors(name)).map((error) => ({
        ...error,
        at: [...path, 'namespaces', i],
      })),
    ),
    ...(topologyKey === '' ? [required([...path, 'topologyKey'], 'can not be empty')] : []),
    ...validateQualifiedName(topologyKey, [...path, 'topologyKey']),
  ];
}
