import { invalid, notSupported, required, type FieldError } from '../field-error.js';
import { isEmptySelector } from '../labels.js';
import type { IntOrString, LabelSelector } from '../meta.js';
import { dns1123SubdomainErrors } from '../names.js';
import type { DaemonSet } from '../workload.js';
import { validateLabelSelector } from './label.js';
import { validateImmutable, validateMetadata, validateMetadataUpdate, validateNonNegative } from './metadata.js';
import { amountOf, validateIntOrPercent, validateLongLivedTemplate, validateSelects } from './workload.js';

const SELECTOR = ['spec', 'selector'];
const STRATEGY = ['spec', 'updateStrategy'];
const ROLLING = [...STRATEGY, 'rollingUpdate'];

/** `ValidateDaemonSet` of pkg/apis/apps/validation/validation.go. */
export function validateDaemonSet(daemonSet: DaemonSet): readonly FieldError[] {
  const { spec } = daemonSet;
  return [
    ...validateMetadata(daemonSet.metadata, { namespaced: true, name: dns1123SubdomainErrors }),
    ...validateSelector(spec),
    ...validateLongLivedTemplate(spec.template, 'DaemonSet', []),
    ...validateNonNegative(spec.minReadySeconds, ['spec', 'minReadySeconds']),
    ...validateStrategy(spec.updateStrategy),
    ...validateNonNegative(spec.revisionHistoryLimit, ['spec', 'revisionHistoryLimit']),
  ];
}

/** The selector is for ever (`daemonSetStrategy.ValidateUpdate` of pkg/registry/apps/daemonset/strategy.go). */
export function validateDaemonSetUpdate(before: DaemonSet, after: DaemonSet): readonly FieldError[] {
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...validateImmutable(after.spec.selector, before.spec.selector, SELECTOR),
  ];
}

function validateSelector({ selector, template }: DaemonSet['spec']): readonly FieldError[] {
  const written: LabelSelector | undefined = selector;
  // Without a selector nothing is selected, so the labels cannot match.
  if (written === undefined) return validateSelects(written, template);
  const wrong = validateLabelSelector(written, SELECTOR);
  return [
    ...wrong,
    ...(wrong.length > 0 ? [] : validateSelects(written, template)),
    ...(isEmptySelector(written) ? [invalid(SELECTOR, written, 'empty selector is invalid for daemonset')] : []),
  ];
}

function validateStrategy(strategy: DaemonSet['spec']['updateStrategy']): readonly FieldError[] {
  const { type, rollingUpdate } = strategy;
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') {
    return [{ ...notSupported(STRATEGY, strategy, ['RollingUpdate', 'OnDelete']), at: [...STRATEGY, 'type'] }];
  }
  const { maxUnavailable = 1, maxSurge = 0 } = rollingUpdate ?? {};
  const amounts: readonly (readonly [string, IntOrString])[] = [
    ['maxUnavailable', maxUnavailable],
    ['maxSurge', maxSurge],
  ];
  const [down, more] = [amountOf(maxUnavailable), amountOf(maxSurge)];
  return [
    ...amounts.flatMap(([field, value]) => validateIntOrPercent(value, [...ROLLING, field])),
    ...amounts.flatMap(([field, value]) =>
      typeof value === 'string' && amountOf(value) > 100
        ? [invalid([...ROLLING, field], value, 'must not be greater than 100%')]
        : [],
    ),
    ...(down !== 0 && more !== 0
      ? [invalid([...ROLLING, 'maxSurge'], maxSurge, 'may not be set when maxUnavailable is non-zero')]
      : []),
    ...(down === 0 && more === 0 ? [required([...ROLLING, 'maxUnavailable'], 'cannot be 0 when maxSurge is 0')] : []),
  ];
}
