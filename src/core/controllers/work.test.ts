import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../api/meta.js';
import { createCluster } from './create-cluster.js';
import { aDeployment, aPod, aService, key, pods, withWorkers } from './testing/manifests.js';

/** 1,000 pods behind 100 Services, and two bare pods that may move between two of the Services. */
function crowd(bare: string): readonly KubeObject[] {
  const apps = Array.from({ length: 100 }, (_, i) => `app-${i}`);
  return [
    ...apps.flatMap((app) => [aService(app), aDeployment(app, 10)]),
    aPod('mover', {}, { labels: { kind: bare } }),
    aService('red', { selector: { kind: 'red' } }),
    aService('blue', { selector: { kind: 'blue' } }),
  ];
}

describe('at 1,000 pods', () => {
  const cluster = createCluster(withWorkers(12));
  cluster.apply(crowd('red'));
  const settled = cluster.settle();

  test('the cluster comes to rest with a bounded number of looks for each pod', () => {
    expect(settled.quiet).toBe(true);
    expect(pods(cluster)).toHaveLength(1001);
    // About eight things happen to a pod, each followed by a look that finds the next one.
    expect(cluster.reconciles / 1001).toBeLessThan(40);
  });

  test('the same manifests again are no work at all', () => {
    const before = cluster.reconciles;
    expect(cluster.apply(crowd('red')).steps).toBe(0);
    cluster.settle();
    expect(cluster.reconciles - before).toBe(0);
  });

  test('one label edit is looked at by its two Services only', () => {
    const before = cluster.reconciles;
    const steps = cluster.journal.length;
    cluster.apply(crowd('blue'));
    cluster.settle();
    const done = cluster.journal.slice(steps).map((step) => `${step.by} ${step.cause.object}`);
    expect(done).toEqual([
      `kubectl ${key.pod('mover')}`,
      `endpoint-controller ${key.service('blue')}`,
      `endpoint-controller ${key.service('red')}`,
      `endpointslice-controller ${key.service('blue')}`,
      `endpointslice-controller ${key.service('red')}`,
    ]);
    expect(cluster.reconciles - before).toBe(4);
  });

  test('one deleted pod is looked at by its owner, its Service and its node', () => {
    const [victim] = pods(cluster, 'app-7');
    const before = cluster.reconciles;
    cluster.act({ type: 'delete-pod', pod: key.pod(victim?.metadata.name ?? '') });
    cluster.settle();
    expect(pods(cluster, 'app-7')).toHaveLength(10);
    expect(cluster.reconciles - before).toBeLessThan(80);
  });

  test('a seek over one step costs its changes', () => {
    const { length } = cluster.journal;
    const before = cluster.changesReplayed;
    cluster.seek(length - 1);
    expect(cluster.changesReplayed - before).toBe(cluster.journal.at(-1)?.changes.length);
    cluster.seek(length);
  });
});
