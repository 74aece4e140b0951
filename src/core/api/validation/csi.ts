import {
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
  tooLong,
  type FieldError,
} from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { byteLength, dns1123SubdomainErrors, qualifiedNameErrors } from '../names.js';
import { isSame } from '../same.js';
import type { CSIDriver, CSINode, VolumeAttachment } from '../storage.js';
import { validateImmutable, validateMetadata, validateMetadataUpdate, validateNonNegative } from './metadata.js';
import { validateDriverName } from './volume-source.js';

const SOURCE = ['spec', 'source'];
const ONE_SOURCE = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';
const MOST_MESSAGE = 1024;

/**
 * `ValidateVolumeAttachment` and `ValidateVolumeAttachmentV1` of pkg/apis/storage/validation/validation.go. Inline volumes, which only
 * the migration of in-tree volumes writes, are not looked into.
 */
export function validateAttachment(attachment: VolumeAttachment): readonly FieldError[] {
  const { attacher = '', nodeName = '', source } = attachment.spec;
  const { persistentVolumeName: volume, inlineVolumeSpec: inline } = source ?? {};
  const at = [...SOURCE, 'persistentVolumeName'];
  return [
    ...validateMetadata(attachment.metadata, { namespaced: false, name: dns1123SubdomainErrors }),
    ...validateDriverName(attacher, ['spec', 'attacher']),
    ...(volume === undefined && inline === undefined ? [required(SOURCE, ONE_SOURCE)] : []),
    ...(volume !== undefined && inline !== undefined ? [forbidden(SOURCE, ONE_SOURCE)] : []),
    ...(volume === '' ? [required(at, 'must specify non empty persistentVolumeName')] : []),
    ...(volume ? invalidEach(at, volume, dns1123SubdomainErrors(volume)) : []),
    ...invalidEach(['spec', 'nodeName'], nodeName, dns1123SubdomainErrors(nodeName)),
    ...(['attachError', 'detachError'] as const).flatMap((field) =>
      byteLength(attachment.status[field]?.message ?? '') > MOST_MESSAGE
        ? [tooLong(['status', field, 'message'], MOST_MESSAGE)]
        : [],
    ),
  ];
}

/** `ValidateVolumeAttachmentUpdate`: an attachment is of one volume to one node. */
export function validateAttachmentUpdate(before: VolumeAttachment, after: VolumeAttachment): readonly FieldError[] {
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...validateImmutable(after.spec, before.spec, ['spec']),
  ];
}

const GROUP_POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType'];
const LIFECYCLES = ['Persistent', 'Ephemeral'];

type WholeDriver = CSIDriver['spec'] & {
  readonly tokenRequests?: readonly { readonly audience?: string; readonly expirationSeconds?: number }[];
};

/** `ValidateCSIDriver`. */
export function validateDriver(driver: CSIDriver): readonly FieldError[] {
  const { fsGroupPolicy: policy, volumeLifecycleModes: modes = [], tokenRequests = [] }: WholeDriver = driver.spec;
  const ofModes = ['spec', 'volumeLifecycleModes'];
  return [
    ...validateMetadata(driver.metadata, { namespaced: false, name: dns1123SubdomainErrors }),
    ...(policy === undefined || GROUP_POLICIES.includes(policy)
      ? []
      : [notSupported(['spec', 'fsGroupPolicy'], policy, GROUP_POLICIES)]),
    ...validateTokenRequests(tokenRequests),
    ...modes.flatMap((mode, i) =>
      LIFECYCLES.includes(mode) ? [] : [{ ...notSupported(ofModes, mode, LIFECYCLES), at: [...ofModes, i] }],
    ),
  ];
}

function validateTokenRequests(requests: NonNullable<WholeDriver['tokenRequests']>): readonly FieldError[] {
  const audiences = new Set<string>();
  return requests.flatMap(({ audience = '', expirationSeconds: seconds }, i) => {
    const path = ['spec', 'tokenRequests', i];
    if (audiences.has(audience)) return [duplicate([...path, 'audience'], audience)];
    audiences.add(audience);
    const at = [...path, 'expirationSeconds'];
    return [
      ...(seconds !== undefined && seconds < 600
        ? [invalid(at, seconds, 'may not specify a duration less than 10 minutes')]
        : []),
      ...(seconds !== undefined && seconds > 2 ** 32
        ? [invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds')]
        : []),
    ];
  });
}

/** `ValidateCSIDriverUpdate`. podInfoOnMount and fsGroupPolicy may change since 1.29. The API server misspells `attachRequired`. */
export function validateDriverUpdate(before: CSIDriver, after: CSIDriver): readonly FieldError[] {
  const [old, now] = [before.spec, after.spec];
  const misspelt = validateImmutable(now.attachRequired, old.attachRequired, ['spec', 'attachedRequired']);
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...misspelt.map((error) => ({ ...error, at: ['spec', 'attachRequired'] })),
    ...validateImmutable(now.volumeLifecycleModes, old.volumeLifecycleModes, ['spec', 'volumeLifecycleModes']),
  ];
}

const MOST_NODE_ID = 256;

/** `ValidateCSINode`: what the kubelet writes for the drivers that registered with it. */
export function validateCsiNode(node: CSINode): readonly FieldError[] {
  const names = new Set<string>();
  return [
    ...validateMetadata(node.metadata, { namespaced: false, name: dns1123SubdomainErrors }),
    ...node.spec.drivers.flatMap((driver, i) => {
      const path = ['spec', 'drivers', i];
      const { name = '', nodeID = '', topologyKeys = [] } = driver;
      const repeated = names.has(name);
      names.add(name);
      const tooMany = `must be ${MOST_NODE_ID} characters or less`;
      return [
        ...validateDriverName(name, [...path, 'name']),
        ...(nodeID === '' ? [required([...path, 'nodeID'])] : []),
        ...(nodeID.length > MOST_NODE_ID ? [invalid([...path, 'nodeID'], nodeID, tooMany)] : []),
        ...validateNonNegative(driver.allocatable?.count, [...path, 'allocatable', 'count']),
        ...(repeated ? [duplicate([...path, 'name'], name)] : []),
        ...validateTopologyKeys(topologyKeys, path),
      ];
    }),
  ];
}

/** The API server names the driver, not the key. */
function validateTopologyKeys(keys: readonly string[], path: FieldPath): readonly FieldError[] {
  return keys.flatMap((key, i) => {
    const errors = [
      ...(key === '' ? [required(path)] : []),
      ...(keys.indexOf(key) < i ? [duplicate(path, key)] : []),
      ...invalidEach(path, key, qualifiedNameErrors(key)),
    ];
    return errors.map((error) => ({ ...error, at: [...path, 'topologyKeys', i] }));
  });
}

/** `ValidateCSINodeUpdate`: what a driver said when it registered stays; but the number of volumes may be corrected (KEP-4876). */
export function validateCsiNodeUpdate(before: CSINode, after: CSINode): readonly FieldError[] {
  const known = new Map(before.spec.drivers.map((driver) => [driver.name, driver]));
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...after.spec.drivers.flatMap((driver, i) => {
      const old = known.get(driver.name);
      if (old === undefined || isSame({ ...old, allocatable: undefined }, { ...driver, allocatable: undefined }))
        return [];
      return [{ ...invalid(['CSINodeDriver'], driver, 'field is immutable'), at: ['spec', 'drivers', i] }];
    }),
  ];
}
