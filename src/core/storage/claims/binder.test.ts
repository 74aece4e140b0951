import { describe, expect, it } from 'vitest';
import { getField } from '../../api/field-path.js';
import type { KubeObject } from '../../api/meta.js';
import { BOUND, clusterOf, edit, NO_VOLUME } from './testing/clusters.js';
import {
  aClaim,
  aClaimWithoutClass,
  aClass,
  aPodWith,
  aVolume,
  claim,
  key,
  states,
  story,
  volume,
} from './testing/manifests.js';

describe('the static workflow', () => {
  it('writes the volume first, then its phase, then the claim, then its status', () => {
    const cluster = clusterOf(aVolume('pv-1', { size: '5Gi' }), aClaim('db'));
    expect(story(cluster.journal)).toEqual(['available', ...BOUND]);
    expect(states(cluster)).toEqual(['claim/db Bound pv-1', 'pv/pv-1 Bound default/db']);
    expect(claim(cluster, 'db').status).toMatchObject({ capacity: { storage: '5Gi' }, accessModes: ['ReadWriteOnce'] });
    const { uid } = claim(cluster, 'db').metadata;
    expect(volume(cluster, 'pv-1').spec.claimRef).toMatchObject({ kind: 'PersistentVolumeClaim', name: 'db', uid });
    expect(volume(cluster, 'pv-1').metadata.annotations).toEqual({ 'pv.kubernetes.io/bound-by-controller': 'yes' });
    expect(claim(cluster, 'db').metadata.annotations).toEqual({
      'pv.kubernetes.io/bind-completed': 'yes',
      'pv.kubernetes.io/bound-by-controller': 'yes',
    });
  });

  it('makes one change a step, each a stage of binding, each with a cause that exists', () => {
    const cluster = clusterOf(aVolume('pv-1'), aClaim('db'));
    const steps = cluster.journal.filter(({ volume: mark }) => mark?.kind === 'bind');
    expect(steps.map(({ changes }) => changes.length)).toEqual([1, 1, 1, 1]);
    for (const { volume: mark } of steps) {
      expect(mark).toMatchObject({ claim: key.claim('db'), volume: key.volume('pv-1'), disk: 'nfs/nfs.example:/pv-1' });
    }
    cluster.journal.forEach(({ cause }, at) => {
      cluster.seek(at + 1);
      expect(
        getField(cluster.get(cause.object), cause.field),
        `${cause.object} ${cause.field.join('.')}`,
      ).toBeDefined();
    });
  });

  it('remembers when a volume came to its phase', () => {
    const cluster = clusterOf(aVolume('pv-1'));
    expect(volume(cluster, 'pv-1').status.lastPhaseTransitionTime).toBe('2026-01-01T00:00:00Z');
  });
});

describe('which volume a claim gets', () => {
  const cases: readonly [
    name: string,
    claim: KubeObject,
    volumes: readonly KubeObject[],
    expected: string | undefined,
  ][] = [
    [
      'the smallest that fits',
      aClaim('c', { size: '3Gi' }),
      [aVolume('a', { size: '10Gi' }), aVolume('b', { size: '5Gi' }), aVolume('d', { size: '2Gi' })],
      'b',
    ],
    ['of equals the first by name', aClaim('c'), [aVolume('b'), aVolume('a')], 'a'],
    ['1G is less than 1Gi', aClaim('c'), [aVolume('a', { size: '1G' })], undefined],
    ['1024Mi is 1Gi', aClaim('c'), [aVolume('a', { size: '1024Mi' })], 'a'],
    [
      'fewest access modes before the smallest size',
      aClaim('c'),
      [aVolume('a', { accessModes: ['ReadWriteOnce', 'ReadWriteMany'] }), aVolume('b', { size: '9Gi' })],
      'b',
    ],
    [
      'a volume must have every mode that is asked for',
      aClaim('c', { accessModes: ['ReadWriteOnce', 'ReadWriteMany'] }),
      [aVolume('a'), aVolume('b', { accessModes: ['ReadWriteMany', 'ReadWriteOnce'] })],
      'b',
    ],
    [
      'another class does not fit',
      aClaim('c', { storageClassName: 'fast' }),
      [aVolume('a'), aVolume('b', { storageClassName: 'fast' })],
      'b',
    ],
    ['"" is no class', aClaim('c'), [aVolume('a', { storageClassName: 'fast' }), aVolume('b')], 'b'],
    [
      'Block is only for Block',
      aClaim('c', { volumeMode: 'Block' }),
      [aVolume('a'), aVolume('b', { volumeMode: 'Block' })],
      'b',
    ],
    ['no mode is Filesystem', aClaim('c', { volumeMode: 'Filesystem' }), [aVolume('a')], 'a'],
    [
      'labels and expressions of the selector',
      aClaim('c', {
        selector: {
          matchLabels: { release: 'stable' },
          matchExpressions: [{ key: 'env', operator: 'In', values: ['dev'] }],
        },
      }),
      [aVolume('a', { labels: { release: 'stable' } }), aVolume('b', { labels: { release: 'stable', env: 'dev' } })],
      'b',
    ],
    ['an empty selector is no wish', aClaim('c', { selector: {} }), [aVolume('a')], 'a'],
    [
      'a volume reserved for it, though a smaller one fits',
      aClaim('c'),
      [aVolume('a'), aVolume('b', { size: '9Gi', claimRef: { namespace: 'default', name: 'c' } })],
      'b',
    ],
    [
      'reserved for it, whatever its labels',
      aClaim('c', { selector: { matchLabels: { a: 'b' } } }),
      [aVolume('b', { claimRef: { namespace: 'default', name: 'c' } })],
      'b',
    ],
    [
      'reserved for it, but too small',
      aClaim('c', { size: '2Gi' }),
      [aVolume('b', { claimRef: { namespace: 'default', name: 'c' } })],
      undefined,
    ],
    [
      'reserved for one of the same name elsewhere',
      aClaim('c'),
      [aVolume('a', { claimRef: { namespace: 'other', name: 'c' } })],
      undefined,
    ],
    [
      'reserved for it, but a set with fewer modes has a match',
      aClaim('c'),
      [
        aVolume('a'),
        aVolume('b', {
          accessModes: ['ReadWriteOnce', 'ReadWriteMany'],
          claimRef: { namespace: 'default', name: 'c' },
        }),
      ],
      'a',
    ],
    [
      'the one it names, though a smaller one fits',
      aClaim('c', { volumeName: 'b' }),
      [aVolume('a'), aVolume('b', { size: '9Gi' })],
      'b',
    ],
    [
      'the one it names, whatever its labels',
      aClaim('c', { volumeName: 'b', selector: { matchLabels: { a: 'b' } } }),
      [aVolume('b')],
      'b',
    ],
    [
      'node affinity is not asked without a pod',
      aClaim('c'),
      [
        aVolume('a', {
          nodeAffinity: {
            required: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['nowhere'] }] },
              ],
            },
          },
        }),
      ],
      'a',
    ],
  ];

  it.each(cases)('%s', (_name, asked, volumes, expected) => {
    const cluster = clusterOf(...volumes, asked);
    expect(claim(cluster, 'c').spec.volumeName).toBe(expected);
    expect(claim(cluster, 'c').status.phase).toBe(expected === undefined ? 'Pending' : 'Bound');
  });

  it('the annotation of old goes before the field', () => {
    const old = { 'volume.beta.kubernetes.io/storage-class': 'old' };
    const cluster = clusterOf(aVolume('a'), aVolume('b', { annotations: old }), aClaim('c', { annotations: old }));
    expect(claim(cluster, 'c').spec.volumeName).toBe('b');
  });
});

describe('a claim that waits', () => {
  it.each<[string, readonly KubeObject[], readonly string[]]>([
    ['for any volume', [aClaim('c')], [NO_VOLUME]],
    ['for a volume that does not exist yet: nothing is said', [aClaim('c', { volumeName: 'pv-1' })], []],
    [
      'for a class that does not exist',
      [aClaim('c', { storageClassName: 'fast' })],
      ['noClass · Warning ProvisioningFailed: storageclass.storage.k8s.io "fast" not found'],
    ],
    [
      'for a class that makes nothing',
      [aClass('manual'), aClaim('c', { storageClassName: 'manual' })],
      ['noProvisioner · Warning ProvisioningFailed: no volume plugin matched name: kubernetes.io/no-provisioner'],
    ],
    [
      'for a provisioner that is not installed',
      [aClass('fast', { provisioner: 'csi.example.com' }), aClaim('c', { storageClassName: 'fast' })],
      [
        "external · Normal ExternalProvisioning: Waiting for a volume to be created either by the external provisioner 'csi.example.com' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.",
      ],
    ],
    [
      'for its first pod',
      [aClass('local', { volumeBindingMode: 'WaitForFirstConsumer' }), aClaim('c', { storageClassName: 'local' })],
      ['waitsForConsumer · Normal WaitForFirstConsumer: waiting for first consumer to be created before binding'],
    ],
    [
      'for a volume that is too small',
      [aVolume('pv-1'), aClaim('c', { volumeName: 'pv-1', size: '2Gi' })],
      [
        'available',
        'mismatch · Warning VolumeMismatch: Cannot bind to requested volume "pv-1": requested PV is too small',
      ],
    ],
    [
      'for a volume of another class',
      [aVolume('pv-1', { storageClassName: 'x' }), aClaim('c', { volumeName: 'pv-1' })],
      [
        'available',
        'mismatch · Warning VolumeMismatch: Cannot bind to requested volume "pv-1": storageClassName does not match',
      ],
    ],
    [
      'for a volume of another mode',
      [aVolume('pv-1', { volumeMode: 'Block' }), aClaim('c', { volumeName: 'pv-1' })],
      [
        'available',
        'mismatch · Warning VolumeMismatch: Cannot bind to requested volume "pv-1": incompatible volumeMode',
      ],
    ],
    [
      'for a volume with other access modes',
      [aVolume('pv-1'), aClaim('c', { volumeName: 'pv-1', accessModes: ['ReadWriteMany'] })],
      [
        'available',
        'mismatch · Warning VolumeMismatch: Cannot bind to requested volume "pv-1": incompatible accessMode',
      ],
    ],
    [
      'for a volume that belongs to another',
      [aVolume('pv-1', { claimRef: { namespace: 'default', name: 'other' } }), aClaim('c', { volumeName: 'pv-1' })],
      ['reserved', 'takenByOther · Warning FailedBinding: volume "pv-1" already bound to a different claim.'],
    ],
  ])('%s', (_name, objects, expected) => {
    const cluster = clusterOf(...objects);
    expect(story(cluster.journal)).toEqual(expected);
    expect(claim(cluster, 'c').status).toEqual({ phase: 'Pending' });
  });

  it('says the same only once, and binds at the next resync when a volume comes', () => {
    const cluster = clusterOf(aClaim('c'));
    expect(edit(cluster, aClaim('c'), aVolume('small', { size: '1Mi' }))).toEqual(['available']);
    expect(edit(cluster, aClaim('c'), aVolume('small', { size: '1Mi' }), aVolume('pv-1'))).toEqual([
      'available',
      ...BOUND,
    ]);
    expect(cluster.clock).toBe(15_000);
  });

  it('binds when its volume gets the labels it selects', () => {
    const asked = aClaim('c', { selector: { matchLabels: { release: 'stable' } } });
    const cluster = clusterOf(aVolume('pv-1'), asked);
    expect(states(cluster)).toEqual(['claim/c Pending', 'pv/pv-1 Available']);
    expect(edit(cluster, aVolume('pv-1', { labels: { release: 'stable' } }), asked)).toEqual(BOUND);
  });

  it('binds to the volume it names when that appears', () => {
    const cluster = clusterOf(aClaim('c', { volumeName: 'pv-1' }));
    expect(edit(cluster, aClaim('c', { volumeName: 'pv-1' }), aVolume('pv-1'))).toEqual(['available', ...BOUND]);
    // The claim was written by a person: the controller signs only its own half.
    expect(claim(cluster, 'c').metadata.annotations).toEqual({ 'pv.kubernetes.io/bind-completed': 'yes' });
  });
});

describe('a default class', () => {
  it('is given to claims from before there was one, of several the newest', () => {
    const asked = aClaimWithoutClass('c');
    const cluster = clusterOf(asked);
    expect(story(cluster.journal)).toEqual([NO_VOLUME]);
    const old = aClass('old', { provisioner: 'csi.example.com' }, true);
    expect(edit(cluster, asked, old)[0]).toBe('defaultClass');
    expect(claim(cluster, 'c').spec.storageClassName).toBe('old');
  });

  it('is not given to a claim that wants none', () => {
    const cluster = clusterOf(aClaim('c'));
    edit(cluster, aClaim('c'), aClass('std', {}, true));
    expect(claim(cluster, 'c').spec.storageClassName).toBe('');
  });

  it('comes second: a volume without a class is taken first', () => {
    const cluster = clusterOf(aVolume('pv-1'), aClaimWithoutClass('c'));
    expect(states(cluster)).toEqual(['claim/c Bound pv-1', 'pv/pv-1 Bound default/c']);
  });
});

describe('a volume that is reserved', () => {
  it('of another mode than its claim is said on both', () => {
    const cluster = clusterOf(aClaim('c'));
    const uid = claim(cluster, 'c').metadata.uid;
    const reserved = aVolume('pv-1', { volumeMode: 'Block', claimRef: { namespace: 'default', name: 'c', uid } });
    expect(edit(cluster, aClaim('c'), reserved)).toEqual([
      'modeMismatch · Warning VolumeMismatch: Cannot bind PersistentVolume to requested PersistentVolumeClaim "c" due to incompatible volumeMode.',
      'modeMismatch · Warning VolumeMismatch: Cannot bind PersistentVolume "pv-1" to requested PersistentVolumeClaim due to incompatible volumeMode.',
    ]);
  });

  it('for a claim that has another loses only the uid', () => {
    const cluster = clusterOf(aVolume('pv-1'), aClaim('c'));
    const { uid } = claim(cluster, 'c').metadata;
    const claimRef = { namespace: 'default', name: 'c', uid };
    expect(edit(cluster, aVolume('pv-1'), aClaim('c'), aVolume('pv-2', { claimRef }))).toEqual([
      'uidCleared',
      'reserved',
    ]);
    expect(states(cluster)).toEqual(['claim/c Bound pv-1', 'pv/pv-1 Bound default/c', 'pv/pv-2 Available default/c']);
  });
});

it('an unscheduled pod is named by the claim it waits for, at the next resync', () => {
  const local = aClass('local', { volumeBindingMode: 'WaitForFirstConsumer' });
  const asked = aClaim('c', { storageClassName: 'local' });
  const cluster = clusterOf(local, asked);
  const pod = aPodWith('app', 'c', { nodeSelector: { nowhere: 'true' } });
  expect(edit(cluster, local, asked, pod)).toEqual([
    'waitsForPods · Normal WaitForPodScheduled: waiting for pod app to be scheduled',
  ]);
});
