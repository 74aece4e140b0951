import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../meta.js';
import { defaultObject } from './index.js';

const make = (apiVersion: string, kind: string, rest: object): KubeObject =>
  ({ apiVersion, kind, metadata: { name: 'x' }, ...rest }) as KubeObject;
const pod = (volume: object) => make('v1', 'Pod', { spec: { containers: [], volumes: [{ name: 'v', ...volume }] } });

function volumeOf(volume: object): unknown {
  const object = defaultObject(pod(volume)) as KubeObject & { spec: { volumes: readonly unknown[] } };
  return object.spec.volumes[0];
}

describe('a PersistentVolume gets', () => {
  test.each([
    [
      'its phase, policy and mode',
      { capacity: { storage: '1024Mi' }, nfs: { server: 's', path: '/' } },
      {
        capacity: { storage: '1Gi' },
        nfs: { server: 's', path: '/' },
        persistentVolumeReclaimPolicy: 'Retain',
        volumeMode: 'Filesystem',
      },
    ],
    ['a hostPath type that checks nothing', { hostPath: { path: '/x' } }, { hostPath: { path: '/x', type: '' } }],
    [
      'the interface of iscsi',
      { iscsi: { targetPortal: 'p', iqn: 'iqn.2001-04.com.example:x', lun: 0 } },
      { iscsi: { targetPortal: 'p', iqn: 'iqn.2001-04.com.example:x', lun: 0, iscsiInterface: 'default' } },
    ],
    [
      'the pool, user and keyring of rbd',
      { rbd: { monitors: ['m'], image: 'i', pool: 'mine' } },
      { rbd: { monitors: ['m'], image: 'i', pool: 'mine', user: 'admin', keyring: '/etc/ceph/keyring' } },
    ],
    [
      'the caching of azureDisk',
      { azureDisk: { diskName: 'd', diskURI: 'u' } },
      {
        azureDisk: {
          diskName: 'd',
          diskURI: 'u',
          cachingMode: 'ReadWrite',
          fsType: 'ext4',
          readOnly: false,
          kind: 'Shared',
        },
      },
    ],
    [
      'thin provisioning of scaleIO',
      { scaleIO: { gateway: 'g', system: 's' } },
      { scaleIO: { gateway: 'g', system: 's', storageMode: 'ThinProvisioned', fsType: 'xfs' } },
    ],
  ])('%s', (_, spec, expected) => {
    const defaulted = defaultObject(make('v1', 'PersistentVolume', { spec }));
    expect(defaulted).toMatchObject({ spec: expected, status: { phase: 'Pending' } });
    expect(defaultObject(defaulted)).toEqual(defaulted);
  });
});

describe('a claim gets', () => {
  test('its phase and mode, but no class', () => {
    const claim = make('v1', 'PersistentVolumeClaim', { spec: { resources: { requests: { storage: '0.5Gi' } } } });
    expect(defaultObject(claim)).toEqual({
      ...claim,
      spec: { resources: { requests: { storage: '512Mi' } }, volumeMode: 'Filesystem' },
      status: { phase: 'Pending' },
    });
  });

  test('nothing in place of a class that is empty on purpose', () => {
    const claim = make('v1', 'PersistentVolumeClaim', { spec: { storageClassName: '', volumeMode: 'Block' } });
    expect(defaultObject(claim)).toMatchObject({ spec: { storageClassName: '', volumeMode: 'Block' } });
  });
});

test.each([
  ['a volume of a pod without a source', {}, { emptyDir: {} }],
  ['one whose source is null', { emptyDir: null }, { emptyDir: {} }],
  ['the size of an emptyDir', { emptyDir: { sizeLimit: '1024Ki' } }, { emptyDir: { sizeLimit: '1Mi' } }],
  ['a Secret', { secret: { secretName: 's' } }, { secret: { secretName: 's', defaultMode: 420 } }],
  [
    'a ConfigMap with a mode of its own',
    { configMap: { name: 'c', defaultMode: 0 } },
    { configMap: { name: 'c', defaultMode: 0 } },
  ],
  [
    'a projected token',
    { projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
    { projected: { defaultMode: 420, sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 3600 } }] } },
  ],
  [
    'fields of the pod',
    { downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }] } },
    {
      downwardAPI: {
        defaultMode: 420,
        items: [{ path: 'l', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels' } }],
      },
    },
  ],
  [
    'the claim of an ephemeral volume',
    { ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'] } } } },
    {
      ephemeral: {
        volumeClaimTemplate: { metadata: {}, spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem' } },
      },
    },
  ],
  ['an image', { image: { reference: 'r:1' } }, { image: { reference: 'r:1', pullPolicy: 'IfNotPresent' } }],
  ['an image of today', { image: { reference: 'r' } }, { image: { reference: 'r', pullPolicy: 'Always' } }],
])('%s is completed', (_, volume, expected) => {
  expect(volumeOf(volume)).toEqual({ name: 'v', ...expected });
});

test.each([
  ['StorageClass', { provisioner: 'p' }, { provisioner: 'p', reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }],
  [
    'CSIDriver',
    { spec: { attachRequired: false } },
    {
      spec: {
        attachRequired: false,
        podInfoOnMount: false,
        storageCapacity: false,
        fsGroupPolicy: 'ReadWriteOnceWithFSType',
        requiresRepublish: false,
        seLinuxMount: false,
        volumeLifecycleModes: ['Persistent'],
      },
    },
  ],
  ['VolumeAttachment', { spec: { attacher: 'a' } }, { spec: { attacher: 'a' }, status: { attached: false } }],
  ['CSINode', {}, { spec: { drivers: [] } }],
])('a %s gets its defaults', (kind, rest, expected) => {
  expect(defaultObject(make('storage.k8s.io/v1', kind, rest))).toEqual(make('storage.k8s.io/v1', kind, expected));
});

describe('a StatefulSet gets', () => {
  const set = (spec: object) =>
    defaultObject(make('apps/v1', 'StatefulSet', { spec })) as KubeObject & { spec: Readonly<Record<string, unknown>> };

  test('what the API server writes into a plain one', () => {
    const { spec } = set({ volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] });
    const { template, ...rest } = spec;
    expect(rest).toEqual({
      replicas: 1,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      revisionHistoryLimit: 10,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data' },
          spec: { volumeMode: 'Filesystem' },
          status: { phase: 'Pending' },
        },
      ],
    });
    expect(template).toMatchObject({ spec: { restartPolicy: 'Always' } });
  });

  test.each([
    [{ replicas: 0 }, { replicas: 0 }],
    [{ updateStrategy: { type: 'OnDelete' } }, { updateStrategy: { type: 'OnDelete' } }],
    [{ updateStrategy: { type: 'RollingUpdate' } }, { updateStrategy: { type: 'RollingUpdate' } }],
    [
      { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } },
      { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' } },
    ],
  ])('%o stays as it was meant', (spec, expected) => {
    expect(set(spec).spec).toMatchObject(expected);
  });
});

describe('a Secret', () => {
  const secret = (rest: object) => defaultObject(make('v1', 'Secret', rest));

  test('is opaque, and its stringData is folded into data', () => {
    expect(secret({ data: { a: 'MQ==', b: 'Mg==' }, stringData: { b: 'пароль' } })).toEqual(
      make('v1', 'Secret', { type: 'Opaque', data: { a: 'MQ==', b: '0L/QsNGA0L7Qu9GM' } }),
    );
  });

  test('keeps its type, and no empty stringData', () => {
    expect(secret({ type: 'kubernetes.io/tls', stringData: {} })).toEqual(
      make('v1', 'Secret', { type: 'kubernetes.io/tls' }),
    );
  });
});

test.each([
  ['without data has an empty one', {}, { data: {} }],
  ['with a key without a value has an empty text there', { data: { a: null } }, { data: { a: '' } }],
])('a ConfigMap %s', (_, rest, expected) => {
  expect(defaultObject(make('v1', 'ConfigMap', rest))).toEqual(make('v1', 'ConfigMap', expected));
});
