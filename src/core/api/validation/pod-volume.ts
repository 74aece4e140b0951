import {
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  relocate,
  required,
  type FieldError,
} from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { dns1123LabelErrors, dns1123SubdomainErrors, qualifiedNameErrors } from '../names.js';
import { isQuantity, parseQuantity } from '../quantity.js';
import { isRecord } from '../shape.js';
import type { ClaimTemplate, DownwardItem, KeyToPath, PodVolume, ProjectedVolume } from '../volume.js';
import { validateClaimSpec } from './claim.js';
import { validateDescendingPath, validateNonReservedPath } from './file-path.js';
import { validateLabels } from './label.js';
import { validateAnnotations } from './metadata.js';
import {
  SOURCE_CHECKS,
  textOf,
  validateDriverName,
  validateOneSource,
  validatePresent,
  type Source,
  type SourceCheck,
} from './volume-source.js';

const MODE = 'must be a number between 0 and 0777 (octal), both inclusive';

function validateMode(mode: unknown, path: FieldPath): readonly FieldError[] {
  return typeof mode === 'number' && (mode < 0 || mode > 0o777) ? [invalid(path, mode, MODE)] : [];
}

function validateEmptyDir(source: Source, path: FieldPath): readonly FieldError[] {
  const limit = source['sizeLimit'];
  if (limit === undefined) return [];
  const quantity = parseQuantity(limit as string | number);
  const at = [...path, 'sizeLimit'];
  if (!isQuantity(quantity)) return [invalid(at, limit, quantity.error)];
  return quantity.nano < 0n ? [forbidden(at, 'SizeLimit field must be a valid resource quantity')] : [];
}

/** Files from a ConfigMap or a Secret, by the field that names it. */
function validateFiles(name: string): SourceCheck {
  return (source, path) => [
    ...validatePresent(source, path, [name]),
    ...validateMode(source['defaultMode'], [...path, 'defaultMode']),
    ...validateItems(source['items'] as readonly KeyToPath[] | undefined, [...path, 'items']),
  ];
}

/** `validateKeyToPath`. */
function validateItems(items: readonly KeyToPath[] = [], path: FieldPath): readonly FieldError[] {
  return items.flatMap((item, i) => [
    ...validatePresent(item as unknown as Source, [...path, i], ['key', 'path']),
    ...validateNonReservedPath(item.path ?? '', [...path, i, 'path']),
    ...validateMode(item.mode, [...path, i, 'mode']),
  ]);
}

const POD_FIELDS = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];
/** Fields that environment variables may take, but files may not. */
const OTHER_FIELDS =
  /^(?:spec\.(?:nodeName|restartPolicy|serviceAccountName|schedulerName)|status\.(?:phase|hostIPs?|podIPs?))$/;
const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];

/** `validateDownwardAPIVolumeFile`. The API server leaves the index of the item out of its paths. */
function validateDownwardItem(item: DownwardItem & { readonly mode?: number }, path: FieldPath): readonly FieldError[] {
  const { fieldRef, resourceFieldRef } = item;
  return [
    ...validatePresent(item as unknown as Source, path, ['path']),
    ...validateNonReservedPath(item.path ?? '', [...path, 'path']),
    ...(fieldRef === undefined ? [] : validateFieldRef(fieldRef.fieldPath ?? '', [...path, 'fieldRef', 'fieldPath'])),
    ...(fieldRef !== undefined && resourceFieldRef !== undefined
      ? [invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously')]
      : []),
    ...(fieldRef === undefined && resourceFieldRef !== undefined
      ? validateResourceRef(resourceFieldRef, [...path, 'resourceFieldRef'])
      : []),
    ...(fieldRef === undefined && resourceFieldRef === undefined
      ? [required(path, 'one of fieldRef and resourceFieldRef is required')]
      : []),
    ...validateMode(item.mode, [...path, 'mode']),
  ];
}

/** `validateObjectFieldSelector` for files; one label or annotation is named in brackets. */
function validateFieldRef(field: string, path: FieldPath): readonly FieldError[] {
  if (field === '') return [required(path)];
  const [, map, key] = /^(.*)\['(.*)'\]$/.exec(field) ?? [];
  if (map === 'metadata.annotations') return invalidEach(path, key, qualifiedNameErrors((key ?? '').toLowerCase()));
  if (map === 'metadata.labels') return invalidEach(path, key, qualifiedNameErrors(key ?? ''));
  if (POD_FIELDS.includes(field)) return [];
  if (OTHER_FIELDS.test(field)) return [notSupported(path, field, POD_FIELDS)];
  return [invalid(path, field, `error converting fieldPath: field label not supported: ${field}`)];
}

function validateResourceRef(
  reference: NonNullable<DownwardItem['resourceFieldRef']>,
  path: FieldPath,
): readonly FieldError[] {
  const { containerName = '', resource = '' } = reference;
  if (containerName === '') return [required([...path, 'containerName'])];
  if (resource === '') return [required([...path, 'resource'])];
  if (RESOURCES.includes(resource) || /^(?:limits|requests)\.hugepages-/.test(resource)) return [];
  return [notSupported([...path, 'resource'], resource, RESOURCES)];
}

function validateDownwardItems(items: readonly DownwardItem[] = [], path: FieldPath): readonly FieldError[] {
  return items.flatMap((item, i) => relocate(validateDownwardItem(item, path), path, [...path, 'items', i]));
}

function validateDownward(source: Source, path: FieldPath): readonly FieldError[] {
  return [
    ...validateMode(source['defaultMode'], [...path, 'defaultMode']),
    ...validateDownwardItems(source['items'] as readonly DownwardItem[] | undefined, path),
  ];
}

/** `validateProjectedVolumeSource`: several sources in one directory, no two of them at one path. */
function validateProjected(volume: Source, path: FieldPath): readonly FieldError[] {
  const seen = new Set<string>();
  const conflicts = (file: string | undefined, shown: string, at: FieldPath): readonly FieldError[] => {
    if (!file) return [];
    const repeated = seen.has(file);
    seen.add(file);
    return repeated ? [{ ...invalid(path, shown, 'conflicting duplicate paths'), at }] : [];
  };
  const sources = (volume['sources'] ?? []) as NonNullable<ProjectedVolume['sources']>;
  const errors = sources.flatMap((source, i) => {
    const at = [...path, 'sources', i];
    const { downwardAPI, serviceAccountToken: token } = source;
    const kinds = Object.values(source).filter((value) => value !== undefined).length;
    return [
      ...(['secret', 'configMap'] as const).flatMap((kind) => {
        const named = source[kind];
        if (named === undefined) return [];
        return [
          ...validatePresent(named as unknown as Source, [...at, kind], ['name']),
          ...validateItems(named.items, [...at, kind, 'items']),
          ...(named.items ?? []).flatMap((item, j) =>
            conflicts(item.path, named.name ?? '', [...at, kind, 'items', j]),
          ),
        ];
      }),
      ...validateDownwardItems(downwardAPI?.items, [...at, 'downwardAPI']),
      ...(downwardAPI?.items ?? []).flatMap((item, j) =>
        conflicts(item.path, item.path, [...at, 'downwardAPI', 'items', j]),
      ),
      ...(token === undefined ? [] : validateToken(token, path, [...at, 'serviceAccountToken'])),
      ...(kinds > 1 ? [forbidden(at, 'may not specify more than 1 volume type per source')] : []),
    ];
  });
  return [...validateMode(volume['defaultMode'], [...path, 'defaultMode']), ...errors];
}

function validateToken(
  token: { readonly path?: string; readonly expirationSeconds?: number },
  volume: FieldPath,
  path: FieldPath,
): readonly FieldError[] {
  const { expirationSeconds: seconds = 3600, path: file = '' } = token;
  const at = [...path, 'expirationSeconds'];
  // The API server names the path as a field of the volume.
  const ofPath = file === '' ? [required([...volume, 'path'])] : validateNonReservedPath(file, [...volume, 'path']);
  return [
    ...(seconds < 600 ? [invalid(at, seconds, 'may not specify a duration less than 10 minutes')] : []),
    ...(seconds > 2 ** 32 ? [invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds')] : []),
    ...ofPath.map((error) => ({ ...error, at: [...path, 'path'] })),
  ];
}

function validateInlineCsi(source: Source, path: FieldPath): readonly FieldError[] {
  const secret = source['nodePublishSecretRef'];
  const name = isRecord(secret) ? textOf(secret, 'name') : undefined;
  const at = [...path, 'nodePublishSecretRef', 'name'];
  return [
    ...validateDriverName(textOf(source, 'driver'), [...path, 'driver']),
    ...(name === '' ? [required(at)] : []),
    ...(name ? invalidEach([...path, 'name'], name, dns1123SubdomainErrors(name), at) : []),
  ];
}

/** `validateEphemeralVolumeSource`: the claim is made with the pod, and only labels and annotations of it are the template's to say. */
function validateEphemeral(source: Source, path: FieldPath): readonly FieldError[] {
  const at = [...path, 'volumeClaimTemplate'];
  const template = source['volumeClaimTemplate'] as ClaimTemplate | undefined;
  if (template === undefined) return [required(at)];
  const { labels, annotations, ...rest } = template.metadata ?? {};
  const others = Object.entries(rest).filter(([, value]) => value !== undefined && value !== '');
  return [
    ...validateAnnotations(annotations, [...at, 'metadata', 'annotations']),
    ...validateLabels(labels, [...at, 'metadata', 'labels']),
    ...others.map(([field]) => ({
      // Upstream finds these fields by reflection and prints their Go names.
      ...forbidden([...at, 'metadata', `${field.charAt(0).toUpperCase()}${field.slice(1)}`], 'cannot be set'),
      at: [...at, 'metadata', field],
    })),
    ...validateClaimSpec(template.spec, [...at, 'spec']),
  ];
}

function validateGitRepo(source: Source, path: FieldPath): readonly FieldError[] {
  return [
    ...validatePresent(source, path, ['repository']),
    ...validateDescendingPath(textOf(source, 'directory'), [...path, 'directory']),
  ];
}

const inOrder = (...sources: readonly string[]) =>
  sources.flatMap((source): [string, SourceCheck][] => {
    const check = SOURCE_CHECKS.get(source);
    return check === undefined ? [] : [[source, check]];
  });

/** `validateVolumeSource` in its order of sources. */
const CHECKS: ReadonlyMap<string, SourceCheck> = new Map<string, SourceCheck>([
  ['emptyDir', validateEmptyDir],
  ...inOrder('hostPath'),
  ['gitRepo', validateGitRepo],
  ...inOrder('gcePersistentDisk', 'awsElasticBlockStore'),
  ['secret', validateFiles('secretName')],
  ...inOrder('nfs', 'iscsi', 'glusterfs', 'flocker'),
  ['persistentVolumeClaim', (source, path) => validatePresent(source, path, ['claimName'])],
  ...inOrder('rbd', 'cinder', 'cephfs', 'quobyte'),
  ['downwardAPI', validateDownward],
  ...inOrder('fc', 'flexVolume'),
  ['configMap', validateFiles('name')],
  ...inOrder('azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos'),
  ['projected', validateProjected],
  ...inOrder('scaleIO'),
  ['csi', validateInlineCsi],
  ['ephemeral', validateEphemeral],
  ['image', (source, path) => validatePresent(source, path, ['reference'])],
]);

export interface CheckedVolumes {
  /** The volumes that mounts may name, and whether a claim stands behind each. */
  readonly volumes: ReadonlyMap<string, boolean>;
  readonly errors: readonly FieldError[];
}

/**
 * `ValidateVolumes` of pkg/apis/core/validation/validation.go. A volume with an error does not count as one: its mounts are not found.
 * @param pod the name of a Pod, whose ephemeral volumes make claims by its name; absent for templates
 */
export function validateVolumes(
  volumes: readonly Partial<PodVolume>[],
  path: FieldPath,
  pod: string | undefined,
): CheckedVolumes {
  const good = new Map<string, boolean>();
  const made = new Set(volumes.filter(({ ephemeral }) => ephemeral).map(({ name }) => `${pod}-${name}`));
  const errors = volumes.flatMap((volume, i) => {
    const at = [...path, i];
    const { name = '' } = volume;
    const own = [
      ...validateOneSource(volume as Source, CHECKS, at, name),
      ...validateEphemeralName(volume, pod, at),
      ...(name === '' ? [required([...at, 'name'])] : invalidEach([...at, 'name'], name, dns1123LabelErrors(name))),
      ...(good.has(name) ? [duplicate([...at, 'name'], name)] : []),
    ];
    const claim = volume.persistentVolumeClaim?.claimName;
    if (own.length === 0) good.set(name, claim !== undefined || volume.ephemeral !== undefined);
    if (pod === undefined || claim === undefined || !made.has(claim)) return own;
    const why = 'must not reference a PVC that gets created for an ephemeral volume';
    return [...own, invalid([...at, 'persistentVolumeClaim', 'claimName'], claim, why)];
  });
  return { volumes: good, errors };
}

function validateEphemeralName(
  { name = '', ephemeral }: Partial<PodVolume>,
  pod: string | undefined,
  path: FieldPath,
): readonly FieldError[] {
  if (!pod || name === '' || ephemeral === undefined) return [];
  const claim = `${pod}-${name}`;
  const reasons = dns1123SubdomainErrors(claim).map((why) => `PVC name ${JSON.stringify(claim)}: ${why}`);
  return invalidEach([...path, 'name'], name, reasons);
}
