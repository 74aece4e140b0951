import { describe, expect, test } from 'vitest';
import { objectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import type { Cluster } from '../../cluster/cluster.js';
import { causeless } from '../testing/causes.js';
import { clusterWith, codes, key } from '../testing/manifests.js';

const web = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    serviceName: 'web',
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'nginx:1.27' }] } },
  },
} as unknown as KubeObject;

function pod(cluster: Cluster, name: string): Pod | undefined {
  return cluster.get<Pod>(key.pod(name));
}

/** A cluster whose node with web-0 has failed, at rest again: the pod was told to go and nobody there hears it. */
function failed(): { cluster: Cluster; node: string; uid: string | undefined } {
  const cluster = clusterWith(web);
  const node = pod(cluster, 'web-0')?.spec.nodeName ?? '';
  const uid = pod(cluster, 'web-0')?.metadata.uid;
  cluster.act({ type: 'fail-node', node });
  expect(cluster.settle().quiet).toBe(true);
  return { cluster, node, uid };
}

describe('a StatefulSet’s pod on a node that is down', () => {
  test('stays Terminating for ever, and is not made again elsewhere: it may still run there', () => {
    const { cluster, uid } = failed();
    expect(pod(cluster, 'web-0')?.metadata).toMatchObject({ uid, deletionTimestamp: expect.any(String) });
    expect(codes(cluster.journal, 'cluster.statefulset.').filter((code) => code === 'created')).toHaveLength(2);
    expect(pod(cluster, 'web-0')?.status.conditions).toContainEqual(
      expect.objectContaining({
        type: 'DisruptionTarget',
        reason: 'DeletionByTaintManager',
        message: 'Taint manager: deleting due to NoExecute taint',
      }),
    );
  });

  test('is ended by force when a person says that the node is out of service, and comes back elsewhere', () => {
    const { cluster, node, uid } = failed();
    const from = cluster.journal.length;
    expect(cluster.act({ type: 'out-of-service', node, on: true })).toMatchObject({ refusals: [] });
    cluster.settle();
    const ended = cluster.journal
      .slice(from)
      .find(({ why }) => why.code === 'cluster.podGarbageCollector.outOfService');
    expect(ended).toMatchObject({ by: 'pod-garbage-collector', cause: { object: objectKey('Node', undefined, node) } });
    expect(ended?.changes[0]?.after).toMatchObject({ status: { phase: 'Failed' } });
    expect(pod(cluster, 'web-0')?.metadata.uid).not.toBe(uid);
    expect(pod(cluster, 'web-0')?.spec.nodeName).not.toBe(node);
    expect(pod(cluster, 'web-0')?.status.phase).toBe('Running');
    expect(codes(cluster.journal.slice(from), 'cluster.nodeLifecycle.')).toEqual([]);
    expect(causeless(cluster)).toEqual([]);
  });

  test('ended by force by a person, it comes back too; what still ran on the node is cleared away when that is back', () => {
    const { cluster, node, uid } = failed();
    const ip = pod(cluster, 'web-0')?.status.podIP ?? '';
    cluster.act({ type: 'delete-pod', pod: key.pod('web-0'), force: true });
    cluster.settle();
    expect(pod(cluster, 'web-0')?.metadata.uid).not.toBe(uid);
    expect(pod(cluster, 'web-0')?.status.phase).toBe('Running');
    expect(cluster.recall(`host-local/${node}/${ip}`)).toBeDefined();
    cluster.act({ type: 'heal-node', node });
    cluster.settle();
    expect(cluster.recall(`host-local/${node}/${ip}`)).toBeUndefined();
  });

  test('comes back where it was when the node does', () => {
    const { cluster, node, uid } = failed();
    cluster.act({ type: 'heal-node', node });
    cluster.settle();
    expect(pod(cluster, 'web-0')?.metadata.uid).not.toBe(uid);
    expect(pod(cluster, 'web-0')?.status.phase).toBe('Running');
  });

  test('the taint alone, on a node that is well, only evicts: the kubelet ends the pods itself', () => {
    const cluster = clusterWith(web);
    const node = pod(cluster, 'web-0')?.spec.nodeName ?? '';
    cluster.act({ type: 'out-of-service', node, on: true });
    cluster.settle();
    expect(codes(cluster.journal, 'cluster.podGarbageCollector.')).toEqual([]);
    expect(codes(cluster.journal, 'cluster.taintEviction.')).toEqual(['deleted']);
    expect(pod(cluster, 'web-0')?.spec.nodeName).not.toBe(node);
  });
});

describe('the taint', () => {
  const taints = (cluster: Cluster) => cluster.get<Node>(objectKey('Node', undefined, 'worker-1'))?.spec.taints;

  test('is put on once and taken off once, in kubectl’s words', () => {
    const cluster = clusterWith();
    const set = (on: boolean) =>
      cluster.act({ type: 'out-of-service', node: 'worker-1', on }).refusals.map(({ message }) => message);
    expect(set(false)).toEqual(['taint "node.kubernetes.io/out-of-service:NoExecute" not found']);
    expect(set(true)).toEqual([]);
    expect(taints(cluster)).toMatchObject([
      { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' },
    ]);
    expect(set(true)).toEqual([
      'node worker-1 already has node.kubernetes.io/out-of-service taint(s) with same effect(s) and --overwrite is false',
    ]);
    expect(set(false)).toEqual([]);
    expect(taints(cluster)).toBeUndefined();
  });
});
