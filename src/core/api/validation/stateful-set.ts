import { forbidden, invalid, invalidEach, notSupported, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { isEmptySelector } from '../labels.js';
import { dns1123LabelErrors, dns1123SubdomainErrors } from '../names.js';
import { firstDifference } from '../same.js';
import type { PodVolume } from '../volume.js';
import type { StatefulSet } from '../workload.js';
import { validateClaimSpec } from './claim.js';
import { validateLabelSelector } from './label.js';
import { validateMetadata, validateMetadataUpdate, validateNonNegative } from './metadata.js';
import { validateIntOrPercent, validateLongLivedTemplate, validateSelects } from './workload.js';

const SPEC = ['spec'];
const STRATEGY = ['spec', 'updateStrategy'];
const RETENTION = ['Retain', 'Delete'];

/** `ValidateStatefulSet` of pkg/apis/apps/validation/validation.go. */
export function validateStatefulSet(statefulSet: StatefulSet): readonly FieldError[] {
  const { spec } = statefulSet;
  const { serviceName = '', podManagementPolicy: management } = spec;
  const at = (field: string) => [...SPEC, field];
  return [
    ...validateMetadata(statefulSet.metadata, { namespaced: true, name: dns1123SubdomainErrors }),
    ...(management === 'OrderedReady' || management === 'Parallel'
      ? []
      : [invalid(at('podManagementPolicy'), management, "must be 'OrderedReady' or 'Parallel'")]),
    ...validateUpdateStrategy(spec.updateStrategy),
    ...validateRetention(spec.persistentVolumeClaimRetentionPolicy, at('persistentVolumeClaimRetentionPolicy')),
    ...validateNonNegative(spec.replicas, at('replicas')),
    ...validateNonNegative(spec.minReadySeconds, at('minReadySeconds')),
    ...validateNonNegative(spec.ordinals?.start, [...SPEC, 'ordinals', 'start']),
    ...validateNonNegative(spec.revisionHistoryLimit, at('revisionHistoryLimit')),
    ...(serviceName === '' ? [] : invalidEach(at('serviceName'), serviceName, dns1123LabelErrors(serviceName))),
    ...validateSelector(spec),
    ...validateClaimTemplates(spec),
    ...validateLongLivedTemplate(spec.template, 'StatefulSet', claimVolumes(spec)),
  ];
}

function validateUpdateStrategy({ type, rollingUpdate }: StatefulSet['spec']['updateStrategy']): readonly FieldError[] {
  const at = [...STRATEGY, 'rollingUpdate'];
  switch (type) {
    case 'OnDelete':
      if (rollingUpdate === undefined) return [];
      return [invalid(at, rollingUpdate, "only allowed for updateStrategy 'RollingUpdate'")];
    case 'RollingUpdate': {
      const { partition, maxUnavailable } = rollingUpdate ?? {};
      const none = maxUnavailable === 0 || maxUnavailable === '0%';
      return [
        ...validateNonNegative(partition, [...at, 'partition']),
        ...(maxUnavailable === undefined ? [] : validateIntOrPercent(maxUnavailable, [...at, 'maxUnavailable'])),
        ...(none ? [invalid([...at, 'maxUnavailable'], maxUnavailable, 'cannot be 0')] : []),
      ];
    }
    default: {
      const wrong = { type, ...(rollingUpdate === undefined ? {} : { rollingUpdate }) };
      return [{ ...invalid(STRATEGY, wrong, "must be 'RollingUpdate' or 'OnDelete'"), at: [...STRATEGY, 'type'] }];
    }
  }
}

function validateRetention(
  policy: StatefulSet['spec']['persistentVolumeClaimRetentionPolicy'],
  path: FieldPath,
): readonly FieldError[] {
  if (policy === undefined) return [];
  return (['whenDeleted', 'whenScaled'] as const).flatMap((field) =>
    RETENTION.includes(policy[field]) ? [] : [notSupported([...path, field], policy[field], RETENTION)],
  );
}

function validateSelector({ selector, template }: StatefulSet['spec']): readonly FieldError[] {
  const path = [...SPEC, 'selector'];
  if (selector === undefined) return [required(path), ...validateSelects(selector, template)];
  const reasons = validateLabelSelector(selector, path);
  return [
    ...reasons,
    ...(isEmptySelector(selector) ? [invalid(path, selector, 'empty selector is invalid for statefulset')] : []),
    ...(reasons.length > 0 ? [invalid(path, selector, '')] : validateSelects(selector, template)),
  ];
}

/** Each claim template is a volume of the pods, by its name; one of the template's own with that name gives way. */
function claimVolumes(spec: StatefulSet['spec']): readonly PodVolume[] {
  return (spec.volumeClaimTemplates ?? []).map(({ metadata }) => {
    const name = metadata?.name ?? '';
    return { name, persistentVolumeClaim: { claimName: name } };
  });
}

function validateClaimTemplates({ volumeClaimTemplates = [] }: StatefulSet['spec']): readonly FieldError[] {
  return volumeClaimTemplates.flatMap(({ metadata, spec }, i) => {
    const path = [...SPEC, 'volumeClaimTemplates', i];
    const name = metadata?.name ?? '';
    const at = [...path, 'metadata', 'name'];
    return [
      ...(name === '' ? [required(at)] : invalidEach(at, name, dns1123LabelErrors(name))),
      ...validateClaimSpec(spec, [...path, 'spec']),
    ];
  });
}

const MUTABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];
const FROZEN = `updates to statefulset spec for fields other than ${MUTABLE.slice(0, -1)
  .map((field) => `'${field}'`)
  .join(', ')} and '${MUTABLE.at(-1) ?? ''}' are forbidden`;

/** `ValidateStatefulSetUpdate`: selector, service and claim templates are for ever. */
export function validateStatefulSetUpdate(before: StatefulSet, after: StatefulSet): readonly FieldError[] {
  const frozen = (spec: object) =>
    Object.fromEntries(Object.entries(spec).filter(([field]) => !MUTABLE.includes(field)));
  const difference = firstDifference(frozen(before.spec), frozen(after.spec));
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...(difference === undefined ? [] : [{ ...forbidden(SPEC, FROZEN), at: [...SPEC, ...difference] }]),
  ];
}
