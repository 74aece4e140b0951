import { describe, expect, test } from 'vitest';
import { getField } from '../api/field-path.js';
import { keyOf } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import type { ControllerRevision } from '../api/workload.js';
import type { Cluster } from '../cluster/cluster.js';
import { CLUSTER_LIMITS } from '../cluster/limits.js';
import { resolveCause } from '../cluster/resolve-cause.js';
import { aDaemonSet, agent, daemons, nodes, places, second, statusOf } from './testing/daemons.js';
import { aDeployment, aNode, aPod, events, key, pods, web } from './testing/manifests.js';

const WORKERS = ['worker-1', 'worker-2'];
const ALL = ['control-plane', ...WORKERS];
const taint = (effect: string, name = 'only') => ({ taints: [{ key: name, value: 'this', effect }] });
const tainted = (effect: string, name?: string) => aNode('x', { spec: taint(effect, name) });
const affinity = (...expressions: readonly object[]) => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: expressions }] },
    },
  },
});

/** Every step names a field that exists before it or after it. */
function expectCauses(cluster: Cluster): void {
  const length = cluster.journal.length;
  const steps = cluster.journal.slice();
  for (const [index, { cause, why }] of steps.entries()) {
    cluster.seek(index);
    const before = cluster.get(cause.object);
    cluster.seek(index + 1);
    const found = [before, cluster.get(cause.object)].some((one) => one && getField(one, cause.field) !== undefined);
    expect(found, `${why.code}: ${cause.object} ${cause.field.join('.')}`).toBe(true);
  }
  cluster.seek(length);
}

describe('a pod for each node that fits', () => {
  test.each<[string, readonly KubeObject[], readonly string[]]>([
    ['the workers: a control plane is tainted', [aDaemonSet()], WORKERS],
    [
      'the control plane too, where its taint is tolerated',
      [aDaemonSet({}, { tolerations: [{ operator: 'Exists' }] })],
      ALL,
    ],
    ['nodes that somebody brought', [aDaemonSet(), ...nodes('a')], ['a', ...WORKERS]],
    ['those of a nodeSelector', [aDaemonSet({}, { nodeSelector: { role: 'edge' } }), ...nodes('a', 'b')], ['a', 'b']],
    ['none of them', [aDaemonSet({}, { nodeSelector: { role: 'none' } }), ...nodes('a')], []],
    [
      'those of an affinity',
      [aDaemonSet({}, affinity({ key: 'role', operator: 'DoesNotExist' })), ...nodes('a')],
      WORKERS,
    ],
    ['not one that is tainted', [aDaemonSet(), tainted('NoSchedule')], WORKERS],
    ['one that would rather not', [aDaemonSet(), tainted('PreferNoSchedule')], [...WORKERS, 'x']],
    [
      'one whose taint is tolerated',
      [aDaemonSet({}, { tolerations: [{ key: 'only', operator: 'Exists' }] }), tainted('NoExecute')],
      [...WORKERS, 'x'],
    ],
    ['a node in trouble', [aDaemonSet(), tainted('NoSchedule', 'node.kubernetes.io/disk-pressure')], [...WORKERS, 'x']],
    ['a cordoned node', [aDaemonSet(), aNode('x', { spec: { unschedulable: true } })], [...WORKERS, 'x']],
    [
      'not one without a network',
      [aDaemonSet(), tainted('NoSchedule', 'node.kubernetes.io/network-unavailable')],
      WORKERS,
    ],
    [
      'one without a network, where it needs none',
      [aDaemonSet({}, { hostNetwork: true }), tainted('NoSchedule', 'node.kubernetes.io/network-unavailable')],
      [...WORKERS, 'x'],
    ],
  ])('%s', (_name, objects, expected) => {
    const cluster = daemons(...objects);
    expect(places(cluster)).toEqual(expected);
    expect(statusOf(cluster)).toEqual({
      observedGeneration: 1,
      desiredNumberScheduled: expected.length,
      currentNumberScheduled: expected.length,
      numberMisscheduled: 0,
      numberReady: expected.length,
      updatedNumberScheduled: expected.length,
      numberAvailable: expected.length,
      numberUnavailable: 0,
    });
    expect(events(cluster.journal, 'SuccessfulCreate').toSorted()).toEqual(
      pods(cluster, 'agent').map(({ metadata }) => `SuccessfulCreate: Created pod: ${metadata.name}`),
    );
    expectCauses(cluster);
  });
});

describe('a pod of a DaemonSet', () => {
  const cluster = daemons(aDaemonSet({}, { hostNetwork: true }));
  const [pod] = pods(cluster, 'agent') as readonly [Pod];

  test('carries the hash of its template, and belongs to the set', () => {
    const [revision] = cluster.list<ControllerRevision>('ControllerRevision');
    const hash = pod.metadata.labels?.['controller-revision-hash'];
    expect(revision?.metadata).toMatchObject({
      name: `agent-${hash}`,
      labels: { app: 'agent', 'controller-revision-hash': hash },
      ownerReferences: [{ kind: 'DaemonSet', name: 'agent', controller: true }],
    });
    expect(pod.metadata.ownerReferences).toMatchObject([{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent' }]);
  });

  test('may run only on its node, and is bound by the scheduler', () => {
    expect(pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution).toEqual({
      nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [pod.spec.nodeName] }] }],
    });
    const bound = cluster.journal.find(({ why }) => why.code === 'cluster.scheduler.bound');
    expect(bound?.why.params).toMatchObject({ fitting: 1 });
  });

  test('tolerates trouble of its node for as long as it lasts', () => {
    expect(
      pod.spec.tolerations?.map((one) => [one.key?.split('/')[1], one.operator, one.effect, one.tolerationSeconds]),
    ).toEqual([
      ['not-ready', 'Exists', 'NoExecute', undefined],
      ['unreachable', 'Exists', 'NoExecute', undefined],
      ['disk-pressure', 'Exists', 'NoSchedule', undefined],
      ['memory-pressure', 'Exists', 'NoSchedule', undefined],
      ['pid-pressure', 'Exists', 'NoSchedule', undefined],
      ['unschedulable', 'Exists', 'NoSchedule', undefined],
      ['network-unavailable', 'Exists', 'NoSchedule', undefined],
    ]);
  });

  test('comes from the manifest of its set', () => {
    const chain = resolveCause(cluster, { object: keyOf(pod), field: ['spec', 'containers', 0, 'image'] });
    expect(chain.map(({ object, field }) => [object, field.join('.')])).toEqual([
      [keyOf(pod), 'spec.containers.0.image'],
      [agent, 'spec.template.spec.containers.0.image'],
    ]);
  });

  test('waits where its node has no room, and is not put elsewhere', () => {
    const port = { containers: [{ ...web, ports: [{ containerPort: 80, hostPort: 80 }] }] };
    const full = daemons(aPod('taken', { ...port, nodeName: 'worker-1' }), aDaemonSet({}, port));
    expect(places(full)).toEqual(['worker-1?', 'worker-2']);
    expect(events(full.journal, 'FailedScheduling')).toEqual([
      "FailedScheduling: 0/3 nodes are available: 1 node(s) didn't have free ports for the requested pod ports, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. no new claims to deallocate, preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.",
    ]);
    expect(statusOf(full)).toMatchObject({ desiredNumberScheduled: 2, currentNumberScheduled: 2, numberReady: 1 });
  });
});

describe('nodes come, change and go', () => {
  test('a node that is added gets a pod, one that is taken away loses it', () => {
    const cluster = daemons(aDaemonSet());
    cluster.apply([aDaemonSet(), ...nodes('a')]);
    cluster.settle();
    expect(places(cluster)).toEqual(['a', ...WORKERS]);
    cluster.apply([aDaemonSet()]);
    cluster.settle();
    expect(places(cluster)).toEqual(WORKERS);
    expect(statusOf(cluster)).toMatchObject({ desiredNumberScheduled: 2, numberReady: 2 });
    expectCauses(cluster);
  });

  test('a label that goes takes the pod along', () => {
    const set = aDaemonSet({}, { nodeSelector: { role: 'edge' } });
    const cluster = daemons(set, ...nodes('a', 'b'));
    cluster.apply([set, ...nodes('a'), aNode('b', {}, { labels: { role: 'other' } })]);
    cluster.settle();
    expect(places(cluster)).toEqual(['a']);
    expect(events(cluster.journal, 'SuccessfulDelete')).toHaveLength(1);
    expectCauses(cluster);
  });

  test.each<[string, readonly string[], number]>([
    ['NoSchedule', ['a', 'worker-1', 'worker-2'], 1],
    ['NoExecute', ['worker-1', 'worker-2'], 0],
  ])('a taint %s that comes later', (effect, expected, misscheduled) => {
    const cluster = daemons(aDaemonSet(), aNode('a'));
    cluster.apply([aDaemonSet(), aNode('a', { spec: taint(effect) })]);
    cluster.settle();
    expect(places(cluster)).toEqual(expected);
    expect(statusOf(cluster)).toMatchObject({ desiredNumberScheduled: 2, numberMisscheduled: misscheduled });
    expectCauses(cluster);
  });

  test('a node that fails keeps its pod, and so does one that is drained', () => {
    const cluster = daemons(aDaemonSet());
    const before = pods(cluster).map(keyOf);
    cluster.act({ type: 'fail-node', node: 'worker-1' });
    cluster.settle();
    // Its pods tolerate that it is unreachable, but no new one is wanted there: the set does not count on it.
    expect(statusOf(cluster)).toMatchObject({ desiredNumberScheduled: 1, numberReady: 1, numberMisscheduled: 1 });
    cluster.act({ type: 'drain', node: 'worker-2' });
    cluster.settle();
    expect(pods(cluster).map(keyOf)).toEqual(before);
    cluster.act({ type: 'heal-node', node: 'worker-1' });
    cluster.settle();
    expect(statusOf(cluster)).toMatchObject({ desiredNumberScheduled: 2, numberReady: 2, numberMisscheduled: 0 });
    expect(events(cluster.journal, 'SuccessfulDelete')).toEqual([]);
  });
});

describe('a new template', () => {
  const labels = ['control-plane', 'worker-1', 'worker-2'];
  const tolerations = [{ operator: 'Exists' }];
  /** The most nodes that were without a ready pod at any moment of the update, and the most pods at once, without those that are going. */
  function updated(strategy: object) {
    const set = (pod: object) => aDaemonSet({ updateStrategy: strategy }, { tolerations, ...pod });
    const cluster = daemons(set({}));
    const from = cluster.journal.length;
    cluster.apply([set(second)]);
    cluster.settle();
    const end = cluster.journal.length;
    let [without, most] = [0, 0];
    for (let at = from; at <= end; at++) {
      cluster.seek(at);
      const all = pods(cluster, 'agent').filter(({ metadata }) => metadata.deletionTimestamp === undefined);
      const ready = all.filter(({ status }) =>
        status.conditions?.some((one) => one.type === 'Ready' && one.status === 'True'),
      );
      without = Math.max(without, labels.length - new Set(ready.map(({ spec }) => spec.nodeName)).size);
      most = Math.max(most, all.length);
    }
    expectCauses(cluster);
    const images = pods(cluster, 'agent').map(({ spec }) => spec.containers[0]?.image);
    return { cluster, without, most, images };
  }

  test.each<[string, object, number, number]>([
    ['one node at a time', {}, 1, 3],
    ['two of three nodes at a time', { rollingUpdate: { maxUnavailable: 2 } }, 2, 3],
    ['half of the nodes, rounded up', { rollingUpdate: { maxUnavailable: '50%' } }, 2, 3],
    ['all at once', { rollingUpdate: { maxUnavailable: '100%' } }, 3, 3],
    ['the new pod first', { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }, 0, 4],
  ])('comes to %s', (_name, strategy, without, most) => {
    const found = updated(strategy);
    expect([found.without, found.most]).toEqual([without, most]);
    expect(found.images).toEqual(['nginx:1.28', 'nginx:1.28', 'nginx:1.28']);
    expect(statusOf(found.cluster)).toMatchObject({
      observedGeneration: 2,
      updatedNumberScheduled: 3,
      numberAvailable: 3,
      numberMisscheduled: 0,
    });
    expect(events(found.cluster.journal, 'SuccessfulDelete')).toHaveLength(3);
  });

  test('waits with OnDelete until somebody deletes a pod', () => {
    const { cluster, images } = updated({ type: 'OnDelete' });
    expect(images).toEqual(['nginx:1.27', 'nginx:1.27', 'nginx:1.27']);
    expect(statusOf(cluster)).toMatchObject({ updatedNumberScheduled: 0, numberReady: 3 });
    cluster.act({ type: 'delete-pod', pod: keyOf(pods(cluster, 'agent')[0] as Pod) });
    cluster.settle();
    expect(statusOf(cluster)).toMatchObject({ updatedNumberScheduled: 1, numberReady: 3 });
  });

  test('waits while a node that is cut off is one too many already', () => {
    const set = (pod: object) => aDaemonSet({}, { tolerations, ...pod });
    const cluster = daemons(set({}));
    cluster.act({ type: 'fail-node', node: 'worker-2' });
    cluster.settle();
    cluster.apply([set(second)]);
    cluster.settle();
    const going = pods(cluster, 'agent').filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
    expect(going.map(({ spec }) => spec.nodeName)).toEqual(['worker-2']);
    expect(statusOf(cluster)).toMatchObject({ updatedNumberScheduled: 0, numberReady: 2 });
    cluster.act({ type: 'heal-node', node: 'worker-2' });
    cluster.settle();
    expect(statusOf(cluster)).toMatchObject({ updatedNumberScheduled: 3, numberReady: 3 });
  });

  test('is a revision; one that comes back is the newest again', () => {
    const cluster = daemons(aDaemonSet());
    for (const pod of [second, {}]) {
      cluster.apply([aDaemonSet({}, pod)]);
      cluster.settle();
    }
    expect(
      cluster
        .list<ControllerRevision>('ControllerRevision')
        .map(({ revision }) => revision)
        .toSorted((a, b) => a - b),
    ).toEqual([2, 3]);
    cluster.apply([aDaemonSet({ revisionHistoryLimit: 0 })]);
    cluster.settle();
    expect(cluster.list<ControllerRevision>('ControllerRevision').map(({ revision }) => revision)).toEqual([3]);
  });
});

describe('pods that end', () => {
  test('are deleted and made again; a failed one of the same node after a while', () => {
    const set = aDaemonSet({ updateStrategy: { type: 'OnDelete' } });
    const once = (app: string) =>
      ['one', 'two'].map((name) => aPod(name, { nodeName: 'worker-1', restartPolicy: 'Never' }, { labels: { app } }));
    const cluster = daemons(set, ...once('free'));
    for (const name of ['one', 'two']) cluster.act({ type: 'crash-container', pod: key.pod(name), container: 'web' });
    cluster.settle();
    cluster.apply([set, ...once('agent')]);
    cluster.settle();
    expect(events(cluster.journal, 'FailedDaemonPod')).toEqual([
      'FailedDaemonPod: Found failed daemon pod default/one on node worker-1, will try to kill it',
      'FailedDaemonPod: Found failed daemon pod default/two on node worker-1, will try to kill it',
    ]);
    const told = cluster.journal.filter(({ why }) => why.code === 'cluster.daemonset.ended').map(({ t }) => t);
    expect((told[1] ?? 0) - (told[0] ?? 0)).toBe(1_000);
    expect(places(cluster)).toEqual(WORKERS);
    expect(statusOf(cluster)).toMatchObject({ numberReady: 2, numberMisscheduled: 0 });
    expectCauses(cluster);
  });

  test('that wait for a node which has gone are deleted', () => {
    const port = { containers: [{ ...web, ports: [{ containerPort: 80, hostPort: 80 }] }] };
    const taken = aPod('taken', { ...port, nodeName: 'a' });
    const cluster = daemons(...nodes('a'), taken);
    cluster.apply([...nodes('a'), taken, aDaemonSet({}, port)]);
    cluster.settle();
    expect(places(cluster)).toEqual(['a?', ...WORKERS]);
    cluster.apply([aDaemonSet({}, port)]);
    cluster.settle();
    expect(places(cluster)).toEqual(WORKERS);
    expectCauses(cluster);
  });

  test('are refused where the simulator is full, which is said once, and made when there is room', () => {
    const many = aDeployment('many', CLUSTER_LIMITS.objects['Pod'] ?? 0);
    const cluster = daemons(many);
    cluster.apply([many, aDaemonSet()]);
    cluster.settle();
    expect(places(cluster)).toEqual([]);
    expect(events(cluster.journal, 'FailedCreate').filter((text) => text.includes('"agent-'))).toHaveLength(1);
    cluster.apply([aDeployment('many', 10), aDaemonSet()]);
    cluster.settle();
    expect(places(cluster)).toEqual(WORKERS);
  });
});

describe('whose pods they are', () => {
  test('a pod that matches and belongs to nobody is adopted; too many on a node is one too many', () => {
    const cluster = daemons(aPod('mine', { nodeName: 'worker-1' }, { labels: { app: 'agent' } }));
    const mine = aPod('mine', { nodeName: 'worker-1' }, { labels: { app: 'agent' } });
    cluster.apply([mine, aDaemonSet({ updateStrategy: { type: 'OnDelete' } })]);
    cluster.settle();
    expect(cluster.get(key.pod('mine'))?.metadata.ownerReferences?.[0]?.name).toBe('agent');
    expect(places(cluster)).toEqual(WORKERS);
    expectCauses(cluster);
  });

  test('they go when the set goes', () => {
    const cluster = daemons(aDaemonSet());
    cluster.apply([]);
    cluster.settle();
    expect(pods(cluster)).toEqual([]);
    expect(cluster.list('ControllerRevision')).toEqual([]);
    expect(cluster.journal.filter(({ by }) => by === 'garbage-collector')).toHaveLength(3);
  });

  test('they stay with --cascade=orphan, and the next set of the name takes them', () => {
    const cluster = daemons(aDaemonSet());
    const before = pods(cluster).map(keyOf);
    cluster.act({ type: 'delete-object', object: agent, orphan: true });
    cluster.settle();
    expect(pods(cluster).map((pod) => pod.metadata.ownerReferences)).toEqual([undefined, undefined]);
    cluster.apply([aDaemonSet()]);
    cluster.settle();
    expect(pods(cluster).map(keyOf)).toEqual(before);
    expect(statusOf(cluster)).toMatchObject({ numberReady: 2, updatedNumberScheduled: 2 });
  });

  test('a pod that is deleted is made again, on the same node', () => {
    const cluster = daemons(aDaemonSet());
    cluster.act({ type: 'delete-pod', pod: keyOf(pods(cluster)[0] as Pod) });
    cluster.settle();
    expect(places(cluster)).toEqual(WORKERS);
  });

  test('there is no number to scale', () => {
    const cluster = daemons(aDaemonSet());
    expect(cluster.act({ type: 'scale', workload: agent, replicas: 5 }).refusals).toMatchObject([
      { object: agent, message: 'the server could not find the requested resource' },
    ]);
  });
});
