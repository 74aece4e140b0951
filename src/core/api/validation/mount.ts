import { forbidden, invalid, notFound, notSupported, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { validateDescendingPath, validateNoBacksteps } from './file-path.js';

export interface WholeMount {
  readonly name?: string;
  readonly mountPath?: string;
  readonly subPath?: string;
  readonly subPathExpr?: string;
  readonly readOnly?: boolean;
  readonly mountPropagation?: string;
  readonly recursiveReadOnly?: string;
}

export interface WholeDevice {
  readonly name?: string;
  readonly devicePath?: string;
}

/** The volumes of a pod by name, and whether a claim stands behind each: only such can be block devices. */
export type MountableVolumes = ReadonlyMap<string, boolean>;

/** `ValidateVolumeMounts` of pkg/apis/core/validation/validation.go. Where the API server leaves the mount's index out, `at` has it. */
export function validateMounts(
  mounts: readonly WholeMount[],
  devices: readonly WholeDevice[],
  volumes: MountableVolumes,
  path: FieldPath,
): readonly FieldError[] {
  const paths = new Set<string>();
  return mounts.flatMap((mount, i) => {
    const at = [...path, i];
    const { name = '', mountPath = '' } = mount;
    const repeated = paths.has(mountPath);
    paths.add(mountPath);
    return [
      ...(name === '' ? [required([...at, 'name'])] : []),
      ...(volumes.has(name) ? [] : [notFound([...at, 'name'], name)]),
      ...(mountPath === '' ? [required([...at, 'mountPath'])] : []),
      ...(repeated ? [invalid([...at, 'mountPath'], mountPath, 'must be unique')] : []),
      ...(devices.some((device) => device.name === name)
        ? [invalid([...at, 'name'], name, 'must not already exist in volumeDevices')]
        : []),
      ...(devices.some((device) => device.devicePath === mountPath)
        ? [invalid([...at, 'mountPath'], mountPath, 'must not already exist as a path in volumeDevices')]
        : []),
      ...validateSubPath(mount, path, i),
      ...validatePropagation(mount, path, i),
    ];
  });
}

/** A field of the mount, which the API server names without the mount's index. */
function ofMount(path: FieldPath, i: number, field: string): (errors: readonly FieldError[]) => readonly FieldError[] {
  return (errors) => errors.map((error) => ({ ...error, at: [...path, i, field] }));
}

function validateSubPath(
  { subPath = '', subPathExpr = '' }: WholeMount,
  path: FieldPath,
  i: number,
): readonly FieldError[] {
  const both = subPath !== '' && subPathExpr !== '';
  const why = 'subPathExpr and subPath are mutually exclusive';
  return [
    ...ofMount(path, i, 'subPath')(validateDescendingPath(subPath, [...path, 'subPath'])),
    ...(both ? [invalid([...path, i, 'subPathExpr'], subPathExpr, why)] : []),
    ...ofMount(path, i, 'subPathExpr')(validateDescendingPath(subPathExpr, [...path, 'subPathExpr'])),
  ];
}

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIVE = ['Disabled', 'Enabled', 'IfPossible'];

/** `validateMountPropagation` and `validateMountRecursiveReadOnly`. Who is privileged is not looked at. */
function validatePropagation(mount: WholeMount, path: FieldPath, i: number): readonly FieldError[] {
  const { mountPropagation: propagation, recursiveReadOnly: recursive, readOnly } = mount;
  const at = [...path, 'recursiveReadOnly'];
  const wanted = recursive === 'Enabled' || recursive === 'IfPossible';
  const onlyUnread = 'may only be specified when readOnly is true';
  const onlyNone = 'may only be specified when mountPropagation is None or not specified';
  return [
    ...ofMount(
      path,
      i,
      'mountPropagation',
    )(
      propagation === undefined || PROPAGATIONS.includes(propagation)
        ? []
        : [notSupported([...path, 'mountPropagation'], propagation, PROPAGATIONS)],
    ),
    ...ofMount(
      path,
      i,
      'recursiveReadOnly',
    )([
      ...(wanted && readOnly !== true ? [forbidden(at, onlyUnread)] : []),
      ...(wanted && propagation !== undefined && propagation !== 'None' ? [forbidden(at, onlyNone)] : []),
      ...(recursive === undefined || RECURSIVE.includes(recursive) ? [] : [notSupported(at, recursive, RECURSIVE)]),
    ]),
  ];
}

/** `ValidateVolumeDevices`. */
export function validateDevices(
  devices: readonly WholeDevice[],
  mounts: readonly WholeMount[],
  volumes: MountableVolumes,
  path: FieldPath,
): readonly FieldError[] {
  const names = new Set<string>();
  const paths = new Set<string>();
  return devices.flatMap(({ name = '', devicePath = '' }, i) => {
    const ofName = [...path, i, 'name'];
    const ofPath = [...path, i, 'devicePath'];
    const [twiceNamed, twiceAt] = [names.has(name), paths.has(devicePath)];
    const climbs = validateNoBacksteps(devicePath, ofPath).length > 0;
    if (name !== '') names.add(name);
    if (!climbs) paths.add(devicePath);
    const onlyClaims = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
    return [
      ...(name === '' ? [required(ofName)] : []),
      ...(twiceNamed ? [invalid(ofName, name, 'must be unique')] : []),
      ...(volumes.get(name) === false ? [invalid(ofName, name, onlyClaims)] : []),
      ...(volumes.has(name) ? [] : [notFound(ofName, name)]),
      ...(devicePath === '' ? [required(ofPath)] : []),
      ...(twiceAt ? [invalid(ofPath, devicePath, 'must be unique')] : []),
      ...(climbs ? [invalid(ofPath, devicePath, "can not contain backsteps ('..')")] : []),
      ...(mounts.some((mount) => mount.name === name)
        ? [invalid(ofName, name, 'must not already exist in volumeMounts')]
        : []),
      ...(mounts.some((mount) => mount.mountPath === devicePath)
        ? [invalid(ofPath, devicePath, 'must not already exist as a path in volumeMounts')]
        : []),
    ];
  });
}
