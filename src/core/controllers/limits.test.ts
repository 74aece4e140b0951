import { beforeAll, describe, expect, test } from 'vitest';
import type { Cluster } from '../cluster/cluster.js';
import { conditionOf } from '../cluster/conditions.js';
import { CLUSTER_LIMITS } from '../cluster/limits.js';
import type { ReplicaSet } from '../api/workload.js';
import { createCluster } from './create-cluster.js';
import { aDeployment, aNode, aPod, aService, clusterWith, events, key, pods } from './testing/manifests.js';

const MOST_PODS = CLUSTER_LIMITS.objects['Pod'] as number;

/** The Deployment `web`, whose pods are told to be where the kubelet does not keep them. */
function webOn(nodeName: string) {
  const spec = { nodeName, containers: [{ name: 'web', image: 'nginx:1.27' }] };
  return aDeployment('web', 3, { template: { metadata: { labels: { app: 'web' } }, spec } });
}

describe('a Deployment of a thousand million pods', () => {
  let cluster: Cluster;
  beforeAll(() => {
    cluster = clusterWith(aDeployment('web', 1_000_000_000));
  });
  const replicaSet = () => cluster.list<ReplicaSet>('ReplicaSet', 'default')[0];
  const failure = () => conditionOf(replicaSet()?.status.conditions, 'ReplicaFailure');

  test('gets as many as the simulator holds, and the ReplicaSet says why not more, once, as with a quota', () => {
    expect(cluster.list('Pod')).toHaveLength(MOST_PODS);
    expect(cluster.settle()).toEqual({ steps: 0, quiet: true });
    const refused = events(cluster.journal, 'FailedCreate');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatch(
      /^FailedCreate: Error creating: pods "web-\w{5,10}-\w{5}" is forbidden: exceeded quota: kubewalk, requested: pods=1, used: pods=1200, limited: pods=1200$/,
    );
    expect(failure()).toMatchObject({ status: 'True', reason: 'FailedCreate' });
  });

  test('a pod of one’s own still finds room', () => {
    expect(cluster.apply([aDeployment('web', 1_000_000_000), aPod('mine')]).refusals).toEqual([]);
    cluster.apply([aDeployment('web', 1_000_000_000)]);
    cluster.settle();
    expect(cluster.list('Pod')).toHaveLength(MOST_PODS);
  });

  test('a pod that goes is replaced by one more', () => {
    const [first] = pods(cluster);
    cluster.act({ type: 'delete-pod', pod: key.pod(first?.metadata.name ?? ''), force: true });
    cluster.settle();
    expect(cluster.list('Pod')).toHaveLength(MOST_PODS);
    expect(pods(cluster).map(({ metadata }) => metadata.name)).not.toContain(first?.metadata.name);
  });

  test('scaled down to what fits, nothing is wrong any more', () => {
    cluster.act({ type: 'scale', workload: key.deployment('web'), replicas: 5 });
    cluster.settle();
    expect(pods(cluster)).toHaveLength(5);
    expect(failure()).toBeUndefined();
  });
});

test('one pod too many among the manifests is refused in the words of a quota, and so is a node', () => {
  const many = Array.from({ length: MOST_PODS + 1 }, (_, i) => aPod(`p-${i}`));
  const nodes = Array.from({ length: 200 }, (_, i) => aNode(`n-${i}`));
  const cluster = createCluster();
  const coreDns = cluster.list('Pod').length;
  const { refusals } = cluster.apply([...many, ...nodes]);
  expect(coreDns).toBe(2);
  expect(refusals.map(({ message }) => message)).toEqual([
    ...['n-197', 'n-198', 'n-199'].map(
      (name) =>
        `nodes "${name}" is forbidden: exceeded quota: kubewalk, requested: count/nodes=1, used: count/nodes=200, limited: count/nodes=200`,
    ),
    'pods "p-1200" is forbidden: exceeded quota: kubewalk, requested: pods=1, used: pods=1200, limited: pods=1200',
  ]);
});

describe('controllers that undo each other’s work', () => {
  test.each([
    ['on a node that does not exist, where the pod garbage collector removes them', 'ghost', []],
    ['on a node that evicts them', 'hot', [aNode('hot', { spec: { taints: [{ key: 'heat', effect: 'NoExecute' }] } })]],
  ])('pods %s: settling ends at its limit, and the next manifest works', (_, nodeName, others) => {
    const cluster = createCluster();
    cluster.apply([webOn(nodeName), ...others]);
    const { steps, quiet } = cluster.settle();
    expect(quiet).toBe(false);
    expect(steps).toBeLessThan(CLUSTER_LIMITS.steps + CLUSTER_LIMITS.stepsPerObject * 40);
    expect(cluster.apply([webOn('worker-1'), ...others]).refusals).toEqual([]);
    expect(cluster.settle().quiet).toBe(true);
    expect(pods(cluster).map(({ spec, status }) => `${spec.nodeName} ${status.phase}`)).toEqual(
      Array.from({ length: 3 }, () => 'worker-1 Running'),
    );
  });

  test('Services that all select all pods are bounded by what is looked at', () => {
    const same = { selector: { app: 'web' } };
    const services = Array.from({ length: 400 }, (_, i) => aService(`web-${i}`, same));
    const cluster = createCluster();
    cluster.apply([...services, aDeployment('web', 200)]);
    const before = cluster.looks;
    expect(cluster.settle().quiet).toBe(false);
    expect(cluster.looks - before).toBeLessThan(CLUSTER_LIMITS.looks * 1.01);
  });
});
