import { describe, expect, it } from 'vitest';
import { getField } from '../../api/field-path.js';
import type { KubeObject } from '../../api/meta.js';
import type { Cluster } from '../../cluster/cluster.js';
import { clusterOf } from '../claims/testing/clusters.js';
import { aClaim, aClaimWithoutClass, aClass, aPodWith, aVolume, key } from '../claims/testing/manifests.js';
import type { MatchBoard } from '../types.js';
import { matchBoard } from './board.js';

const WAITS = { volumeBindingMode: 'WaitForFirstConsumer' };

/** The board of claim `c`; what stands on it points at fields that exist. */
function boardOf(cluster: Cluster): MatchBoard {
  const board = matchBoard(cluster, key.claim('c'));
  if (!board) throw new Error('no board');
  const causes = [
    ...board.chain.map(({ cause }) => cause),
    ...board.candidates.flatMap(({ requirements }) => requirements.flatMap(({ asks, answers }) => [asks, answers])),
  ];
  for (const { object, field } of causes) {
    expect(getField(cluster.get(object), field), `${object} ${field.join('.')}`).toBeDefined();
  }
  return board;
}

/** One line a volume: how it came out, why, and what of it failed. */
function lines(board: MatchBoard): readonly string[] {
  return board.candidates.map(({ volume, outcome, why, requirements }) => {
    const failed = requirements.filter(({ result }) => result === 'failed').map(({ name }) => name);
    return `${volume.split('/')[2]} ${outcome} ${code(why)}${failed.length > 0 ? ` (${failed.join(' ')})` : ''}`;
  });
}

function code(why: { readonly code: string }): string {
  return why.code.replace(/^storage\.(match|binder)\./, '');
}

/** A cluster in which the volumes are Available and the claim has just been written: the controller has yet to see it. */
function undecided(volumes: readonly KubeObject[], asked: KubeObject): Cluster {
  const cluster = clusterOf(...volumes);
  cluster.apply([...volumes, asked]);
  return cluster;
}

describe('the matchmaking board', () => {
  it('shows each volume with all that it fails, the chosen first, the nearest next', () => {
    const cluster = undecided(
      [
        aVolume('big', { size: '9Gi' }),
        aVolume('fits', { size: '2Gi' }),
        aVolume('fast', { storageClassName: 'fast' }),
        aVolume('small', { size: '1Mi', volumeMode: 'Block', accessModes: ['ReadOnlyMany'] }),
        aVolume('taken', { size: '2Gi', claimRef: { namespace: 'default', name: 'other' } }),
        aVolume('able', { size: '1Gi', accessModes: ['ReadWriteOnce', 'ReadWriteMany'] }),
        aVolume('labelled', { labels: { a: 'b' } }),
      ],
      aClaim('c', { selector: { matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] } }),
    );
    const board = boardOf(cluster);
    expect(lines(board)).toEqual([
      'fits chosen only',
      'able fits moreModes',
      'big fits larger',
      'fast rejected failed.storageClass (storageClass)',
      'labelled rejected failed.selector (selector)',
      'taken rejected failed.claimRef (claimRef)',
      'small rejected failed.capacity (capacity volumeMode accessModes)',
    ]);
    expect(board).toMatchObject({ chosen: key.volume('fits'), phase: 'Pending', event: null, chain: [] });
    expect(code(board.why)).toBe('fewestModes');
  });

  it.each<[string, readonly KubeObject[], KubeObject, string]>([
    ['only one fits', [aVolume('a')], aClaim('c'), 'only'],
    ['the smallest', [aVolume('a', { size: '2Gi' }), aVolume('b', { size: '3Gi' })], aClaim('c'), 'smallest'],
    ['the first of equals', [aVolume('a'), aVolume('b')], aClaim('c'), 'firstOfEqual'],
    [
      'reserved',
      [aVolume('a', { claimRef: { namespace: 'default', name: 'c' } }), aVolume('b')],
      aClaim('c'),
      'reserved',
    ],
    ['named', [aVolume('a'), aVolume('b')], aClaim('c', { volumeName: 'b' }), 'named'],
  ])('says why this one: %s', (_name, volumes, asked, expected) => {
    const cluster = undecided(volumes, asked);
    const board = boardOf(cluster);
    expect(code(board.why)).toBe(expected);
    cluster.settle();
    const after = boardOf(cluster);
    expect(after).toMatchObject({ chosen: board.chosen, phase: 'Bound' });
    expect(code(after.why)).toBe('bound');
  });

  it('does not look at class and labels of a volume that is reserved', () => {
    const reserved = aVolume('a', { storageClassName: 'x', claimRef: { namespace: 'default', name: 'c' } });
    const asked = aClaim('c', { selector: { matchLabels: { x: 'y' } } });
    const [verdict] = boardOf(undecided([reserved], asked)).candidates;
    const unasked = verdict?.requirements.filter(({ result }) => result === 'unasked').map(({ name }) => name);
    expect(unasked).toEqual(['phase', 'selector', 'storageClass', 'nodeAffinity']);
    expect(verdict?.outcome).toBe('chosen');
  });

  it('says of a volume without labels that it has none', () => {
    const asked = aClaim('c', { selector: { matchLabels: { x: 'y' } } });
    expect(boardOf(undecided([aVolume('a')], asked)).candidates[0]?.why).toEqual({
      code: 'storage.match.failed.selector',
      params: { wanted: 'x=y', found: 'none' },
    });
  });

  it('does not look at what the binder does not: labels and affinity of a volume that is named', () => {
    const affinity = { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'x', operator: 'Exists' }] }] } };
    const asked = aClaim('c', { volumeName: 'a', selector: { matchLabels: { x: 'y' } } });
    const [verdict] = boardOf(undecided([aVolume('a', { nodeAffinity: affinity })], asked)).candidates;
    const unasked = verdict?.requirements.filter(({ result }) => result === 'unasked').map(({ name }) => name);
    expect(unasked).toEqual(['phase', 'selector', 'nodeAffinity']);
    expect(verdict?.outcome).toBe('chosen');
  });

  it.each<[string, readonly KubeObject[], string | null, readonly string[]]>([
    [
      'without volumes and class',
      [aClaimWithoutClass('c')],
      'FailedBinding: no persistent volumes available for this claim and no storage class is set',
      ['chain.noVolumes', 'chain.noClass'],
    ],
    [
      'that wants no class: what keeps the nearest volume',
      [aVolume('a', { size: '1Mi' }), aVolume('b', { size: '1Mi', volumeMode: 'Block' }), aClaim('c')],
      'FailedBinding: no persistent volumes available for this claim and no storage class is set',
      ['chain.noneFits', 'chain.nearest', 'failed.capacity', 'chain.emptyClass'],
    ],
    [
      'of a class that does not exist',
      [aClaim('c', { storageClassName: 'fast' })],
      'ProvisioningFailed: storageclass.storage.k8s.io "fast" not found',
      ['chain.noVolumes', 'noClass'],
    ],
    [
      'whose provisioner is not installed',
      [aClass('fast', { provisioner: 'csi.example.com' }), aClaim('c', { storageClassName: 'fast' })],
      "ExternalProvisioning: Waiting for a volume to be created either by the external provisioner 'csi.example.com' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.",
      ['chain.noVolumes', 'external', 'chain.notInstalled'],
    ],
    [
      'that waits for its first pod, with a volume that fits',
      [aClass('local', WAITS), aVolume('a', { storageClassName: 'local' }), aClaim('c', { storageClassName: 'local' })],
      'WaitForFirstConsumer: waiting for first consumer to be created before binding',
      ['waitsForConsumer', 'chain.noPod'],
    ],
    [
      'whose pod fits nowhere',
      [
        aClass('local', WAITS),
        aVolume('a', { storageClassName: 'local' }),
        aClaim('c', { storageClassName: 'local' }),
        aPodWith('app', 'c', { nodeSelector: { nowhere: 'true' } }),
      ],
      'WaitForPodScheduled: waiting for pod app to be scheduled',
      ['waitsForPods', 'chain.podUnschedulable'],
    ],
    ['that names a volume which does not exist', [aClaim('c', { volumeName: 'a' })], null, ['noSuchVolume']],
    [
      'that names a volume which is too small',
      [aVolume('a'), aClaim('c', { volumeName: 'a', size: '2Gi' })],
      'VolumeMismatch: Cannot bind to requested volume "a": requested PV is too small',
      ['mismatch'],
    ],
  ])('tells the chain behind a claim %s', (_name, objects, event, chain) => {
    const cluster = clusterOf(...objects);
    const board = boardOf(cluster);
    expect(board).toMatchObject({ chosen: null, event, phase: 'Pending' });
    expect(board.chain.map(({ why }) => code(why))).toEqual(chain);
    // What it says is what the claim was told.
    const told = cluster.journal
      .filter(({ event: said }) => said?.object === key.claim('c'))
      .map(({ event: said }) => `${said?.reason}: ${said?.message}`);
    expect(told.at(-1) ?? null).toBe(event);
  });

  it('is of claims only', () => {
    const cluster = clusterOf(aVolume('a'));
    expect(matchBoard(cluster, key.claim('c'))).toBeNull();
    expect(matchBoard(cluster, key.volume('a'))).toBeNull();
  });
});
