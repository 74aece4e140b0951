import { forbidden, invalid, notSupported, required, tooLong, type FieldError } from '../field-error.js';
import type { Labels } from '../meta.js';
import { byteLength, dns1123SubdomainErrors } from '../names.js';
import { isSame } from '../same.js';
import type { StorageClass } from '../storage.js';
import { validateQualifiedName } from './label.js';
import { validateImmutable, validateMetadata, validateMetadataUpdate } from './metadata.js';
import { validateTopologies } from './node-selector.js';

const POLICIES = ['Delete', 'Retain'];
const MODES = ['Immediate', 'WaitForFirstConsumer'];
const MOST_PARAMETERS = 512;
const PARAMETERS_SIZE = 256 * 1024;

/** `ValidateStorageClass` of pkg/apis/storage/validation/validation.go. */
export function validateStorageClass(storageClass: StorageClass): readonly FieldError[] {
  const { provisioner = '', reclaimPolicy: policy, volumeBindingMode: mode } = storageClass;
  return [
    ...validateMetadata(storageClass.metadata, { namespaced: false, name: dns1123SubdomainErrors }),
    ...(provisioner === ''
      ? [required(['provisioner'])]
      : validateQualifiedName(provisioner.toLowerCase(), ['provisioner'])),
    ...validateParameters(storageClass.parameters ?? {}),
    ...(POLICIES.includes(policy) ? [] : [notSupported(['reclaimPolicy'], policy, POLICIES)]),
    ...(MODES.includes(mode) ? [] : [notSupported(['volumeBindingMode'], mode, MODES)]),
    ...validateTopologies(storageClass.allowedTopologies ?? [], ['allowedTopologies']),
  ];
}

function validateParameters(parameters: Labels): readonly FieldError[] {
  const path = ['parameters'];
  const entries = Object.entries(parameters);
  if (entries.length > MOST_PARAMETERS) return [tooLong(path, MOST_PARAMETERS)];
  const size = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  return [
    ...(Object.hasOwn(parameters, '') ? [invalid(path, '', 'field can not be empty.')] : []),
    ...(size > PARAMETERS_SIZE ? [tooLong(path, PARAMETERS_SIZE)] : []),
  ];
}

/** `ValidateStorageClassUpdate`: what volumes were made from cannot change under them. */
export function validateStorageClassUpdate(before: StorageClass, after: StorageClass): readonly FieldError[] {
  const frozen = ['parameters', 'provisioner', 'reclaimPolicy'] as const;
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...frozen.flatMap((field) =>
      isSame(before[field], after[field]) ? [] : [forbidden([field], `updates to ${field} are forbidden.`)],
    ),
    ...validateImmutable(after.volumeBindingMode, before.volumeBindingMode, ['volumeBindingMode']),
  ];
}
