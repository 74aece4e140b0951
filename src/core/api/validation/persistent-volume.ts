import { forbidden, invalid, invalidEach, notSupported, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { dns1123LabelErrors, dns1123SubdomainErrors } from '../names.js';
import { isQuantity, parseQuantity, wholeValue } from '../quantity.js';
import { isSame } from '../same.js';
import { isRecord } from '../shape.js';
import type { PersistentVolume, VolumeSpec } from '../storage.js';
import { validateAccessModes, validateClassName, validatePositive, validateVolumeMode } from './claim.js';
import { validateNoBacksteps } from './file-path.js';
import { validateImmutable, validateMetadata, validateMetadataUpdate } from './metadata.js';
import { validateNodeSelector } from './node-selector.js';
import {
  SOURCE_CHECKS,
  textOf,
  validateDriverName,
  validateOneSource,
  validatePresent,
  type Source,
  type SourceCheck,
} from './volume-source.js';

const SPEC = ['spec'];
const POLICIES = ['Delete', 'Recycle', 'Retain'];

function validateLocal(source: Source, path: FieldPath): readonly FieldError[] {
  const target = textOf(source, 'path');
  return target === '' ? [required([...path, 'path'])] : validateNoBacksteps(target, [...path, 'path']);
}

const CSI_SECRETS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
];

function validateCsi(source: Source, path: FieldPath): readonly FieldError[] {
  return [
    ...validateDriverName(textOf(source, 'driver'), [...path, 'driver']),
    ...validatePresent(source, path, ['volumeHandle']),
    ...CSI_SECRETS.flatMap((field) => validateSecret(source[field], [...path, field])),
  ];
}

/** `validatePVSecretReference`. */
function validateSecret(reference: unknown, path: FieldPath): readonly FieldError[] {
  if (!isRecord(reference)) return [];
  const [name, namespace] = [textOf(reference, 'name'), textOf(reference, 'namespace')];
  return [
    ...validatePresent(reference, path, ['name', 'namespace']),
    ...(name === '' ? [] : invalidEach([...path, 'name'], name, dns1123SubdomainErrors(name))),
    ...(namespace === '' ? [] : invalidEach([...path, 'namespace'], namespace, dns1123LabelErrors(namespace))),
  ];
}

/** Sources whose secret lies in a namespace that a PersistentVolume has to name. */
function withSecret(source: string): SourceCheck {
  const check = SOURCE_CHECKS.get(source);
  return (value, path, name) => [
    ...(check?.(value, path, name) ?? []),
    ...(isRecord(value['secretRef'])
      ? validatePresent(value['secretRef'], [...path, 'secretRef'], ['name', 'namespace'])
      : []),
  ];
}

/** `ValidatePersistentVolumeSpec` in its order of sources. */
const CHECKS: ReadonlyMap<string, SourceCheck> = new Map<string, SourceCheck>([
  ...SOURCE_CHECKS,
  ['cinder', withSecret('cinder')],
  ['storageos', withSecret('storageos')],
  ['local', validateLocal],
  ['csi', validateCsi],
]);

/** `ValidatePersistentVolume` of pkg/apis/core/validation/validation.go. */
export function validatePersistentVolume(volume: PersistentVolume): readonly FieldError[] {
  return [
    ...validateMetadata(volume.metadata, { namespaced: false, name: dns1123SubdomainErrors }),
    ...validateVolumeSpec(volume.spec, volume.metadata.name),
  ];
}

function validateVolumeSpec(spec: VolumeSpec, name: string): readonly FieldError[] {
  const { persistentVolumeReclaimPolicy: policy } = spec;
  const at = (field: string) => [...SPEC, field];
  const needsAffinity = spec.local !== undefined && spec.nodeAffinity === undefined;
  const recyclesRoot = policy === 'Recycle' && spec.hostPath !== undefined && cleanPath(spec.hostPath.path) === '/';
  return [
    ...(spec.accessModes?.length ? [] : [required(at('accessModes'))]),
    ...validateAccessModes(spec.accessModes ?? [], at('accessModes')),
    ...validateCapacity(spec, at('capacity')),
    ...(POLICIES.includes(policy) ? [] : [notSupported(at('persistentVolumeReclaimPolicy'), policy, POLICIES)]),
    ...validateAffinity(spec, at('nodeAffinity')),
    ...validateOneSource(spec as unknown as Source, CHECKS, SPEC, name),
    ...(needsAffinity ? [required(at('nodeAffinity'), 'Local volume requires node affinity')] : []),
    ...(recyclesRoot
      ? [forbidden(at('persistentVolumeReclaimPolicy'), "may not be 'recycle' for a hostPath mount of '/'")]
      : []),
    ...validateClassName(spec.storageClassName, at('storageClassName')),
    ...validateVolumeMode(spec.volumeMode, at('volumeMode')),
    ...validateAttributesClass(spec),
  ];
}

/** A path as Go's `path.Clean` leaves it, as far as to tell whether it is the root. */
function cleanPath(path: string | undefined): string {
  const parts: string[] = [];
  for (const part of (path ?? '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${path?.startsWith('/') === true ? '/' : ''}${parts.join('/')}`;
}

function validateCapacity({ capacity = {} }: VolumeSpec, path: FieldPath): readonly FieldError[] {
  const names = Object.keys(capacity);
  const good = names.length === 1 && names[0] === 'storage';
  return [
    ...(names.length === 0 ? [required(path)] : []),
    ...(good ? [] : [notSupported(path, names.length === 0 ? null : capacity, ['storage'])]),
    ...Object.entries(capacity).flatMap(([name, amount]) => validateAmount(amount, [...path, name])),
  ];
}

function validateAmount(amount: string, path: FieldPath): readonly FieldError[] {
  const quantity = parseQuantity(amount);
  return [
    ...(isQuantity(quantity) && quantity.nano < 0n
      ? [invalid(path, Number(wholeValue(quantity)), 'must be a valid resource quantity')]
      : []),
    ...validatePositive(amount, path),
  ];
}

/** `validateVolumeNodeAffinity`. */
function validateAffinity({ nodeAffinity }: VolumeSpec, path: FieldPath): readonly FieldError[] {
  if (nodeAffinity === undefined) return [];
  const at = [...path, 'required'];
  if (nodeAffinity.required === undefined) return [required(at, 'must specify required node constraints')];
  return validateNodeSelector(nodeAffinity.required, at);
}

function validateAttributesClass({ volumeAttributesClassName: name, csi }: VolumeSpec): readonly FieldError[] {
  if (name === undefined) return [];
  const path = [...SPEC, 'volumeAttributesClassName'];
  return [
    ...(name === '' ? [required(path, 'an empty string is disallowed')] : validateClassName(name, path)),
    ...(csi === undefined
      ? [required([...SPEC, 'csi'], 'has to be specified when using volumeAttributesClassName')]
      : []),
  ];
}

/**
 * `ValidatePersistentVolumeUpdate`: what the volume is and how it is used stays; where it can be reached may be said once. The diff
 * that the API server prints after its sentence is left out: its form is not stable.
 */
export function validatePersistentVolumeUpdate(
  before: PersistentVolume,
  after: PersistentVolume,
): readonly FieldError[] {
  const [old, now] = [before.spec, after.spec];
  const changed = [...CHECKS.keys()].find(
    (source) => !isSame(sourceOf(old, source), sourceOf(withoutNewSecret(now, old), source)),
  );
  const attributes = ['spec', 'volumeAttributesClassName'];
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...(changed === undefined
      ? []
      : [
          {
            ...forbidden(['spec', 'persistentvolumesource'], 'spec.persistentvolumesource is immutable after creation'),
            at: [...SPEC, changed],
          },
        ]),
    // The API server leaves `spec` out of these two paths.
    ...below('volumeMode', validateImmutable(now.volumeMode, old.volumeMode, ['volumeMode'])),
    ...(old.nodeAffinity === undefined
      ? []
      : below('nodeAffinity', validateImmutable(now.nodeAffinity, old.nodeAffinity, ['nodeAffinity']))),
    ...(old.volumeAttributesClassName !== undefined && now.volumeAttributesClassName === undefined
      ? [forbidden(attributes, 'update from non-nil value to nil is forbidden')]
      : []),
  ];
}

/** The secret for expanding a volume may be added later. */
function withoutNewSecret(now: VolumeSpec, old: VolumeSpec): VolumeSpec {
  const [csi, was] = [now.csi, old.csi] as unknown as readonly (Source | undefined)[];
  if (csi === undefined || was?.['controllerExpandSecretRef'] !== undefined) return now;
  const { controllerExpandSecretRef: _, ...rest } = csi;
  return { ...now, csi: rest as unknown as NonNullable<VolumeSpec['csi']> };
}

function below(field: string, errors: readonly FieldError[]): readonly FieldError[] {
  return errors.map((error) => ({ ...error, at: [...SPEC, field] }));
}

function sourceOf(spec: VolumeSpec, source: string): unknown {
  return (spec as unknown as Source)[source];
}
