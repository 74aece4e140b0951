import { forbidden, invalid, invalidEach, notSupported, relocate, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { isEmptySelector, matchesSelector } from '../labels.js';
import type { IntOrString, LabelSelector } from '../meta.js';
import { dns1123SubdomainErrors, percentErrors } from '../names.js';
import type { PodTemplateSpec } from '../pod.js';
import type { PodVolume } from '../volume.js';
import type { Deployment, ReplicaSet } from '../workload.js';
import { validateLabels, validateLabelSelector } from './label.js';
import {
  validateAnnotations,
  validateImmutable,
  validateMetadata,
  validateMetadataUpdate,
  validateNonNegative,
} from './metadata.js';
import { validatePodSpec, type WholePodSpec } from './pod-spec.js';

const SPEC = ['spec'];
const SELECTOR = ['spec', 'selector'];
const TEMPLATE = ['spec', 'template'];

/** `ValidateDeployment` of pkg/apis/apps/validation/validation.go. */
export function validateDeployment(deployment: Deployment): readonly FieldError[] {
  const { spec } = deployment;
  const deadline = spec.progressDeadlineSeconds;
  return [
    ...validateMetadata(deployment.metadata, { namespaced: true, name: dns1123SubdomainErrors }),
    ...validateNonNegative(spec.replicas, [...SPEC, 'replicas']),
    ...validateSelectorAndTemplate(spec.selector, spec.template),
    ...validateStrategy(spec.strategy),
    ...validateNonNegative(spec.minReadySeconds, [...SPEC, 'minReadySeconds']),
    ...validateNonNegative(spec.revisionHistoryLimit, [...SPEC, 'revisionHistoryLimit']),
    ...validateNonNegative(deadline, [...SPEC, 'progressDeadlineSeconds']),
    ...(deadline !== undefined && deadline <= (spec.minReadySeconds ?? 0)
      ? [invalid([...SPEC, 'progressDeadlineSeconds'], deadline, 'must be greater than minReadySeconds')]
      : []),
  ];
}

/** `ValidateReplicaSet` of the same file. */
export function validateReplicaSet(replicaSet: ReplicaSet): readonly FieldError[] {
  const { spec } = replicaSet;
  return [
    ...validateMetadata(replicaSet.metadata, { namespaced: true, name: dns1123SubdomainErrors }),
    ...validateNonNegative(spec.replicas, [...SPEC, 'replicas']),
    ...validateNonNegative(spec.minReadySeconds, [...SPEC, 'minReadySeconds']),
    ...validateSelectorAndTemplate(spec.selector, spec.template),
  ];
}

/** The selector of apps/v1 workloads is immutable (pkg/registry/apps/{deployment,replicaset}/strategy.go). */
export function validateWorkloadUpdate<T extends Deployment | ReplicaSet>(before: T, after: T): readonly FieldError[] {
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...validateImmutable(after.spec.selector, before.spec.selector, SELECTOR),
  ];
}

function validateSelectorAndTemplate(
  selector: LabelSelector | undefined,
  template: PodTemplateSpec,
): readonly FieldError[] {
  const labels = template.metadata?.labels ?? {};
  const path = [...TEMPLATE, 'metadata', 'labels'];
  if (selector === undefined) {
    // Nothing selects nothing, so the labels cannot match either.
    return [required(SELECTOR), invalid(path, labels, MISMATCH), ...validateTemplate(template)];
  }
  const reasons = validateLabelSelector(selector, SELECTOR);
  const empty = isEmptySelector(selector)
    ? [invalid(SELECTOR, selector, 'empty selector is invalid for deployment')]
    : [];
  if (reasons.length > 0) return [...reasons, ...empty, invalid(SELECTOR, selector, 'invalid label selector')];
  return [...empty, ...validateSelects(selector, template), ...validateTemplate(template)];
}

/** The selector of a workload must select the pods that its template makes. */
export function validateSelects(selector: LabelSelector | undefined, template: PodTemplateSpec): readonly FieldError[] {
  const labels = template.metadata?.labels;
  if (matchesSelector(selector, labels)) return [];
  return [invalid([...TEMPLATE, 'metadata', 'labels'], labels ?? null, MISMATCH)];
}

const MISMATCH = '`selector` does not match template `labels`';

const validateTemplate = (template: PodTemplateSpec) => validateLongLivedTemplate(template, 'ReplicaSet', []);

/**
 * `ValidatePodTemplateSpecForReplicaSet`, `…ForStatefulSet` and what `ValidateDaemonSetSpec` asks of a template: the pods live for ever.
 * @param more volumes that the workload adds to those of the template
 */
export function validateLongLivedTemplate(
  template: PodTemplateSpec,
  kind: 'ReplicaSet' | 'StatefulSet' | 'DaemonSet',
  more: readonly PodVolume[],
): readonly FieldError[] {
  const spec: WholePodSpec = template.spec;
  const { metadata } = template;
  const path = [...TEMPLATE, 'spec'];
  const always = spec.restartPolicy === 'Always';
  return [
    // The API server leaves `metadata` out of these two paths.
    ...belowMetadata(validateLabels(metadata?.labels, [...TEMPLATE, 'labels']), 'labels'),
    ...belowMetadata(validateAnnotations(metadata?.annotations, [...TEMPLATE, 'annotations']), 'annotations'),
    ...validatePodSpec(spec, path, { more }),
    ...(always ? [] : [notSupported([...path, 'restartPolicy'], spec.restartPolicy, ['Always'])]),
    ...(spec.activeDeadlineSeconds === undefined
      ? []
      : [forbidden([...path, 'activeDeadlineSeconds'], `activeDeadlineSeconds in ${kind} is not Supported`)]),
  ];
}

function belowMetadata(errors: readonly FieldError[], field: string): readonly FieldError[] {
  return relocate(errors, [...TEMPLATE, field], [...TEMPLATE, 'metadata', field]);
}

function validateStrategy(strategy: Deployment['spec']['strategy']): readonly FieldError[] {
  const path = [...SPEC, 'strategy'];
  const { type, rollingUpdate } = strategy;
  if (type === 'Recreate') {
    if (rollingUpdate === undefined) return [];
    const why = "may not be specified when strategy `type` is 'Recreate'";
    return [forbidden([...path, 'rollingUpdate'], why)];
  }
  if (type !== 'RollingUpdate') {
    return [{ ...notSupported(path, strategy, ['Recreate', 'RollingUpdate']), at: [...path, 'type'] }];
  }
  const { maxUnavailable = '25%', maxSurge = '25%' } = rollingUpdate ?? {};
  const at = [...path, 'rollingUpdate'];
  return [
    ...validateIntOrPercent(maxUnavailable, [...at, 'maxUnavailable']),
    ...validateIntOrPercent(maxSurge, [...at, 'maxSurge']),
    ...(amountOf(maxUnavailable) === 0 && amountOf(maxSurge) === 0
      ? [invalid([...at, 'maxUnavailable'], maxUnavailable, 'may not be 0 when `maxSurge` is 0')]
      : []),
    ...(typeof maxUnavailable === 'string' && amountOf(maxUnavailable) > 100
      ? [invalid([...at, 'maxUnavailable'], maxUnavailable, 'must not be greater than 100%')]
      : []),
  ];
}

export function validateIntOrPercent(value: IntOrString, path: FieldPath): readonly FieldError[] {
  return typeof value === 'number' ? validateNonNegative(value, path) : invalidEach(path, value, percentErrors(value));
}

/** The number before the percent sign, or the number; 0 for what is neither. */
export function amountOf(value: IntOrString): number {
  if (typeof value === 'number') return value;
  if (percentErrors(value).length > 0) return /^[+-]?[0-9]+$/.test(value) ? Number(value) : 0;
  return Number(value.slice(0, -1));
}
