import { describe, expect, test } from 'vitest';
import { formatFieldError } from '../field-error.js';
import { getField } from '../field-path.js';
import type { KubeObject } from '../meta.js';
import { validateObject, validateUpdate } from './index.js';

const volume = (spec: object): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv' },
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], ...spec },
  }) as KubeObject;
const claim = (spec: object, rest: object = {}): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'c', namespace: 'default' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
    ...rest,
  }) as KubeObject;
const errorsOf = (object: KubeObject) => validateObject(object).map(formatFieldError);
const nfs = { nfs: { server: 's', path: '/' } };
const on = (...values: readonly string[]) => ({
  required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values }] }] },
});

describe('the API server takes a PersistentVolume', () => {
  test.each([
    ['of nfs', nfs],
    ['on a disk of Google', { gcePersistentDisk: { pdName: 'mongodb', fsType: 'ext4' } }],
    ['on a node', { local: { path: '/mnt/disks/a' }, nodeAffinity: on('worker-1') }],
    ['of a driver', { csi: { driver: 'PD.csi.storage.gke.io', volumeHandle: 'h' } }],
    ['for one pod', { ...nfs, accessModes: ['ReadWriteOncePod'] }],
    ['that is recycled', { hostPath: { path: '/data' }, persistentVolumeReclaimPolicy: 'Recycle' }],
    ['reserved for a claim', { ...nfs, claimRef: { namespace: 'default', name: 'c' } }],
    ['of iscsi', { iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.com.example:storage.disk1', lun: 0 } }],
    ['of fibre channel', { fc: { targetWWNs: ['50060e801049cfd1'], lun: 0 } }],
  ])('%s', (_, spec) => {
    expect(errorsOf(volume(spec))).toEqual([]);
  });
});

describe('the API server refuses a PersistentVolume', () => {
  test.each<readonly [object, readonly string[]]>([
    [{}, ['spec: Required value: must specify a volume type']],
    [
      { ...nfs, hostPath: { path: '/a' }, csi: { driver: 'd', volumeHandle: 'h' } },
      [
        'spec.nfs: Forbidden: may not specify more than 1 volume type',
        'spec.csi: Forbidden: may not specify more than 1 volume type',
      ],
    ],
    [{ ...nfs, accessModes: undefined }, ['spec.accessModes: Required value']],
    [
      { ...nfs, accessModes: ['ReadWriteOnce', 'RWX'] },
      [
        'spec.accessModes: Unsupported value: "RWX": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
      ],
    ],
    [
      { ...nfs, accessModes: ['ReadWriteOncePod', 'ReadWriteMany'] },
      ['spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes'],
    ],
    [
      { ...nfs, capacity: undefined },
      ['spec.capacity: Required value', 'spec.capacity: Unsupported value: null: supported values: "storage"'],
    ],
    [
      { ...nfs, capacity: { storage: '1Gi', cpu: '1' } },
      ['spec.capacity: Unsupported value: {"storage":"1Gi","cpu":"1"}: supported values: "storage"'],
    ],
    [
      { ...nfs, capacity: { storage: '-1Gi' } },
      [
        'spec.capacity[storage]: Invalid value: -1073741824: must be a valid resource quantity',
        'spec.capacity[storage]: Invalid value: "-1Gi": must be greater than zero',
      ],
    ],
    [{ ...nfs, capacity: { storage: '0' } }, ['spec.capacity[storage]: Invalid value: "0": must be greater than zero']],
    [
      { ...nfs, persistentVolumeReclaimPolicy: 'Keep' },
      [
        'spec.persistentVolumeReclaimPolicy: Unsupported value: "Keep": supported values: "Delete", "Recycle", "Retain"',
      ],
    ],
    [
      { hostPath: { path: '/a/./..' }, persistentVolumeReclaimPolicy: 'Recycle' },
      [
        `spec.hostPath.path: Invalid value: "/a/./..": must not contain '..'`,
        "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'",
      ],
    ],
    [
      { hostPath: { path: '/a', type: 'Dir' } },
      [
        'spec.hostPath.type: Unsupported value: "Dir": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
      ],
    ],
    [{ local: { path: '/a' } }, ['spec.nodeAffinity: Required value: Local volume requires node affinity']],
    [{ local: {}, nodeAffinity: on('a') }, ['spec.local.path: Required value']],
    [
      { ...nfs, nodeAffinity: {} },
      ['spec.nodeAffinity.required: Required value: must specify required node constraints'],
    ],
    [
      { ...nfs, nodeAffinity: { required: { nodeSelectorTerms: [] } } },
      ['spec.nodeAffinity.required.nodeSelectorTerms: Required value: must have at least one node selector term'],
    ],
    [
      { ...nfs, nodeAffinity: on() },
      [
        "spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      ],
    ],
    [{ gcePersistentDisk: { fsType: 'ext4' } }, ['spec.persistentDisk.pdName: Required value']],
    [{ csi: { driver: 'd' } }, ['spec.csi.volumeHandle: Required value']],
    [{ nfs: { server: 's', path: 'exports' } }, ['spec.nfs.path: Invalid value: "exports": must be an absolute path']],
    [
      { iscsi: { targetPortal: 'p', iqn: 'target', lun: 256 } },
      [
        'spec.iscsi.iqn: Invalid value: "target": must be valid format starting with iqn, eui, or naa',
        'spec.iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive',
      ],
    ],
    [{ fc: {} }, ['spec.fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both']],
    [{ cephfs: { monitors: [] } }, ['spec.cephfs.monitors: Required value']],
    [
      { flexVolume: { driver: 'd', options: { 'kubernetes.io/x': 'y' } } },
      [
        'spec.flexVolume.options[kubernetes.io/x]: Invalid value: "kubernetes.io/x": kubernetes.io and k8s.io namespaces are reserved',
      ],
    ],
    [
      { ...nfs, volumeMode: 'File' },
      ['spec.volumeMode: Unsupported value: "File": supported values: "Block", "Filesystem"'],
    ],
  ])('%j', (spec, expected) => {
    const errors = validateObject(volume(spec));
    expect(errors.map(formatFieldError)).toEqual(expected);
  });

  test('and points at the disk, which it calls by another name', () => {
    const [error] = validateObject(volume({ gcePersistentDisk: { fsType: 'ext4' } }));
    expect(error?.at).toEqual(['spec', 'gcePersistentDisk', 'pdName']);
  });
});

describe('a PersistentVolume that exists', () => {
  test.each<readonly [string, object, object, readonly string[]]>([
    [
      'keeps its source',
      nfs,
      { nfs: { server: 't', path: '/' } },
      ['spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation'],
    ],
    [
      'keeps its mode',
      nfs,
      { ...nfs, volumeMode: 'Block' },
      ['volumeMode: Invalid value: "Block": field is immutable'],
    ],
    ['may be told where it is', nfs, { ...nfs, nodeAffinity: on('a') }, []],
    [
      'stays where it is',
      { ...nfs, nodeAffinity: on('a') },
      { ...nfs, nodeAffinity: on('b') },
      [`nodeAffinity: Invalid value: ${JSON.stringify(on('b'))}: field is immutable`],
    ],
    [
      'may grow, change its policy and be bound',
      nfs,
      {
        ...nfs,
        capacity: { storage: '2Gi' },
        persistentVolumeReclaimPolicy: 'Delete',
        claimRef: { namespace: 'n', name: 'c', uid: 'u' },
      },
      [],
    ],
    [
      'may get a secret for expansion',
      { csi: { driver: 'd', volumeHandle: 'h' } },
      { csi: { driver: 'd', volumeHandle: 'h', controllerExpandSecretRef: { name: 's', namespace: 'n' } } },
      [],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(validateUpdate(volume(before), volume(after)).map(formatFieldError)).toEqual(expected);
  });
});

describe('the API server refuses a claim', () => {
  test.each<readonly [object, readonly string[]]>([
    [{ accessModes: [] }, ['spec.accessModes: Required value: at least 1 access mode is required']],
    [{ resources: undefined }, ['spec.resources[storage]: Required value']],
    [{ resources: { requests: { memory: '1Gi' } } }, ['spec.resources[storage]: Required value']],
    [
      { resources: { requests: { storage: '0Gi' } } },
      ['spec.resources[storage]: Invalid value: "0": must be greater than zero'],
    ],
    [
      { storageClassName: '-fast' },
      [
        `spec.storageClassName: Invalid value: "-fast": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`.replace(
          '\\\\\\\\',
          '\\\\',
        ),
      ],
    ],
    [
      { dataSource: { kind: 'VolumeSnapshot', name: 's' } },
      [
        `spec.dataSource: Invalid value: "VolumeSnapshot": must be 'PersistentVolumeClaim' when referencing the default apiGroup`,
      ],
    ],
    [
      {
        dataSource: { kind: 'PersistentVolumeClaim', name: 'a' },
        dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'b' },
      },
      ['spec: Invalid value: "spec.dataSource": must match dataSourceRef'],
    ],
  ])('%j', (spec, expected) => {
    expect(errorsOf(claim(spec))).toEqual(expected.map((text) => text.replaceAll('\\\\', '\\')));
  });

  test('and points at the amount, which it calls by another name', () => {
    const [error] = validateObject(claim({ resources: undefined }));
    expect(error?.at).toEqual(['spec', 'resources', 'requests', 'storage']);
    const [mode] = validateObject(claim({ accessModes: ['ReadWriteOnce', 'RWX'] }));
    expect(getField(claim({ accessModes: ['ReadWriteOnce', 'RWX'] }), mode?.at ?? [])).toBe('RWX');
  });
});

describe('a claim that exists', () => {
  const bound = { status: { phase: 'Bound', capacity: { storage: '1Gi' } } };
  const asks = (storage: string) => ({ resources: { requests: { storage } } });
  const frozen =
    'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
  const shrunk = 'spec.resources.requests.storage: Forbidden: field can not be less than status.capacity';

  test.each<readonly [string, KubeObject, KubeObject, readonly string[]]>([
    ['may be told its volume', claim({}), claim({ volumeName: 'pv' }), []],
    ['keeps its volume', claim({ volumeName: 'pv' }), claim({ volumeName: 'other' }), [frozen]],
    ['does not forget its volume', claim({ volumeName: 'pv' }), claim({}), [frozen]],
    ['may get the class it did not name', claim({}), claim({ storageClassName: 'fast' }), []],
    [
      'keeps a class that is empty on purpose',
      claim({ storageClassName: '' }),
      claim({ storageClassName: 'a' }),
      [frozen],
    ],
    ['keeps its class', claim({ storageClassName: 'a' }), claim({ storageClassName: 'b' }), [frozen]],
    ['keeps its modes', claim({}), claim({ accessModes: ['ReadWriteMany'] }), [frozen]],
    ['may grow when it is bound', claim({}, bound), claim(asks('2Gi'), bound), []],
    ['may not grow before', claim({}), claim(asks('2Gi')), [frozen]],
    ['may not be smaller than it is', claim({}, bound), claim(asks('512Mi'), bound), [shrunk]],
    ['may ask for less than it asked, above what it has', claim(asks('3Gi'), bound), claim(asks('2Gi'), bound), []],
    [
      'may not ask for just what it has, once it asked for more',
      claim(asks('3Gi'), bound),
      claim(asks('1Gi'), bound),
      [shrunk],
    ],
    ['means the same with another text', claim(asks('1Gi')), claim(asks('1024Mi')), []],
    [
      'keeps its mode',
      claim({}),
      claim({ volumeMode: 'Block' }),
      [frozen, 'volumeMode: Invalid value: "Block": field is immutable'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(validateUpdate(before, after).map(formatFieldError)).toEqual(expected);
  });

  test('is refused at the field that changed', () => {
    const [error] = validateUpdate(claim({ storageClassName: 'a' }), claim({ storageClassName: 'b' }));
    expect(error?.at).toEqual(['spec', 'storageClassName']);
  });
});
