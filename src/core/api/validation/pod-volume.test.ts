import { describe, expect, test } from 'vitest';
import { formatFieldError, formatFieldPath, type FieldError } from '../../index.js';
import type { KubeObject } from '../meta.js';
import { validateObject } from './index.js';

const pod = (volumes: readonly object[], container: object = {}): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default' },
    spec: { containers: [{ name: 'c', image: 'i', ...container }], volumes },
  }) as KubeObject;
const ofVolume = (source: object) => validateObject(pod([{ name: 'v', ...source }]));
const placeOf = (error: FieldError | undefined) => formatFieldPath(error?.at ?? error?.field ?? []);

describe('the API server takes a volume', () => {
  test.each([
    [{}],
    [{ emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } }],
    [{ hostPath: { path: '/var/lib/docker', type: 'Directory' } }],
    [{ persistentVolumeClaim: { claimName: 'c' } }],
    [{ configMap: { name: 'c', items: [{ key: 'a', path: 'x/y', mode: 0o400 }] } }],
    [{ downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: "metadata.labels['app']" } }] } }],
    [{ downwardAPI: { items: [{ path: 'm', resourceFieldRef: { containerName: 'c', resource: 'limits.memory' } }] } }],
    [{ projected: { sources: [{ secret: { name: 's' } }, { serviceAccountToken: { path: 't' } }] } }],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
    ],
    [{ csi: { driver: 'inline.storage.kubernetes.io' } }],
  ])('%j', (source) => {
    expect(ofVolume(source).map(formatFieldError)).toEqual([]);
  });
});

describe('the API server refuses a volume', () => {
  const CASES: readonly (readonly [source: object, says: string, at?: string])[] = [
    [
      { emptyDir: {}, hostPath: { path: '/a' } },
      'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
    ],
    [
      { emptyDir: { sizeLimit: '-1' } },
      'spec.volumes[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity',
    ],
    [{ hostPath: { path: '' } }, 'spec.volumes[0].hostPath.path: Required value'],
    [{ hostPath: { path: '../a' } }, `spec.volumes[0].hostPath.path: Invalid value: "../a": must not contain '..'`],
    [{ persistentVolumeClaim: {} }, 'spec.volumes[0].persistentVolumeClaim.claimName: Required value'],
    [{ secret: {} }, 'spec.volumes[0].secret.secretName: Required value'],
    [
      { configMap: { name: 'c', defaultMode: 0o1000 } },
      'spec.volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
    ],
    [
      { configMap: { name: 'c', items: [{ key: 'a', path: '/a' }] } },
      'spec.volumes[0].configMap.items[0].path: Invalid value: "/a": must be a relative path',
    ],
    [
      { configMap: { name: 'c', items: [{ key: 'a', path: '..data' }] } },
      `spec.volumes[0].configMap.items[0].path: Invalid value: "..data": must not start with '..'`,
    ],
    [
      { downwardAPI: { items: [{ path: 'a' }] } },
      'spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
      'spec.volumes[0].downwardAPI.items[0]',
    ],
    [
      { downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'spec.nodeName' } }] } },
      'spec.volumes[0].downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"',
      'spec.volumes[0].downwardAPI.items[0].fieldRef.fieldPath',
    ],
    [
      { projected: { sources: [{ secret: { name: 's' }, configMap: { name: 'c' } }] } },
      'spec.volumes[0].projected.sources[0]: Forbidden: may not specify more than 1 volume type per source',
    ],
    [
      {
        projected: {
          sources: [
            { secret: { name: 's', items: [{ key: 'a', path: 'x' }] } },
            { configMap: { name: 'c', items: [{ key: 'a', path: 'x' }] } },
          ],
        },
      },
      'spec.volumes[0].projected: Invalid value: "c": conflicting duplicate paths',
      'spec.volumes[0].projected.sources[1].configMap.items[0]',
    ],
    [
      { projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 60 } }] } },
      'spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes',
    ],
    [{ ephemeral: {} }, 'spec.volumes[0].ephemeral.volumeClaimTemplate: Required value'],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { name: 'x' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
      'spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.Name: Forbidden: cannot be set',
      'spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.name',
    ],
    [
      { gcePersistentDisk: {} },
      'spec.volumes[0].persistentDisk.pdName: Required value',
      'spec.volumes[0].gcePersistentDisk.pdName',
    ],
  ];

  test.each(CASES.map(([source, says, at]) => ({ source, says, at })))('$source', ({ source, says: expected, at }) => {
    const [error, ...others] = ofVolume(source);
    expect([error === undefined ? '' : formatFieldError(error), others]).toEqual([expected, []]);
    expect(placeOf(error)).toBe(at ?? expected.slice(0, expected.indexOf(': ')));
  });

  test('whose ephemeral claim another volume of the pod names', () => {
    const template = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
    const volumes = [
      { name: 'a', ephemeral: { volumeClaimTemplate: template } },
      { name: 'b', persistentVolumeClaim: { claimName: 'p-a' } },
    ];
    expect(validateObject(pod(volumes)).map(formatFieldError)).toEqual([
      'spec.volumes[1].persistentVolumeClaim.claimName: Invalid value: "p-a": must not reference a PVC that gets created for an ephemeral volume',
    ]);
  });
});

describe('a container sees volumes', () => {
  const VOLUMES = [
    { name: 'data', persistentVolumeClaim: { claimName: 'c' } },
    { name: 'tmp', emptyDir: {} },
  ];
  const at = (field: string) => `spec.containers[0].${field}`;

  test.each<readonly [object, readonly string[]]>([
    [{ volumeMounts: [{ name: 'data', mountPath: '/data', subPath: 'a/b' }] }, []],
    [{ volumeDevices: [{ name: 'data', devicePath: '/dev/xvda' }] }, []],
    [{ volumeMounts: [{ name: 'x', mountPath: '/data' }] }, [at('volumeMounts[0].name: Not found: "x"')]],
    [
      { volumeMounts: [{ mountPath: '/data' }] },
      [at('volumeMounts[0].name: Required value'), at('volumeMounts[0].name: Not found: ""')],
    ],
    [{ volumeMounts: [{ name: 'data' }] }, [at('volumeMounts[0].mountPath: Required value')]],
    [
      {
        volumeMounts: [
          { name: 'data', mountPath: '/a' },
          { name: 'tmp', mountPath: '/a' },
        ],
      },
      [at('volumeMounts[1].mountPath: Invalid value: "/a": must be unique')],
    ],
    [
      { volumeMounts: [{ name: 'data', mountPath: '/a', subPath: '../b' }] },
      [at(`volumeMounts.subPath: Invalid value: "../b": must not contain '..'`)],
    ],
    [
      { volumeMounts: [{ name: 'data', mountPath: '/a', subPath: 'b', subPathExpr: '$(X)' }] },
      [at('volumeMounts[0].subPathExpr: Invalid value: "$(X)": subPathExpr and subPath are mutually exclusive')],
    ],
    [
      { volumeMounts: [{ name: 'data', mountPath: '/a', recursiveReadOnly: 'Enabled' }] },
      [at('volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true')],
    ],
    [
      { volumeDevices: [{ name: 'tmp', devicePath: '/dev/x' }] },
      [
        at(
          'volumeDevices[0].name: Invalid value: "tmp": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
        ),
      ],
    ],
    [
      {
        volumeMounts: [{ name: 'data', mountPath: '/a' }],
        volumeDevices: [{ name: 'data', devicePath: '/dev/x' }],
      },
      [
        at('volumeMounts[0].name: Invalid value: "data": must not already exist in volumeDevices'),
        at('volumeDevices[0].name: Invalid value: "data": must not already exist in volumeMounts'),
      ],
    ],
    [
      { volumeDevices: [{ name: 'data', devicePath: '/dev/../x' }] },
      [at(`volumeDevices[0].devicePath: Invalid value: "/dev/../x": can not contain backsteps ('..')`)],
    ],
  ])('%j', (container, expected) => {
    expect(validateObject(pod(VOLUMES, container)).map(formatFieldError)).toEqual(expected);
  });

  test('but not one that is itself refused', () => {
    const object = pod([{ name: 'v', secret: {} }], { volumeMounts: [{ name: 'v', mountPath: '/v' }] });
    expect(validateObject(object).map(formatFieldError)).toEqual([
      'spec.volumes[0].secret.secretName: Required value',
      'spec.containers[0].volumeMounts[0].name: Not found: "v"',
    ]);
  });
});
