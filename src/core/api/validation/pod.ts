import { forbidden, invalid, type FieldError } from '../field-error.js';
import { dns1123SubdomainErrors } from '../names.js';
import type { Container, Pod, Toleration } from '../pod.js';
import { firstDifference, isSame } from '../same.js';
import { validateMetadata, validateMetadataUpdate } from './metadata.js';
import { validatePodSpec, type WholePodSpec } from './pod-spec.js';

const SPEC = ['spec'];

/** `ValidatePodCreate` of pkg/apis/core/validation/validation.go. */
export function validatePod(pod: Pod): readonly FieldError[] {
  return [
    ...validateMetadata(pod.metadata, { namespaced: true, name: dns1123SubdomainErrors }),
    ...validatePodSpec(pod.spec, SPEC, { pod: pod.metadata.name ?? '' }),
    ...validateImages(pod.spec.containers, 'containers'),
    ...validateImages(pod.spec.initContainers ?? [], 'initContainers'),
  ];
}

function validateImages(containers: readonly Container[] = [], field: string): readonly FieldError[] {
  return containers.flatMap(({ image = '' }, i) =>
    image === image.trim()
      ? []
      : [invalid([...SPEC, field, i, 'image'], image, 'must not have leading or trailing whitespace')],
  );
}

const MUTABLE =
  '`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,' +
  '`spec.tolerations` (only additions to existing tolerations),' +
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** `ValidatePodUpdate`: a Pod is made once; only images, a deadline and more tolerations may change. */
export function validatePodUpdate(before: Pod, after: Pod): readonly FieldError[] {
  const meta = validateMetadataUpdate(before.metadata, after.metadata);
  const lists = (['containers', 'initContainers'] as const).flatMap((field) =>
    (before.spec[field] ?? []).length === (after.spec[field] ?? []).length
      ? []
      : [forbidden([...SPEC, field], 'pod updates may not add or remove containers')],
  );
  if (lists.length > 0) return [...meta, ...lists.slice(0, 1)];
  return [
    ...meta,
    ...validateDeadlineChange(before.spec, after.spec),
    ...validateTolerationChange(before.spec.tolerations ?? [], after.spec.tolerations ?? []),
    ...validateRest(before.spec, after.spec),
  ];
}

function validateDeadlineChange(before: WholePodSpec, after: WholePodSpec): readonly FieldError[] {
  const [old, now] = [before.activeDeadlineSeconds, after.activeDeadlineSeconds];
  const path = [...SPEC, 'activeDeadlineSeconds'];
  if (old === undefined) return [];
  if (now === undefined) return [invalid(path, null, 'must not update from a positive integer to nil value')];
  return old < now ? [invalid(path, now, 'must be less than or equal to previous value')] : [];
}

function validateTolerationChange(before: readonly Toleration[], after: readonly Toleration[]): readonly FieldError[] {
  const untimed = (toleration: Toleration) => ({ ...toleration, tolerationSeconds: undefined });
  const kept = before.every((old) => after.some((now) => isSame(untimed(old), untimed(now))));
  if (kept) return [];
  return [forbidden([...SPEC, 'tolerations'], 'existing toleration can not be modified except its tolerationSeconds')];
}

function validateRest(before: WholePodSpec, after: WholePodSpec): readonly FieldError[] {
  const rest = (spec: WholePodSpec) => ({
    ...spec,
    containers: withoutImages(spec.containers),
    initContainers: withoutImages(spec.initContainers),
    activeDeadlineSeconds: undefined,
    tolerations: undefined,
    terminationGracePeriodSeconds: graceOf(spec, before),
  });
  const difference = firstDifference(rest(before), rest(after));
  if (difference === undefined) return [];
  const why = `pod updates may not change fields other than ${MUTABLE}`;
  return [{ ...forbidden(SPEC, why), at: [...SPEC, ...difference] }];
}

/** A grace period that was negative may become 1; both then count as the old one. */
function graceOf(spec: WholePodSpec, before: WholePodSpec): number {
  const old = before.terminationGracePeriodSeconds;
  return old < 0 && spec.terminationGracePeriodSeconds === 1 ? old : spec.terminationGracePeriodSeconds;
}

function withoutImages(containers: readonly Container[] | undefined): readonly object[] {
  return (containers ?? []).map((container) => ({ ...container, image: undefined }));
}
