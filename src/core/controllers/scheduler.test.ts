import { describe, expect, test } from 'vitest';
import type { Pod } from '../api/pod.js';
import { createCluster } from './create-cluster.js';
import { aDeployment, aNode, aPod, clusterWith, events, key, pods, web } from './testing/manifests.js';

const onePort = (hostIP?: string) => ({ containerPort: 80, hostPort: 80, ...(hostIP === undefined ? {} : { hostIP }) });
const asking = (cpu: string) => ({ containers: [{ ...web, resources: { requests: { cpu } } }] });
const affinityTo = (key: string, value: string) => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: [value] }] }],
      },
    },
  },
});
/** What preemption has to say of the nodes it cannot help, and of those where it found no victim. */
function preemption(helpless: number, victimless: number): string {
  const found = [
    `${helpless} Preemption is not helpful for scheduling`,
    `${victimless} No preemption victims found for incoming pod`,
  ].filter((text) => !text.startsWith('0'));
  return `no new claims to deallocate, preemption: 0/3 nodes are available: ${found.toSorted().join(', ')}.`;
}

describe('a pod that fits nowhere', () => {
  test.each([
    [
      'asks for more than any node has',
      [aPod('p', asking('64'))],
      `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. ${preemption(3, 0)}`,
    ],
    [
      'asks for more than is left',
      [
        aPod('a', { ...asking('3'), nodeName: 'worker-1' }),
        aPod('b', { ...asking('3'), nodeName: 'worker-2' }),
        aPod('p', asking('2')),
      ],
      `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. ${preemption(1, 2)}`,
    ],
    [
      'selects a node that is not there',
      [aPod('p', { nodeSelector: { disk: 'ssd' } })],
      `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector. ${preemption(3, 0)}`,
    ],
    [
      'has an affinity to a node that is not there',
      [aPod('p', affinityTo('kubernetes.io/hostname', 'elsewhere'))],
      `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector. ${preemption(3, 0)}`,
    ],
    [
      'wants a host port that is taken',
      [
        aPod('a', { containers: [{ ...web, ports: [{ containerPort: 80, hostPort: 80 }] }], nodeName: 'worker-1' }),
        aPod('b', { containers: [{ ...web, ports: [{ containerPort: 80, hostPort: 80 }] }], nodeName: 'worker-2' }),
        aPod('p', { containers: [{ ...web, ports: [{ containerPort: 80, hostPort: 80 }] }] }),
      ],
      `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't have free ports for the requested pod ports. ${preemption(1, 2)}`,
    ],
    [
      'wants a host port of every address, and one address has it taken',
      [
        aPod('a', { containers: [{ ...web, ports: [onePort('127.0.0.1')] }], nodeName: 'worker-1' }),
        aPod('b', { containers: [{ ...web, ports: [onePort('0.0.0.0')] }], nodeName: 'worker-2' }),
        aPod('p', { containers: [{ ...web, ports: [onePort()] }] }),
      ],
      `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't have free ports for the requested pod ports. ${preemption(1, 2)}`,
    ],
  ])('%s', (_, objects, message) => {
    const cluster = clusterWith(...objects);
    expect(events(cluster.journal, 'FailedScheduling')).toEqual([`FailedScheduling: ${message}`]);
    const pod = cluster.get<Pod>(key.pod('p'));
    expect(pod?.status.phase).toBe('Pending');
    expect(pod?.status.conditions).toMatchObject([
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message },
    ]);
  });

  test('on cordoned nodes says so, and is placed when one takes pods again', () => {
    const cluster = createCluster();
    for (const node of ['worker-1', 'worker-2']) cluster.act({ type: 'cordon', node, on: true });
    cluster.settle();
    cluster.apply([aPod('p')]);
    cluster.settle();
    // The taint of the node lifecycle controller says the same, but the filter for cordons speaks first.
    expect(events(cluster.journal, 'FailedScheduling')).toEqual([
      `FailedScheduling: 0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) were unschedulable. ${preemption(3, 0)}`,
    ]);
    cluster.act({ type: 'cordon', node: 'worker-2', on: false });
    cluster.settle();
    expect(cluster.get<Pod>(key.pod('p'))?.spec.nodeName).toBe('worker-2');
  });

  test('but not for a host port that is taken at another address only', () => {
    const cluster = clusterWith(
      aPod('a', { containers: [{ ...web, ports: [onePort('127.0.0.1')] }], nodeName: 'worker-1' }),
      aPod('b', { containers: [{ ...web, ports: [onePort('127.0.0.1')] }], nodeName: 'worker-2' }),
      aPod('p', { containers: [{ ...web, ports: [onePort('192.168.0.11')] }] }),
    );
    expect(cluster.get<Pod>(key.pod('p'))?.spec.nodeName).toMatch(/^worker-/);
  });

  test('points at the field of its own that is the reason', () => {
    const cluster = clusterWith(aPod('p', asking('64')));
    const step = cluster.journal.find((one) => one.event?.reason === 'FailedScheduling');
    expect(step?.cause).toEqual({
      object: key.pod('p'),
      field: ['spec', 'containers', 0, 'resources', 'requests', 'cpu'],
    });
  });

  test('is tried again when another pod has ended', () => {
    const cluster = clusterWith(
      aPod('a', { ...asking('3'), nodeName: 'worker-1' }),
      aPod('b', { ...asking('3'), nodeName: 'worker-2' }),
      aPod('p', asking('2')),
    );
    expect(cluster.get<Pod>(key.pod('p'))?.spec.nodeName).toBeUndefined();
    cluster.act({ type: 'delete-pod', pod: key.pod('a') });
    cluster.settle();
    expect(cluster.get<Pod>(key.pod('p'))).toMatchObject({
      spec: { nodeName: 'worker-1' },
      status: { phase: 'Running' },
    });
  });
});

describe('the old names of the labels of a platform', () => {
  test('are on every node, so that a pod that selects by them is placed', () => {
    const cluster = clusterWith(
      aPod('p', { nodeSelector: { 'beta.kubernetes.io/os': 'linux', 'beta.kubernetes.io/arch': 'amd64' } }),
    );
    expect(cluster.get<Pod>(key.pod('p'))?.spec.nodeName).toMatch(/^worker-/);
  });

  test('follow the present ones of a node that is not of the usual kind', () => {
    const wanted = { nodeSelector: { 'beta.kubernetes.io/os': 'windows' } };
    const cluster = clusterWith(aNode('win', {}, { labels: { 'kubernetes.io/os': 'windows' } }), aPod('p', wanted));
    expect(cluster.get<Pod>(key.pod('p'))?.spec.nodeName).toBe('win');
  });
});

describe('among nodes that fit', () => {
  test('pods of one Deployment are spread', () => {
    const nodes = pods(clusterWith(aDeployment('web', 6))).map((pod) => pod.spec.nodeName);
    expect(nodes.filter((node) => node === 'worker-1')).toHaveLength(3);
  });

  test('the emptier node is taken', () => {
    const cluster = clusterWith(aPod('heavy', { ...asking('3'), nodeName: 'worker-1' }), aPod('p'));
    expect(cluster.get<Pod>(key.pod('p'))?.spec.nodeName).toBe('worker-2');
  });

  test('a required node affinity chooses', () => {
    const cluster = clusterWith(aPod('p', affinityTo('topology.kubernetes.io/zone', 'zone-b')));
    expect(cluster.get<Pod>(key.pod('p'))?.spec.nodeName).toBe('worker-2');
    const bound = cluster.journal.find(({ event }) => event?.reason === 'Scheduled');
    expect(bound?.cause).toEqual({ object: key.pod('p'), field: ['spec', 'affinity', 'nodeAffinity'] });
  });

  test('a toleration opens the control plane, a nodeSelector chooses it', () => {
    const spec = {
      nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
      tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
    };
    expect(clusterWith(aPod('p', spec)).get<Pod>(key.pod('p'))?.spec.nodeName).toBe('control-plane');
  });

  test('a hard topology spread is kept, zone by zone', () => {
    const constraint = {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
    };
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [web], topologySpreadConstraints: [constraint] },
    };
    const cluster = createCluster();
    cluster.act({ type: 'cordon', node: 'worker-2', on: true });
    cluster.apply([aDeployment('web', 3, { template })]);
    cluster.settle();
    // The zone of worker-2 counts, though nothing may go there: one pod ahead is all that the other zone may have.
    expect(pods(cluster).filter((pod) => pod.spec.nodeName !== undefined)).toHaveLength(1);
    expect(events(cluster.journal, 'FailedScheduling')[0]).toContain(
      "1 node(s) didn't match pod topology spread constraints",
    );
  });

  test('a node that joins takes waiting pods, with the next address and the next pod CIDR', () => {
    const cluster = clusterWith(aPod('p', { nodeSelector: { disk: 'ssd' } }));
    cluster.apply([aPod('p', { nodeSelector: { disk: 'ssd' } }), aNode('fast', {}, { labels: { disk: 'ssd' } })]);
    cluster.settle();
    expect(cluster.get(key.node('fast'))).toMatchObject({
      spec: { podCIDR: '10.244.3.0/24' },
      status: {
        addresses: [
          { type: 'InternalIP', address: '192.168.10.14' },
          { type: 'Hostname', address: 'fast' },
        ],
      },
    });
    expect(cluster.get<Pod>(key.pod('p'))).toMatchObject({
      spec: { nodeName: 'fast' },
      status: { podIP: '10.244.3.2' },
    });
  });
});
