import { describe, expect, test } from 'vitest';
import type { EndpointSlice } from '../api/endpoints.js';
import type { Node } from '../api/node.js';
import type { Cluster } from '../cluster/cluster.js';
import { aDeployment, aPod, aService, clusterWith, events, key, pods } from './testing/manifests.js';

const node = (cluster: Cluster, name = 'worker-1') => cluster.get<Node>(key.node(name));
const readyOf = (cluster: Cluster) => node(cluster)?.status.conditions?.find((one) => one.type === 'Ready')?.status;
const taintsOf = (cluster: Cluster) => (node(cluster)?.spec.taints ?? []).map((one) => `${one.key}:${one.effect}`);
const readyEndpoints = (cluster: Cluster) =>
  cluster
    .list<EndpointSlice>('EndpointSlice', 'default')
    .filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === 'web')
    .flatMap((slice) => slice.endpoints.filter((one) => one.conditions.ready).map((one) => one.nodeName));
const at = (cluster: Cluster, from: number, code: string) =>
  (cluster.journal.slice(from).find((step) => step.why.code === code)?.t ?? NaN) - (cluster.journal[from - 1]?.t ?? 0);

describe('a node that is cut off', () => {
  const cluster = clusterWith(aService('web'), aDeployment('web', 4));
  const from = cluster.journal.length + 1;
  cluster.act({ type: 'fail-node', node: 'worker-1' });

  test('looks well until the grace period is over', () => {
    expect(cluster.isNodeDown('worker-1')).toBe(true);
    expect(readyOf(cluster)).toBe('True');
    expect(readyEndpoints(cluster)).toContain('worker-1');
  });

  test('then is Unknown and tainted, and Services stop sending to its pods', () => {
    cluster.settle();
    expect(at(cluster, from, 'cluster.nodeLifecycle.silent')).toBe(50_000);
    expect(readyOf(cluster)).toBe('Unknown');
    expect(taintsOf(cluster)).toEqual([
      'node.kubernetes.io/unreachable:NoSchedule',
      'node.kubernetes.io/unreachable:NoExecute',
    ]);
    expect(events(cluster.journal, 'NodeNotReady')[0]).toBe('NodeNotReady: Node worker-1 status is now: NodeNotReady');
    expect(readyEndpoints(cluster)).toEqual(Array(4).fill('worker-2'));
  });

  test('loses its pods 300 seconds later; they stay Terminating, as nobody there can end them', () => {
    const evicted =
      at(cluster, from, 'cluster.taintEviction.deleted') - at(cluster, from, 'cluster.nodeLifecycle.tainted');
    expect(evicted).toBeGreaterThanOrEqual(299_000);
    expect(evicted).toBeLessThanOrEqual(301_000);
    const stuck = pods(cluster).filter((pod) => pod.metadata.deletionTimestamp !== undefined);
    expect(stuck.map((pod) => pod.spec.nodeName)).toEqual(['worker-1', 'worker-1']);
    expect(events(cluster.journal, 'TaintManagerEviction')[0]).toMatch(
      /^TaintManagerEviction: Marking for deletion Pod default\/web-/,
    );
  });

  test('heard again, it is Ready without taints, and ends what it was told to', () => {
    cluster.act({ type: 'heal-node', node: 'worker-1' });
    cluster.settle();
    expect(cluster.isNodeDown('worker-1')).toBe(false);
    expect([readyOf(cluster), taintsOf(cluster)]).toEqual(['True', []]);
    expect(pods(cluster)).toHaveLength(4);
    expect(pods(cluster).every((pod) => pod.metadata.deletionTimestamp === undefined)).toBe(true);
  });
});

describe('a short failure', () => {
  test('within the grace period leaves no trace', () => {
    const cluster = clusterWith(aPod('p', { nodeName: 'worker-1' }));
    cluster.act({ type: 'fail-node', node: 'worker-1' });
    cluster.act({ type: 'heal-node', node: 'worker-1' });
    cluster.settle();
    expect([readyOf(cluster), taintsOf(cluster)]).toEqual(['True', []]);
  });

  test('within the toleration makes the pods ready again where they are', () => {
    const cluster = clusterWith(aService('web'), aDeployment('web', 4));
    const before = pods(cluster).map((pod) => pod.metadata.name);
    cluster.act({ type: 'fail-node', node: 'worker-1' });
    while (readyEndpoints(cluster).includes('worker-1')) cluster.step();
    cluster.act({ type: 'heal-node', node: 'worker-1' });
    cluster.settle();
    expect(pods(cluster).map((pod) => pod.metadata.name)).toEqual(before);
    expect(readyEndpoints(cluster)).toHaveLength(4);
  });

  test('a pod that tolerates the taint for 10 seconds is gone after 10', () => {
    const tolerations = [
      { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 10 },
    ];
    const cluster = clusterWith(aPod('p', { nodeName: 'worker-1', tolerations }));
    const from = cluster.journal.length + 1;
    cluster.act({ type: 'fail-node', node: 'worker-1' });
    cluster.settle();
    const evicted = cluster.journal.find((step) => step.why.code === 'cluster.taintEviction.deleted');
    // The taint's time is written in whole seconds.
    expect(at(cluster, from, 'cluster.taintEviction.deleted')).toBeGreaterThan(59_000);
    expect(at(cluster, from, 'cluster.taintEviction.deleted')).toBeLessThanOrEqual(60_100);
    expect(evicted?.cause).toEqual({ object: key.pod('p'), field: ['spec', 'tolerations', 0] });
  });
});

describe('cordon and drain', () => {
  test('a cordoned node keeps its pods and carries the taint', () => {
    const cluster = clusterWith(aPod('p', { nodeName: 'worker-1' }));
    cluster.act({ type: 'cordon', node: 'worker-1', on: true });
    cluster.settle();
    expect(node(cluster)?.spec.unschedulable).toBe(true);
    expect(taintsOf(cluster)).toEqual(['node.kubernetes.io/unschedulable:NoSchedule']);
    expect(pods(cluster)).toHaveLength(1);
    cluster.act({ type: 'cordon', node: 'worker-1', on: false });
    cluster.settle();
    expect(node(cluster)?.spec).not.toHaveProperty('unschedulable');
    expect(taintsOf(cluster)).toEqual([]);
  });

  test('a drained node is empty, its pods are elsewhere', () => {
    const cluster = clusterWith(aDeployment('web', 4));
    cluster.act({ type: 'drain', node: 'worker-1' });
    cluster.settle();
    expect(pods(cluster).map((pod) => pod.spec.nodeName)).toEqual(Array(4).fill('worker-2'));
  });
});
