import { describe, expect, test } from 'vitest';
import { formatFieldError } from '../field-error.js';
import type { KubeObject } from '../meta.js';
import { validateObject, validateUpdate } from './index.js';

const make = (apiVersion: string, kind: string, rest: object): KubeObject =>
  ({ apiVersion, kind, metadata: { name: 'x', namespace: 'default' }, ...rest }) as KubeObject;
const cluster = (kind: string, rest: object): KubeObject => ({
  ...make('storage.k8s.io/v1', kind, rest),
  metadata: { name: 'x' },
});
const errorsOf = (object: KubeObject) => validateObject(object).map(formatFieldError);
const changesOf = (before: KubeObject, after: KubeObject) => validateUpdate(before, after).map(formatFieldError);

describe('a StorageClass', () => {
  const storageClass = (rest: object) => cluster('StorageClass', { provisioner: 'ebs.csi.aws.com', ...rest });

  test.each<readonly [object, readonly string[]]>([
    [{ allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['a'] }] }] }, []],
    [{ provisioner: 'kubernetes.io/gce-pd', parameters: { type: 'pd-ssd', zone: 'europe-west1-c' } }, []],
    [{ provisioner: undefined }, ['provisioner: Required value']],
    [
      { reclaimPolicy: 'Recycle' },
      ['reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"'],
    ],
    [
      { volumeBindingMode: 'Later' },
      ['volumeBindingMode: Unsupported value: "Later": supported values: "Immediate", "WaitForFirstConsumer"'],
    ],
    [{ parameters: { '': 'x' } }, ['parameters: Invalid value: "": field can not be empty.']],
    [{ parameters: { a: 'x'.repeat(256 * 1024) } }, ['parameters: Too long: may not be more than 262144 bytes']],
    [
      {
        allowedTopologies: [
          {
            matchLabelExpressions: [
              { key: 'zone', values: ['a', 'a'] },
              { key: 'zone', values: [] },
            ],
          },
        ],
      },
      [
        'allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: "a"',
        'allowedTopologies[0].matchLabelExpressions[1].values: Required value',
        'allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: "zone"',
      ],
    ],
  ])('%#', (rest, expected) => {
    expect(errorsOf(storageClass(rest))).toEqual(expected);
  });

  test.each<readonly [object, readonly string[]]>([
    [{ allowVolumeExpansion: true, mountOptions: ['ro'] }, []],
    [{ provisioner: 'other' }, ['provisioner: Forbidden: updates to provisioner are forbidden.']],
    [{ parameters: { type: 'a' } }, ['parameters: Forbidden: updates to parameters are forbidden.']],
    [{ reclaimPolicy: 'Retain' }, ['reclaimPolicy: Forbidden: updates to reclaimPolicy are forbidden.']],
    [
      { volumeBindingMode: 'WaitForFirstConsumer' },
      ['volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable'],
    ],
  ])('that exists, with %j', (rest, expected) => {
    expect(changesOf(storageClass({}), storageClass(rest))).toEqual(expected);
  });
});

describe('a VolumeAttachment', () => {
  const attachment = (spec: object) =>
    cluster('VolumeAttachment', {
      spec: { attacher: 'd', nodeName: 'n', source: { persistentVolumeName: 'pv' }, ...spec },
    });

  test.each<readonly [object, readonly string[]]>([
    [{}, []],
    [
      { source: {} },
      ['spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName'],
    ],
    [
      { source: { persistentVolumeName: '' } },
      ['spec.source.persistentVolumeName: Required value: must specify non empty persistentVolumeName'],
    ],
  ])('%j', (spec, expected) => {
    expect(errorsOf(attachment(spec))).toEqual(expected);
  });

  test('is of one node', () => {
    const [error] = changesOf(attachment({}), attachment({ nodeName: 'm' }));
    expect(error).toMatch(/^spec: Invalid value: \{.*\}: field is immutable$/);
  });
});

describe('a CSIDriver', () => {
  const driver = (spec: object) => cluster('CSIDriver', { spec });

  test.each<readonly [object, readonly string[]]>([
    [{}, []],
    [
      { fsGroupPolicy: 'Maybe' },
      ['spec.fsGroupPolicy: Unsupported value: "Maybe": supported values: "File", "None", "ReadWriteOnceWithFSType"'],
    ],
    [
      { volumeLifecycleModes: ['Persistent', 'Short'] },
      ['spec.volumeLifecycleModes: Unsupported value: "Short": supported values: "Persistent", "Ephemeral"'],
    ],
    [
      { tokenRequests: [{ audience: 'a' }, { audience: 'a' }] },
      ['spec.tokenRequests[1].audience: Duplicate value: "a"'],
    ],
  ])('%j', (spec, expected) => {
    expect(errorsOf(driver(spec))).toEqual(expected);
  });

  test('attaches or does not, for ever', () => {
    expect(changesOf(driver({}), driver({ attachRequired: false, fsGroupPolicy: 'File' }))).toEqual([
      'spec.attachedRequired: Invalid value: false: field is immutable',
    ]);
  });
});

describe('a CSINode', () => {
  const node = (...drivers: readonly object[]) => cluster('CSINode', { spec: { drivers } });

  test('names each driver once, with an id', () => {
    expect(errorsOf(node({ name: 'd', nodeID: 'n' }, { name: 'd' }))).toEqual([
      'spec.drivers[1].nodeID: Required value',
      'spec.drivers[1].name: Duplicate value: "d"',
    ]);
  });

  test('keeps what a driver said, but for how many volumes fit', () => {
    const old = node({ name: 'd', nodeID: 'n', allocatable: { count: 1 } });
    expect(
      changesOf(old, node({ name: 'd', nodeID: 'n', allocatable: { count: 2 } }, { name: 'e', nodeID: 'n' })),
    ).toEqual([]);
    expect(changesOf(old, node({ name: 'd', nodeID: 'm' }))).toEqual([
      'CSINodeDriver: Invalid value: {"name":"d","nodeID":"m"}: field is immutable',
    ]);
  });
});

describe('a ConfigMap or a Secret', () => {
  const configMap = (rest: object) => make('v1', 'ConfigMap', rest);
  const secret = (rest: object) => make('v1', 'Secret', rest);
  const badKey =
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

  test.each<readonly [KubeObject, readonly string[]]>([
    [configMap({ data: { 'app.conf': 'a' }, binaryData: { b: 'MQ==' } }), []],
    [configMap({ data: { 'a/b': '1' } }), [`data[a/b]: Invalid value: "a/b": ${badKey}`]],
    [configMap({ data: { '..': '1' } }), ['data[..]: Invalid value: "..": must not be \'..\'']],
    [
      configMap({ data: { a: '1' }, binaryData: { a: 'MQ==' } }),
      [
        'data[a]: Invalid value: "a": duplicate of key present in binaryData',
        'binaryData[a]: Invalid value: "a": duplicate of key present in data',
      ],
    ],
    [configMap({ data: { a: 'ж'.repeat(600_000) } }), [': Too long: may not be more than 1048576 bytes']],
    [secret({ stringData: { password: 'p' } }), []],
    [secret({ data: { a: 'A'.repeat(1_500_000) } }), ['data: Too long: may not be more than 1048576 bytes']],
    [secret({ type: 'kubernetes.io/tls', data: { 'tls.crt': '' } }), ['data[tls.key]: Required value']],
    [secret({ type: 'kubernetes.io/basic-auth', stringData: { username: 'u' } }), []],
    [
      secret({ type: 'kubernetes.io/basic-auth' }),
      ['data[username]: Required value', 'data[password]: Required value'],
    ],
    [
      secret({ type: 'kubernetes.io/service-account-token' }),
      ['metadata.annotations[kubernetes.io/service-account.name]: Required value'],
    ],
  ])('%#', (object, expected) => {
    expect(errorsOf(object)).toEqual(expected);
  });

  test.each<readonly [KubeObject, KubeObject, readonly string[]]>([
    [configMap({ data: { a: '1' } }), configMap({ data: { a: '2' } }), []],
    [
      configMap({ immutable: true, data: { a: '1' } }),
      configMap({ data: { a: '2' } }),
      [
        'immutable: Forbidden: field is immutable when `immutable` is set',
        'data: Forbidden: field is immutable when `immutable` is set',
      ],
    ],
    [secret({}), secret({ type: 'x/y' }), ['type: Invalid value: "x/y": field is immutable']],
  ])('that exists: %#', (before, after, expected) => {
    expect(changesOf(before, after)).toEqual(expected);
  });
});

describe('a StatefulSet', () => {
  const labels = { app: 'db' };
  const container = { name: 'db', image: 'mongo', volumeMounts: [{ name: 'data', mountPath: '/data/db' }] };
  const template = { metadata: { labels }, spec: { containers: [container] } };
  const claim = {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const set = (spec: object) =>
    make('apps/v1', 'StatefulSet', {
      spec: { serviceName: 'db', selector: { matchLabels: labels }, template, volumeClaimTemplates: [claim], ...spec },
    });

  test.each<readonly [object, readonly string[]]>([
    [{}, []],
    [{ updateStrategy: { type: 'OnDelete' }, podManagementPolicy: 'Parallel', ordinals: { start: 5 } }, []],
    [{ volumeClaimTemplates: [] }, ['spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"']],
    [
      { volumeClaimTemplates: [{ ...claim, spec: { accessModes: ['ReadWriteOnce'] } }] },
      ['spec.volumeClaimTemplates[0].spec.resources[storage]: Required value'],
    ],
    [
      { selector: { matchLabels: { app: 'web' } } },
      ['spec.template.metadata.labels: Invalid value: {"app":"db"}: `selector` does not match template `labels`'],
    ],
    [
      { selector: undefined },
      [
        'spec.selector: Required value',
        'spec.template.metadata.labels: Invalid value: {"app":"db"}: `selector` does not match template `labels`',
      ],
    ],
    [{ selector: {} }, ['spec.selector: Invalid value: {}: empty selector is invalid for statefulset']],
    [
      { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } },
      ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
    ],
    [
      { podManagementPolicy: 'Ordered' },
      [`spec.podManagementPolicy: Invalid value: "Ordered": must be 'OrderedReady' or 'Parallel'`],
    ],
    [
      { updateStrategy: { type: 'Recreate' } },
      [`spec.updateStrategy: Invalid value: {"type":"Recreate"}: must be 'RollingUpdate' or 'OnDelete'`],
    ],
    [
      { updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } },
      [
        `spec.updateStrategy.rollingUpdate: Invalid value: {"partition":1}: only allowed for updateStrategy 'RollingUpdate'`,
      ],
    ],
    [
      { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Keep' } },
      [
        'spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: "Keep": supported values: "Retain", "Delete"',
      ],
    ],
    [{ replicas: -1 }, ['spec.replicas: Invalid value: -1: must be greater than or equal to 0']],
  ])('%j', (spec, expected) => {
    expect(errorsOf(set(spec))).toEqual(expected);
  });

  const frozen =
    "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

  test.each<readonly [object, readonly string[]]>([
    [{ replicas: 3, minReadySeconds: 5, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } }, []],
    [{ serviceName: 'other' }, [frozen]],
    [{ volumeClaimTemplates: [{ ...claim, spec: { ...claim.spec, storageClassName: 'fast' } }] }, [frozen]],
    [{ podManagementPolicy: 'Parallel' }, [frozen]],
  ])('that exists, with %j', (spec, expected) => {
    expect(changesOf(set({}), set(spec))).toEqual(expected);
  });

  test('is refused at the field that changed', () => {
    expect(validateUpdate(set({}), set({ serviceName: 'other' }))[0]?.at).toEqual(['spec', 'serviceName']);
  });
});
