import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { KubeObject } from '../../api/meta.js';
import type { AccessMode, PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import type { Cluster } from '../../cluster/cluster.js';
import { createCluster } from '../../create-cluster.js';
import { matchBoard } from '../matching/board.js';
import { aClaim, aClass, aVolume, key } from './testing/manifests.js';

const MODES: readonly AccessMode[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'];
/** Most are alike, so that pairs come about; the rest is there to be in the way. */
const CLASSES = ['', '', '', 'manual', 'later'];
const classes = [aClass('manual'), aClass('later', { volumeBindingMode: 'WaitForFirstConsumer' })];
const none = (times: number) => Array.from({ length: times }, () => undefined);
const spec = (modes: readonly (readonly AccessMode[])[], sizes: readonly string[]) =>
  fc.record({
    accessModes: fc.constantFrom(...modes),
    size: fc.constantFrom(...sizes),
    storageClassName: fc.constantFrom(...CLASSES),
    volumeMode: fc.constantFrom(...Array.from({ length: 7 }, () => 'Filesystem'), 'Block'),
  });
const [one, two, three] = [MODES.slice(0, 1), MODES.slice(0, 2), MODES];
const offered = spec([one, two, two, three, MODES.slice(1)], ['1G', '1Gi', '2Gi', '3Gi']);
const wanted = spec([one, one, one, two, MODES.slice(1, 2)], ['1G', '1Gi', '1Gi', '2Gi']);
const tiers = fc.constantFrom(undefined, undefined, undefined, 'a', 'b');
const claimNames = fc.constantFrom(...none(6), 'c-0', 'c-1', 'c-9');
const volumeNames = fc.constantFrom(...none(6), 'pv-0', 'pv-1', 'pv-9');

const volumes = fc
  .array(fc.tuple(offered, tiers, claimNames, fc.constantFrom('Retain', 'Delete', 'Recycle')), {
    minLength: 5,
    maxLength: 9,
  })
  .map((all) =>
    all.map(([fields, tier, name, policy], index) =>
      aVolume(`pv-${index}`, {
        ...fields,
        persistentVolumeReclaimPolicy: policy,
        ...(tier ? { labels: { tier } } : {}),
        ...(name ? { claimRef: { namespace: 'default', name } } : {}),
      }),
    ),
  );

const claims = fc
  .array(fc.tuple(wanted, tiers, volumeNames), {
    minLength: 2,
    maxLength: 5,
  })
  .map((all) =>
    all.map(([fields, tier, volumeName], index) =>
      aClaim(`c-${index}`, {
        ...fields,
        ...(tier ? { selector: { matchLabels: { tier } } } : {}),
        ...(volumeName ? { volumeName } : {}),
      }),
    ),
  );

function clusterOf(objects: readonly KubeObject[]): Cluster {
  const cluster = createCluster();
  cluster.apply(objects);
  expect(cluster.settle().quiet).toBe(true);
  return cluster;
}

/** No volume has two claims, and whoever is Bound is named by the one it names. */
function expectPairs(cluster: Cluster): void {
  const all = cluster.list<PersistentVolume>('PersistentVolume');
  const bound = cluster
    .list<PersistentVolumeClaim>('PersistentVolumeClaim')
    .filter(({ status }) => status.phase === 'Bound');
  const taken = bound.map(({ spec: { volumeName } }) => volumeName);
  expect(new Set(taken).size).toBe(taken.length);
  for (const { metadata, spec } of bound) {
    const volume = all.find((one) => one.metadata.name === spec.volumeName);
    expect(volume?.spec.claimRef).toMatchObject({ name: metadata.name, uid: metadata.uid });
    expect(volume?.status.phase).toBe('Bound');
  }
  for (const { metadata, spec: held, status } of all) {
    if (status.phase !== 'Bound') continue;
    const claim = cluster.get<PersistentVolumeClaim>(key.claim(held.claimRef?.name ?? ''));
    expect(claim?.spec.volumeName).toBe(metadata.name);
  }
}

it('the board shows what the controller then does', () => {
  let chosen = 0;
  fc.assert(
    fc.property(volumes, claims, (all, asked) => {
      const cluster = clusterOf([...classes, ...all]);
      const [claim] = asked as [KubeObject];
      const named = (claim as PersistentVolumeClaim).spec.volumeName;
      cluster.apply([...classes, ...all, claim]);
      const board = matchBoard(cluster, key.claim('c-0'));
      cluster.settle();
      const after = cluster.get<PersistentVolumeClaim>(key.claim('c-0'));
      const volume = after?.status.phase === 'Bound' ? key.volume(after.spec.volumeName ?? '') : null;
      expect(board?.chosen).toBe(volume);
      if (volume) chosen++;
      const verdicts = (board?.candidates ?? []).map(({ outcome, requirements }) => ({
        outcome,
        failed: requirements.filter(({ result }) => result === 'failed').map(({ name }) => name),
      }));
      expect(verdicts.filter(({ outcome, failed }) => outcome !== 'rejected' && failed.length > 0)).toEqual([]);
      // Volumes beside the one that a claim names are rejected whatever they are like.
      const blameless = verdicts.filter(({ outcome, failed }) => outcome === 'rejected' && failed.length === 0);
      expect(named ? [] : blameless).toEqual([]);
      expect(board?.candidates.filter(({ outcome }) => outcome === 'chosen').length).toBe(volume ? 1 : 0);
    }),
    { numRuns: 120, seed: 21 },
  );
  expect(chosen).toBeGreaterThan(40);
});

it('a volume is never bound to two claims, and a bound pair agrees in both directions, whatever is deleted, at every step', () => {
  const deletions = fc.array(fc.nat({ max: 4 }), { maxLength: 3 });
  let pairs = 0;
  fc.assert(
    fc.property(volumes, claims, deletions, (all, asked, gone) => {
      const objects = [...classes, ...all, ...asked];
      const cluster = clusterOf(objects);
      expectPairs(cluster);
      pairs += cluster
        .list<PersistentVolumeClaim>('PersistentVolumeClaim')
        .filter(({ status }) => status.phase === 'Bound').length;
      for (const index of gone) {
        cluster.act({ type: 'delete-claim', claim: key.claim(`c-${index}`) });
        expect(cluster.settle().quiet).toBe(true);
        expectPairs(cluster);
        cluster.apply(objects);
        expect(cluster.settle().quiet).toBe(true);
        expectPairs(cluster);
      }
      for (let at = cluster.journal.length; at >= 0; at--) {
        cluster.seek(at);
        const holders = cluster
          .list<PersistentVolumeClaim>('PersistentVolumeClaim')
          .filter(({ status }) => status.phase === 'Bound')
          .map(({ spec: { volumeName } }) => volumeName);
        expect(new Set(holders).size).toBe(holders.length);
      }
    }),
    { numRuns: 80, seed: 22 },
  );
  expect(pairs).toBeGreaterThan(40);
});
