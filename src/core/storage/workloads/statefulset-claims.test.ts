import { describe, expect, test } from 'vitest';
import { objectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolumeClaim } from '../../api/storage.js';
import type { Cluster } from '../../cluster/cluster.js';
import { causeless } from '../testing/causes.js';
import {
  aClaim,
  aPodWith,
  apply,
  claimNamed,
  clusterWith,
  codes,
  events,
  key,
  volumeOf,
} from '../testing/manifests.js';
import { aStatefulSet, names, podsOf, policy, scale, web, withData } from '../testing/stateful-set.js';

function claims(cluster: Cluster): readonly string[] {
  return names(cluster.list<PersistentVolumeClaim>('PersistentVolumeClaim'));
}

describe('claims when the set shrinks and goes', () => {
  const KEPT = ['data-web-0', 'data-web-1', 'data-web-2'];

  test.each([
    ['Retain', 'Retain', KEPT, KEPT],
    ['Delete', 'Retain', KEPT, []],
    ['Retain', 'Delete', ['data-web-0'], ['data-web-0']],
    ['Delete', 'Delete', ['data-web-0'], []],
  ])('whenDeleted %s, whenScaled %s', (whenDeleted, whenScaled, afterScaling, afterDeletion) => {
    const cluster = clusterWith(...withData(policy(whenDeleted, whenScaled)));
    const owner = claimNamed(cluster, 'data-web-0')?.metadata.ownerReferences?.[0]?.kind;
    expect(owner).toBe(whenDeleted === 'Delete' ? 'StatefulSet' : undefined);
    scale(cluster, 1);
    expect(claims(cluster)).toEqual(afterScaling);
    cluster.act({ type: 'delete-object', object: web });
    expect(cluster.settle().quiet).toBe(true);
    expect(claims(cluster)).toEqual(afterDeletion);
    expect([podsOf(cluster), cluster.list('ControllerRevision')]).toEqual([[], []]);
    expect(causeless(cluster)).toEqual([]);
  });

  test('kept, they are found again by the pod that comes back', () => {
    const cluster = clusterWith(...withData());
    const before = volumeOf(cluster, 'data-web-2')?.metadata.name;
    const uid = claimNamed(cluster, 'data-web-2')?.metadata.uid;
    scale(cluster, 1);
    scale(cluster, 3);
    expect(volumeOf(cluster, 'data-web-2')?.metadata.name).toBe(before);
    expect(claimNamed(cluster, 'data-web-2')?.metadata.uid).toBe(uid);
    expect(cluster.get<Pod>(key.pod('web-2'))?.status.phase).toBe('Running');
  });

  test('deleted, the pod that comes back gets new ones, when the old have gone', () => {
    const cluster = clusterWith(...withData(policy('Retain', 'Delete')));
    const uid = claimNamed(cluster, 'data-web-2')?.metadata.uid;
    cluster.act({ type: 'scale', workload: web, replicas: 2 });
    while (!codes(cluster.journal, 'cluster.statefulset.').includes('scaledDown')) cluster.step();
    scale(cluster, 3);
    expect(claimNamed(cluster, 'data-web-2')?.metadata.uid).not.toBe(uid);
    expect(names(podsOf(cluster))).toEqual(['web-0', 'web-1', 'web-2']);
  });

  test('no pod is made while the claims of the one before it have yet to go', () => {
    const cluster = clusterWith(...withData(policy('Retain', 'Delete')));
    const uid = claimNamed(cluster, 'data-web-2')?.metadata.uid;
    cluster.act({ type: 'scale', workload: web, replicas: 2 });
    while (cluster.get(key.pod('web-2'))) cluster.step();
    expect(claimNamed(cluster, 'data-web-2')?.metadata.uid).toBe(uid);
    const from = cluster.journal.length;
    scale(cluster, 3);
    const after = cluster.journal.slice(from).flatMap(({ changes }) => changes);
    const gone = after.findIndex((change) => change.key === key.claim('data-web-2') && !change.after);
    const made = after.findIndex((change) => change.key === key.pod('web-2') && !change.before);
    expect(gone).toBeGreaterThanOrEqual(0);
    expect(made).toBeGreaterThan(gone);
    expect(claimNamed(cluster, 'data-web-2')?.metadata.uid).not.toBe(uid);
    expect(claimNamed(cluster, 'data-web-2')?.metadata.deletionTimestamp).toBeUndefined();
  });

  test('a claim that somebody else controls, or that belonged to an earlier set, is not the set’s to keep or to delete', () => {
    const other = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'other', namespace: 'default' },
    } as KubeObject;
    const cluster = clusterWith(other);
    const uid = cluster.get(objectKey('ConfigMap', 'default', 'other'))?.metadata.uid;
    const foreign = { apiVersion: 'v1', kind: 'ConfigMap', name: 'other', uid, controller: true };
    const earlier = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'gone' };
    const claimsOfOthers = [
      aClaim('data-web-0', { storageClassName: '' }, { ownerReferences: [foreign] }),
      aClaim('data-web-1', { storageClassName: '' }, { ownerReferences: [earlier] }),
    ];
    apply(
      cluster,
      other,
      ...claimsOfOthers,
      ...withData({ ...policy('Delete', 'Delete'), podManagementPolicy: 'Parallel' }),
    );
    expect(claimNamed(cluster, 'data-web-0')?.metadata.ownerReferences).toEqual([foreign]);
    expect(codes(cluster.journal, 'cluster.garbageCollector.')).toContain('deleted');
    expect(codes(cluster.journal, 'cluster.garbageCollector.')).not.toContain('disowned');
  });

  test('a policy that changes changes their owners', () => {
    const cluster = clusterWith(...withData());
    apply(cluster, ...withData(policy('Delete', 'Retain')));
    expect(claimNamed(cluster, 'data-web-1')?.metadata.ownerReferences).toMatchObject([
      { kind: 'StatefulSet', controller: true },
    ]);
    apply(cluster, ...withData(policy('Retain', 'Retain')));
    expect(claimNamed(cluster, 'data-web-1')?.metadata.ownerReferences).toBeUndefined();
  });

  test('deleted with --cascade=orphan, the set leaves its pods, and a new one of the same name takes them over', () => {
    const cluster = clusterWith(aStatefulSet());
    const uids = podsOf(cluster).map(({ metadata }) => metadata.uid);
    cluster.act({ type: 'delete-object', object: web, orphan: true });
    cluster.settle();
    expect(cluster.get(web)).toBeUndefined();
    apply(cluster, aStatefulSet());
    expect(podsOf(cluster).map(({ metadata }) => metadata.uid)).toEqual(uids);
    expect(codes(cluster.journal, 'cluster.statefulset.').filter((code) => code === 'adopted')).toHaveLength(3);
  });

  test('in parallel the first refusal ends the attempt, and is said once', () => {
    const guest = aPodWith('guest', ['data-web-0', 'data-web-1']);
    const objects = [...withData({ podManagementPolicy: 'Parallel' }), guest];
    const cluster = clusterWith(...objects);
    const kept = ['web-0', 'web-1'];
    for (const pod of kept) cluster.act({ type: 'delete-claim', claim: key.claim(`data-${pod}`) });
    for (const pod of kept) cluster.act({ type: 'delete-pod', pod: key.pod(pod) });
    expect(cluster.settle().quiet).toBe(true);
    // The pod that has gone first is tried first.
    expect(
      events(cluster.journal, web)
        .filter((text) => text.startsWith('FailedCreate'))
        .toSorted(),
    ).toEqual(
      kept.map(
        (pod) => `FailedCreate: create Pod ${pod} in StatefulSet web failed error: pvc data-${pod} is being deleted`,
      ),
    );
    cluster.act({ type: 'delete-pod', pod: key.pod('guest') });
    cluster.settle();
    expect(names(podsOf(cluster))).toEqual(['web-0', 'web-1', 'web-2']);
  });

  test('a claim on its way out holds up its pod, and is said once', () => {
    const cluster = clusterWith(...withData({ replicas: 1 }));
    cluster.act({ type: 'delete-claim', claim: key.claim('data-web-0') });
    cluster.act({ type: 'delete-pod', pod: key.pod('web-0') });
    cluster.settle();
    const refused = events(cluster.journal, web).filter((text) => text.startsWith('FailedCreate'));
    expect(refused.length).toBeLessThanOrEqual(1);
    for (const text of refused) {
      expect(text).toBe(
        'FailedCreate: create Pod web-0 in StatefulSet web failed error: pvc data-web-0 is being deleted',
      );
    }
    expect(cluster.get<Pod>(key.pod('web-0'))?.status.phase).toBe('Running');
  });
});

test('the journal of all this leads back to the beginning', () => {
  const cluster = clusterWith(...withData(policy('Delete', 'Delete')));
  scale(cluster, 1);
  const end = JSON.stringify(cluster.keys().map((one) => cluster.get(one)));
  const { length } = cluster.journal;
  cluster.seek(0);
  expect(podsOf(cluster)).toEqual([]);
  cluster.seek(length);
  expect(JSON.stringify(cluster.keys().map((one) => cluster.get(one)))).toBe(end);
});
