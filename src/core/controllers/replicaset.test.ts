import { describe, expect, test } from 'vitest';
import type { Pod } from '../api/pod.js';
import type { ReplicaSet } from '../api/workload.js';
import { objectKey } from '../api/key.js';
import { compareForDeletion } from './replicaset-ranking.js';
import { aPod, aReplicaSet, clusterWith, key, pods } from './testing/manifests.js';

interface Traits {
  readonly node?: string;
  readonly phase?: Pod['status']['phase'];
  readonly readySince?: string;
  readonly cost?: string;
  readonly onNode?: number;
  readonly restarts?: number;
  readonly created?: string;
}

function ranked(name: string, traits: Traits) {
  const { node = 'n', phase = 'Running', readySince = '2026-01-01T00:00:00Z', cost, onNode = 1, restarts = 0 } = traits;
  const ready = { type: 'Ready', status: readySince === '' ? 'False' : 'True', lastTransitionTime: readySince };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      creationTimestamp: traits.created ?? '2026-01-01T00:00:00Z',
      ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: node === '' ? {} : { nodeName: node },
    status: { phase, conditions: [ready], containerStatuses: [{ restartCount: restarts }] },
  } as unknown as Pod;
  return { pod, onNode };
}

describe('which of two pods is deleted first', () => {
  test.each<[string, Traits, Traits]>([
    ['not scheduled before scheduled', { node: '' }, {}],
    ['Pending before Running', { phase: 'Pending' }, {}],
    ['not ready before ready', { readySince: '' }, {}],
    ['the lower deletion cost', { cost: '-5' }, { cost: '3' }],
    ['the one with more neighbours on its node', { onNode: 3 }, { onNode: 1 }],
    ['the one that is ready for a shorter time', { readySince: '2026-01-01T00:16:00Z' }, {}],
    ['the one with more restarts', { restarts: 2 }, {}],
    ['the younger', { created: '2026-01-01T00:16:00Z' }, {}],
    ['not ready weighs more than cost', { readySince: '', cost: '100' }, { cost: '-100' }],
    ['cost weighs more than neighbours', { cost: '-1', onNode: 1 }, { onNode: 9 }],
  ])('%s', (_, loser, winner) => {
    const now = 1_000_000;
    const [a, b] = [ranked('z', loser), ranked('a', winner)];
    expect(compareForDeletion(a, b, now)).toBeLessThan(0);
    expect(compareForDeletion(b, a, now)).toBeGreaterThan(0);
  });

  test('ages are compared by powers of two, so that the names decide between pods of nearly the same age', () => {
    const [a, b] = [ranked('b', { created: '2026-01-01T00:00:01Z' }), ranked('a', {})];
    expect(compareForDeletion(a, b, 1_000_000)).toBeGreaterThan(0);
  });
});

describe('a ReplicaSet', () => {
  const set = objectKey('ReplicaSet', 'default', 'web');

  test('adopts pods that match and belong to nobody, and deletes what is too many', () => {
    const cluster = clusterWith(
      aPod('one', {}, { labels: { app: 'web' } }),
      aPod('two', {}, { labels: { app: 'web' } }),
    );
    cluster.apply([
      ...cluster.list('Pod', 'default').map((pod) => aPod(pod.metadata.name, {}, { labels: { app: 'web' } })),
      aReplicaSet('web', 3),
    ]);
    cluster.settle();
    const names = pods(cluster, 'web').map((pod) => pod.metadata.name);
    expect(names).toHaveLength(3);
    expect(names.slice(0, 2)).toEqual(['one', 'two']);
    cluster.act({ type: 'scale', workload: set, replicas: 1 });
    cluster.settle();
    expect(pods(cluster, 'web')).toHaveLength(1);
  });

  test('lets go of a pod whose label is taken away, and makes another one', () => {
    const cluster = clusterWith(aReplicaSet('web', 2), aPod('mine', {}, { labels: { app: 'web' } }));
    expect(pods(cluster, 'web')).toHaveLength(2);
    cluster.apply([aReplicaSet('web', 2), aPod('mine', {}, { labels: { app: 'free' } })]);
    cluster.settle();
    expect(cluster.get(key.pod('mine'))?.metadata.ownerReferences).toBeUndefined();
    expect(pods(cluster, 'web')).toHaveLength(2);
  });

  test('takes a pod whose labels come to match, and deletes what is then too many', () => {
    const cluster = clusterWith(aReplicaSet('web', 1), aPod('stray', {}, { labels: { app: 'free' } }));
    cluster.apply([aReplicaSet('web', 1), aPod('stray', {}, { labels: { app: 'web' } })]);
    cluster.settle();
    expect(pods(cluster, 'web').map((pod) => pod.metadata.ownerReferences?.[0]?.name)).toEqual(['web']);
    expect(pods(cluster)).toHaveLength(1);
  });

  test('replaces a deleted pod while the old one is still ending', () => {
    const cluster = clusterWith(aReplicaSet('web', 2));
    const [victim] = pods(cluster, 'web');
    cluster.act({ type: 'delete-pod', pod: key.pod(victim?.metadata.name ?? '') });
    const codes = ['cluster.replicaset.created', 'cluster.kubelet.removed'];
    cluster.settle();
    const order = cluster.journal
      .slice(-60)
      .map((step) => step.why.code)
      .filter((code) => codes.includes(code));
    expect(order.slice(-2)).toEqual(codes);
    expect(cluster.get<ReplicaSet>(set)?.status).toMatchObject({ replicas: 2, readyReplicas: 2, availableReplicas: 2 });
  });

  test('takes its pods along when it goes', () => {
    const cluster = clusterWith(aReplicaSet('web', 2));
    cluster.apply([]);
    cluster.settle();
    expect(pods(cluster)).toEqual([]);
    const collected = cluster.journal.filter((step) => step.by === 'garbage-collector');
    expect(collected).toHaveLength(2);
  });
});
