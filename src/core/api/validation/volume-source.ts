import { forbidden, invalid, invalidEach, notSupported, required, tooLong, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { dns1123LabelErrors, dns1123SubdomainErrors, inclusiveRangeError } from '../names.js';
import { isRecord } from '../shape.js';
import { validateNoBacksteps } from './file-path.js';

export type Source = Readonly<Record<string, unknown>>;
export type SourceCheck = (source: Source, path: FieldPath, name: string) => readonly FieldError[];

/** A text of a source; the shape was checked before. */
export function textOf(source: Source, field: string): string {
  const value = source[field];
  return typeof value === 'string' ? value : '';
}

/** `field.Required` for each text or list that is empty. */
export function validatePresent(source: Source, path: FieldPath, fields: readonly string[]): readonly FieldError[] {
  const isMissing = (value: unknown) => value === undefined || value === '' || (Array.isArray(value) && !value.length);
  return fields.filter((field) => isMissing(source[field])).map((field) => required([...path, field]));
}

function validateRange(
  source: Source,
  field: string,
  low: number,
  path: FieldPath,
  shown: number,
): readonly FieldError[] {
  const value = source[field];
  if (typeof value !== 'number' || (value >= low && value <= 255)) return [];
  return [invalid([...path, field], value, inclusiveRangeError(shown, 255))];
}

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

function validateHostPath(source: Source, path: FieldPath): readonly FieldError[] {
  const target = textOf(source, 'path');
  if (target === '') return [required([...path, 'path'])];
  const type = textOf(source, 'type');
  return [
    ...validateNoBacksteps(target, [...path, 'path']),
    ...(HOST_PATH_TYPES.includes(type) ? [] : [notSupported([...path, 'type'], type, HOST_PATH_TYPES)]),
  ];
}

function validateNfs(source: Source, path: FieldPath): readonly FieldError[] {
  const target = textOf(source, 'path');
  return [
    ...validatePresent(source, path, ['server', 'path']),
    ...(target.startsWith('/') ? [] : [invalid([...path, 'path'], target, 'must be an absolute path')]),
  ];
}

const IQN = /^iqn\.\d{4}-\d{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+$/;
const EUI = /^eui.[A-Za-z0-9]{16}$/;
const NAA = /^naa.[A-Za-z0-9]{32}$/;

function validateIscsi(source: Source, path: FieldPath): readonly FieldError[] {
  const iqn = textOf(source, 'iqn');
  const known = /^(?:iqn|eui|naa)/.test(iqn);
  const chap = source['chapAuthDiscovery'] === true || source['chapAuthSession'] === true;
  return [
    ...validatePresent(source, path, ['targetPortal', 'iqn']),
    ...(iqn === '' || known
      ? []
      : [invalid([...path, 'iqn'], iqn, 'must be valid format starting with iqn, eui, or naa')]),
    ...(known && ![IQN, EUI, NAA].some((pattern) => pattern.test(iqn))
      ? [invalid([...path, 'iqn'], iqn, 'must be valid format')]
      : []),
    ...validateRange(source, 'lun', 0, path, 0),
    ...(chap && source['secretRef'] === undefined ? [required([...path, 'secretRef'])] : []),
  ];
}

function validateFc(source: Source, path: FieldPath): readonly FieldError[] {
  const names = (source['targetWWNs'] ?? []) as readonly unknown[];
  const ids = (source['wwids'] ?? []) as readonly unknown[];
  const at = [...path, 'targetWWNs'];
  const [hasNames, hasIds] = [names.length > 0, ids.length > 0];
  return [
    ...(hasNames || hasIds ? [] : [required(at, 'must specify either targetWWNs or wwids, but not both')]),
    ...(hasNames && hasIds ? [invalid(at, names, 'targetWWNs and wwids can not be specified simultaneously')] : []),
    ...(hasNames && source['lun'] === undefined
      ? [required([...path, 'lun'], 'lun is required if targetWWNs is specified')]
      : []),
    ...(hasNames ? validateRange(source, 'lun', 0, path, 0) : []),
  ];
}

/** A disk of a cloud, by the field that names it. */
function validateDisk(field: string): SourceCheck {
  return (source, path) => [
    ...validatePresent(source, path, [field]),
    ...validateRange(source, 'partition', 0, path, 1),
  ];
}

const CACHING = ['None', 'ReadOnly', 'ReadWrite'];
const AZURE_KINDS = ['Dedicated', 'Managed', 'Shared'];
const MANAGED_URI = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const BLOB_URI = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

function validateAzureDisk(source: Source, path: FieldPath): readonly FieldError[] {
  const [caching, kind, uri] = ['cachingMode', 'kind', 'diskURI'].map((field) => textOf(source, field));
  const managed = kind === 'Managed';
  const goodUri = (uri ?? '').startsWith(managed ? '/subscriptions/' : 'https://');
  return [
    ...validatePresent(source, path, ['diskName', 'diskURI']),
    ...(CACHING.includes(caching ?? '') ? [] : [notSupported([...path, 'cachingMode'], caching, CACHING)]),
    ...(AZURE_KINDS.includes(kind ?? '') ? [] : [notSupported([...path, 'kind'], kind, AZURE_KINDS)]),
    ...(goodUri ? [] : [notSupported([...path, 'diskURI'], uri, [managed ? MANAGED_URI : BLOB_URI])]),
  ];
}

function validateQuobyte(source: Source, path: FieldPath): readonly FieldError[] {
  const why = 'must be a host:port pair or multiple pairs separated by commas';
  const registry = textOf(source, 'registry');
  const at = [...path, 'registry'];
  const bad = registry.split(',').filter((pair) => !/^(?:\[[^\]]*\]|[^:[\]]*):[^:]*$/.test(pair));
  return [
    ...(registry === '' ? [required(at, why)] : bad.map(() => invalid(at, registry, why))),
    ...validatePresent(source, path, ['volume']),
  ];
}

function validateFlocker(source: Source, path: FieldPath): readonly FieldError[] {
  const [name, uuid] = [textOf(source, 'datasetName'), textOf(source, 'datasetUUID')];
  return [
    ...(name === '' && uuid === '' ? [required(path, 'one of datasetName and datasetUUID is required')] : []),
    ...(name !== '' && uuid !== ''
      ? [invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously')]
      : []),
    ...(name.includes('/') ? [invalid([...path, 'datasetName'], name, "must not contain '/'")] : []),
  ];
}

function validateStorageOs(source: Source, path: FieldPath): readonly FieldError[] {
  const [name, namespace] = [textOf(source, 'volumeName'), textOf(source, 'volumeNamespace')];
  return [
    ...validatePresent(source, path, ['volumeName']),
    ...(name === '' ? [] : invalidEach([...path, 'volumeName'], name, dns1123LabelErrors(name))),
    ...(namespace === '' ? [] : invalidEach([...path, 'volumeNamespace'], namespace, dns1123LabelErrors(namespace))),
  ];
}

function validateFlexVolume(source: Source, path: FieldPath): readonly FieldError[] {
  const options = isRecord(source['options']) ? Object.keys(source['options']) : [];
  const reserved = options.filter((key) =>
    /(?:^|\.)(?:kubernetes|k8s)\.io$/.test((key.split('/')[0] ?? '').toLowerCase()),
  );
  const why = 'kubernetes.io and k8s.io namespaces are reserved';
  return [
    ...validatePresent(source, path, ['driver']),
    ...reserved.map((key) => invalid([...path, 'options', key], key, why)),
  ];
}

/** `ValidateCSIDriverName`: a DNS subdomain in any case of letters, of 63 bytes at most. */
export function validateDriverName(name: string, path: FieldPath): readonly FieldError[] {
  return [
    ...(name === '' ? [required(path)] : []),
    ...(name.length > 63 ? [tooLong(path, 63)] : []),
    ...invalidEach(path, name, dns1123SubdomainErrors(name.toLowerCase())),
  ];
}

const needs =
  (...fields: readonly string[]): SourceCheck =>
  (source, path) =>
    validatePresent(source, path, fields);

/**
 * The checks of the sources that a pod's volume and a PersistentVolume both may have: `validate…VolumeSource` of
 * pkg/apis/core/validation/validation.go. What differs between the two is with them.
 */
export const SOURCE_CHECKS: ReadonlyMap<string, SourceCheck> = new Map<string, SourceCheck>([
  ['hostPath', validateHostPath],
  ['gcePersistentDisk', validateDisk('pdName')],
  ['awsElasticBlockStore', validateDisk('volumeID')],
  ['glusterfs', needs('endpoints', 'path')],
  ['flocker', validateFlocker],
  ['nfs', validateNfs],
  ['rbd', needs('monitors', 'image')],
  ['quobyte', validateQuobyte],
  ['cephfs', needs('monitors')],
  ['iscsi', validateIscsi],
  ['cinder', needs('volumeID')],
  ['fc', validateFc],
  ['flexVolume', validateFlexVolume],
  ['azureFile', needs('secretName', 'shareName')],
  ['vsphereVolume', needs('volumePath')],
  ['photonPersistentDisk', needs('pdID')],
  ['portworxVolume', needs('volumeID')],
  ['azureDisk', validateAzureDisk],
  ['scaleIO', needs('gateway', 'system', 'volumeName')],
  ['storageos', validateStorageOs],
]);

/** Names under which the API server complains about a source, where they are not the field's. */
const SPELLED: ReadonlyMap<string, string> = new Map([['gcePersistentDisk', 'persistentDisk']]);

/**
 * Exactly one source: of several the first in the API server's own order is checked, and the others are refused.
 * @param checks the sources that are possible here, in that order
 */
export function validateOneSource(
  holder: Source,
  checks: ReadonlyMap<string, SourceCheck>,
  path: FieldPath,
  name: string,
): readonly FieldError[] {
  const written = [...checks].filter(([source]) => holder[source] !== undefined);
  if (written.length === 0) return [required(path, 'must specify a volume type')];
  return written.flatMap(([source, check], i) => {
    if (i > 0) return [forbidden([...path, source], 'may not specify more than 1 volume type')];
    const spelled = SPELLED.get(source) ?? source;
    const errors = check(holder[source] as Source, [...path, spelled], name);
    if (spelled === source) return errors;
    return errors.map((error) => ({ ...error, at: [...path, source, ...error.field.slice(path.length + 1)] }));
  });
}
