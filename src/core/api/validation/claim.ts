import { forbidden, invalid, invalidEach, notSupported, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import type { Labels } from '../meta.js';
import { dns1123LabelErrors, dns1123SubdomainErrors } from '../names.js';
import { compareQuantities, formatQuantity, isQuantity, parseQuantity, quantityOf } from '../quantity.js';
import { firstDifference, isSame } from '../same.js';
import type { ClaimSpec, PersistentVolumeClaim } from '../storage.js';
import { validateLabelSelector } from './label.js';
import { validateImmutable, validateMetadata, validateMetadataUpdate } from './metadata.js';
import { validateQuantity } from './resources.js';

const SPEC = ['spec'];
const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const VOLUME_MODES = ['Block', 'Filesystem'];

/** Fields of a claim's spec that the model does not read, but that have rules. */
type WholeClaimSpec = ClaimSpec & {
  readonly dataSourceRef?: {
    readonly apiGroup?: string;
    readonly kind?: string;
    readonly name?: string;
    readonly namespace?: string;
  };
};

/** `ValidatePersistentVolumeClaim` of pkg/apis/core/validation/validation.go. */
export function validateClaim(claim: PersistentVolumeClaim): readonly FieldError[] {
  return [
    ...validateMetadata(claim.metadata, { namespaced: true, name: dns1123SubdomainErrors }),
    ...validateClaimSpec(claim.spec, SPEC),
  ];
}

/** `ValidatePersistentVolumeClaimSpec`, for claims, their templates and ephemeral volumes. */
export function validateClaimSpec(spec: WholeClaimSpec, path: FieldPath): readonly FieldError[] {
  return [
    ...(spec.accessModes?.length ? [] : [required([...path, 'accessModes'], 'at least 1 access mode is required')]),
    ...validateLabelSelector(spec.selector, [...path, 'selector']),
    ...validateAccessModes(spec.accessModes ?? [], [...path, 'accessModes']),
    ...validateRequest(spec.resources?.requests ?? {}, path),
    ...validateClassName(spec.storageClassName, [...path, 'storageClassName']),
    ...validateVolumeMode(spec.volumeMode, [...path, 'volumeMode']),
    ...validateDataSources(spec, path),
    ...validateClassName(spec.volumeAttributesClassName, [...path, 'volumeAttributesClassName']),
  ];
}

/** Known modes, and ReadWriteOncePod only alone. The API server names the list, whichever mode is wrong. */
export function validateAccessModes(modes: readonly string[], path: FieldPath): readonly FieldError[] {
  const mixed =
    modes.includes('ReadWriteOncePod') &&
    modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode));
  return [
    ...modes.flatMap((mode, i) =>
      ACCESS_MODES.includes(mode) ? [] : [{ ...notSupported(path, mode, ACCESS_MODES), at: [...path, i] }],
    ),
    ...(mixed ? [forbidden(path, 'may not use ReadWriteOncePod with other access modes')] : []),
  ];
}

export function validateVolumeMode(mode: string | undefined, path: FieldPath): readonly FieldError[] {
  return mode === undefined || VOLUME_MODES.includes(mode) ? [] : [notSupported(path, mode, VOLUME_MODES)];
}

/** `ValidateClassName`; no name, or an empty one, is fine where it is optional. */
export function validateClassName(name: string | undefined, path: FieldPath): readonly FieldError[] {
  return name ? invalidEach(path, name, dns1123SubdomainErrors(name)) : [];
}

/** The API server calls the amount `spec.resources[storage]`. */
function validateRequest(requests: Labels, path: FieldPath): readonly FieldError[] {
  const field = [...path, 'resources', 'storage'];
  const at = [...path, 'resources', 'requests', 'storage'];
  const amount = Object.hasOwn(requests, 'storage') ? requests['storage'] : undefined;
  if (amount === undefined) return [{ ...required(field), at }];
  const errors = validatePositive(amount, field);
  return (errors.length > 0 ? errors : validateQuantity('storage', amount, field)).map((error) => ({ ...error, at }));
}

/** `ValidatePositiveQuantityValue`. */
export function validatePositive(amount: string, path: FieldPath): readonly FieldError[] {
  const quantity = parseQuantity(amount);
  if (!isQuantity(quantity)) return [invalid(path, amount, quantity.error)];
  return quantity.nano > 0n ? [] : [invalid(path, formatQuantity(quantity), 'must be greater than zero')];
}

function validateDataSources(spec: WholeClaimSpec, path: FieldPath): readonly FieldError[] {
  const { dataSource, dataSourceRef } = spec;
  const elsewhere = dataSourceRef?.namespace ?? '';
  const at = [...path, 'dataSource'];
  const both = dataSource !== undefined && dataSourceRef !== undefined;
  // Upstream shows the path itself as the bad value.
  const refuse = (why: string) => [{ ...invalid(path, at.join('.'), why), at }];
  const { namespace: _, ...local } = dataSourceRef ?? {};
  return [
    ...validateDataSource(dataSource, at),
    ...validateDataSource(dataSourceRef, [...path, 'dataSourceRef']),
    ...(elsewhere === ''
      ? []
      : invalidEach([...path, 'dataSourceRef', 'namespace'], elsewhere, dns1123LabelErrors(elsewhere))),
    ...(both && elsewhere !== '' ? refuse('may not be specified when dataSourceRef.namespace is specified') : []),
    ...(both && elsewhere === '' && !isSame(dataSource, local) ? refuse('must match dataSourceRef') : []),
  ];
}

function validateDataSource(source: WholeClaimSpec['dataSourceRef'], path: FieldPath): readonly FieldError[] {
  if (source === undefined) return [];
  const { apiGroup = '', kind = '', name = '' } = source;
  const why = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
  return [
    ...(name === '' ? [required([...path, 'name'])] : []),
    ...(kind === '' ? [required([...path, 'kind'])] : []),
    ...(apiGroup === '' && kind !== 'PersistentVolumeClaim'
      ? [{ ...invalid(path, kind, why), at: [...path, 'kind'] }]
      : []),
    ...(apiGroup === '' ? [] : invalidEach([...path, 'apiGroup'], apiGroup, dns1123SubdomainErrors(apiGroup))),
  ];
}

const FROZEN =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
const STORAGE = ['spec', 'resources', 'requests', 'storage'];

/**
 * `ValidatePersistentVolumeClaimUpdate`: the binder may name the volume once, a class may be filled in where none was named, and a bound
 * claim may ask for more, or for less than it asked but not than it has. The diff that the API server prints after its sentence is left
 * out: its form is not stable.
 */
export function validateClaimUpdate(
  before: PersistentVolumeClaim,
  after: PersistentVolumeClaim,
): readonly FieldError[] {
  const old = before.spec;
  const now = after.spec;
  const difference = firstDifference(old, withAllowedChanges(before, after));
  const attributes = ['spec', 'volumeAttributesClassName'];
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...(difference === undefined ? [] : [{ ...forbidden(SPEC, FROZEN), at: [...SPEC, ...difference] }]),
    ...validateSize(before, after),
    ...validateImmutable(now.volumeMode, old.volumeMode, ['volumeMode']).map((error) => ({
      ...error,
      at: ['spec', 'volumeMode'],
    })),
    ...(old.volumeAttributesClassName !== undefined && now.volumeAttributesClassName === undefined
      ? [forbidden(attributes, 'update from non-nil value to nil is forbidden')]
      : []),
    ...(old.volumeAttributesClassName && now.volumeAttributesClassName === ''
      ? [forbidden(attributes, 'update from non-nil value to an empty string is forbidden')]
      : []),
  ];
}

/** The new spec, with what may change put back to what it was. */
function withAllowedChanges(before: PersistentVolumeClaim, after: PersistentVolumeClaim): ClaimSpec {
  const { spec: old } = before;
  const bound = after.status.phase === 'Bound';
  const oldSize = old.resources?.requests?.['storage'];
  const mayResize = bound && after.spec.resources?.requests !== undefined && oldSize !== undefined;
  const resources = mayResize
    ? { ...after.spec.resources, requests: { ...after.spec.resources?.requests, storage: oldSize } }
    : after.spec.resources;
  const { volumeName, storageClassName, volumeAttributesClassName, ...rest } = after.spec;
  const pick = (name: string | undefined, previous: string | undefined, free: boolean) => (free ? previous : name);
  return {
    ...rest,
    ...definedOnly({
      resources,
      volumeName: pick(volumeName, old.volumeName, !old.volumeName),
      storageClassName: pick(storageClassName, old.storageClassName, old.storageClassName === undefined),
      volumeAttributesClassName: pick(volumeAttributesClassName, old.volumeAttributesClassName, bound),
    }),
  };
}

function definedOnly<T extends object>(object: T): { [K in keyof T]: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };
}

function validateSize(before: PersistentVolumeClaim, after: PersistentVolumeClaim): readonly FieldError[] {
  const sizeOf = (claim: PersistentVolumeClaim) => quantityOf(claim.spec.resources?.requests?.['storage']);
  if (compareQuantities(sizeOf(after), sizeOf(before)) >= 0) return [];
  // What the claim has got is the least it may ask for: how one goes back from an expansion that failed (KEP-1790).
  const least = quantityOf(before.status.capacity?.['storage']);
  if (compareQuantities(sizeOf(after), least) > 0) return [];
  return [{ ...forbidden([STORAGE.join('.')], 'field can not be less than status.capacity'), at: STORAGE }];
}
