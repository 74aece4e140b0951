import { describe, expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Cluster } from '../cluster/cluster.js';
import { aDeployment, aNamespace, aPod, aService, clusterWith, events, key, pods, state } from './testing/manifests.js';

const HOLD = 'example.com/hold';
const settings = objectKey('ConfigMap', 'default', 'settings');

function aConfigMap(metadata: Partial<KubeObject['metadata']> = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'default', ...metadata } };
}

function applied(cluster: Cluster, ...objects: readonly KubeObject[]): readonly string[] {
  const { refusals } = cluster.apply(objects);
  cluster.settle();
  return refusals.map((one) => one.message);
}

describe('an object with finalizers', () => {
  test('is only marked when it is deleted, and its namespace waits for it', () => {
    const cluster = clusterWith(aNamespace('shop'), aConfigMap({ namespace: 'shop', finalizers: [HOLD] }));
    applied(cluster);
    expect(cluster.get(objectKey('ConfigMap', 'shop', 'settings'))?.metadata).toMatchObject({
      deletionTimestamp: '2026-01-01T00:00:00Z',
      deletionGracePeriodSeconds: 0,
      finalizers: [HOLD],
    });
    expect(cluster.get(objectKey('Namespace', undefined, 'shop'))).toMatchObject({ status: { phase: 'Terminating' } });
  });

  test('goes with the update that takes the last one', () => {
    const cluster = clusterWith(aConfigMap({ finalizers: [HOLD, 'example.com/other'] }));
    applied(cluster);
    applied(cluster, aConfigMap({ finalizers: [HOLD, 'example.com/other'] }));
    applied(cluster, aConfigMap({ finalizers: ['example.com/other'] }));
    expect(cluster.get(settings)?.metadata.finalizers).toEqual(['example.com/other']);
    applied(cluster, aConfigMap());
    expect(cluster.get(settings)).toBeUndefined();
  });

  test('keeps those that its manifest never named', () => {
    const cluster = clusterWith(aConfigMap({ finalizers: [HOLD] }));
    applied(cluster);
    applied(cluster, aConfigMap({ labels: { app: 'shop' } }));
    expect(cluster.get(settings)?.metadata).toMatchObject({ labels: { app: 'shop' }, finalizers: [HOLD] });
  });

  test('of which the manifest says null has none of the manifest', () => {
    const cluster = clusterWith(aConfigMap({ finalizers: [HOLD] }));
    applied(cluster, aConfigMap({ finalizers: null } as unknown as KubeObject['metadata']));
    expect(cluster.get(settings)?.metadata.finalizers).toBeUndefined();
  });

  test('that nobody deletes outlives its finalizers', () => {
    const cluster = clusterWith(aConfigMap({ finalizers: [HOLD] }));
    applied(cluster, aConfigMap());
    expect(cluster.get(settings)?.metadata.finalizers).toBeUndefined();
  });

  test('gets no new ones while it goes', () => {
    const cluster = clusterWith(aConfigMap({ finalizers: [HOLD] }));
    applied(cluster);
    expect(applied(cluster, aConfigMap({ finalizers: [HOLD, 'example.com/more'] }))).toEqual([
      'ConfigMap "settings" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/more"}',
    ]);
  });

  test('comes back as it was when the journal goes back', () => {
    const cluster = clusterWith(aConfigMap({ finalizers: [HOLD] }));
    const [at, before] = [cluster.at, state(cluster)];
    applied(cluster);
    cluster.seek(at);
    expect(state(cluster)).toBe(before);
  });
});

describe('a pod with a finalizer', () => {
  const held = aPod('held', {}, { finalizers: [HOLD] });

  test('ends as any other, and its object stays for the finalizer', () => {
    const cluster = clusterWith(held);
    cluster.act({ type: 'delete-pod', pod: key.pod('held') });
    expect(cluster.get(key.pod('held'))?.metadata.deletionGracePeriodSeconds).toBe(30);
    expect(cluster.settle().quiet).toBe(true);
    expect(events(cluster.journal, 'Killing')).toEqual(['Killing: Stopping container web']);
    expect(cluster.get(key.pod('held'))?.metadata.deletionGracePeriodSeconds).toBe(0);
    applied(cluster, aPod('held'));
    expect(cluster.get(key.pod('held'))).toBeUndefined();
  });

  test('is not removed by force either', () => {
    const cluster = clusterWith(held);
    cluster.act({ type: 'delete-pod', pod: key.pod('held'), force: true });
    expect(cluster.settle().quiet).toBe(true);
    expect(cluster.get(key.pod('held'))?.metadata.deletionGracePeriodSeconds).toBe(0);
  });
});

describe('an owner that is gone', () => {
  const owner = (name: string, cluster: Cluster) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    name,
    uid: cluster.get(key.pod(name))?.metadata.uid ?? '',
  });

  test('takes along what had only this owner, and leaves what has another', () => {
    const cluster = clusterWith(aPod('a'), aPod('b'));
    const [a, b] = [owner('a', cluster), owner('b', cluster)];
    const owned = [aPod('a'), aPod('b'), aConfigMap({ ownerReferences: [a, b] })];
    applied(cluster, ...owned);
    cluster.act({ type: 'delete-pod', pod: key.pod('a'), force: true });
    cluster.settle();
    expect(cluster.get(settings)?.metadata.ownerReferences).toEqual([b]);
    cluster.act({ type: 'delete-pod', pod: key.pod('b'), force: true });
    cluster.settle();
    expect(cluster.get(settings)).toBeUndefined();
  });
});

test('Endpoints that wait for a finalizer are not deleted again and again when their Service has gone', () => {
  const endpoints = { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'web', namespace: 'default' } };
  const cluster = clusterWith(aService('web', { selector: { app: 'web' } }));
  applied(cluster, aService('web', { selector: { app: 'web' } }), {
    ...endpoints,
    metadata: { ...endpoints.metadata, finalizers: [HOLD] },
  });
  cluster.act({ type: 'delete-object', object: objectKey('Service', 'default', 'web') });
  expect(cluster.settle().quiet).toBe(true);
  expect(cluster.get(objectKey('Endpoints', 'default', 'web'))?.metadata).toMatchObject({
    deletionTimestamp: expect.any(String) as string,
    finalizers: [HOLD],
  });
});

test('a Deployment that keeps its finalizer makes no more pods', () => {
  const web = aDeployment('web', 1);
  const cluster = clusterWith({ ...web, metadata: { ...web.metadata, finalizers: [HOLD] } });
  applied(cluster);
  const generation = cluster.get(key.deployment('web'))?.metadata.generation;
  expect(generation).toBe(2);
  cluster.act({ type: 'delete-pod', pod: key.pod(pods(cluster, 'web')[0]?.metadata.name ?? '') });
  expect(cluster.settle().quiet).toBe(true);
  // Its ReplicaSet is not told: background deletion begins when the owner has gone.
  expect(pods(cluster, 'web')).toHaveLength(1);
});
