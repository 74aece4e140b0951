import { describe, expect, test } from 'vitest';
import type { Deployment, ReplicaSet } from '../api/workload.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Step } from '../cluster/types.js';
import { createCluster } from './create-cluster.js';
import { deadlineOf } from './deployment-status.js';
import { aDeployment, aReplicaSet, clusterWith, events, key, pods } from './testing/manifests.js';

const web = (cluster: Cluster) => cluster.get<Deployment>(key.deployment('web'));
const sets = (cluster: Cluster) =>
  cluster.list<ReplicaSet>('ReplicaSet', 'default').toSorted((a, b) => revision(a) - revision(b));
const revision = (object: ReplicaSet | undefined) =>
  Number(object?.metadata.annotations?.['deployment.kubernetes.io/revision']);
const scalings = (cluster: Cluster, from = 0) =>
  events(cluster.journal.slice(from), 'ScalingReplicaSet').map((text) =>
    sets(cluster).reduce((line, set, i) => line.replace(set.metadata.name, `rs${i + 1}`), text.replace(/^.*?: /, '')),
  );
const image = (name: string, spec = {}) => aDeployment('web', 4, spec, { image: name });

/** After every step: how many pods there were, and how many were ready. */
function extremes(cluster: Cluster, from: number): { readonly most: number; readonly fewestReady: number } {
  const { at } = cluster;
  let most = 0;
  let fewestReady = Infinity;
  for (let step = from; step <= cluster.journal.length; step++) {
    cluster.seek(step);
    const alive = pods(cluster, 'web').filter((pod) => pod.metadata.deletionTimestamp === undefined);
    most = Math.max(most, alive.length);
    const ready = alive.filter((pod) =>
      pod.status.conditions?.some((one) => one.type === 'Ready' && one.status === 'True'),
    );
    fewestReady = Math.min(fewestReady, ready.length);
  }
  cluster.seek(at);
  return { most, fewestReady };
}

describe('a rolling update', () => {
  test('goes by maxSurge and maxUnavailable at every step', () => {
    const cluster = clusterWith(image('a'));
    const from = cluster.journal.length;
    cluster.apply([image('b')]);
    cluster.settle();
    expect(extremes(cluster, from)).toEqual({ most: 5, fewestReady: 3 });
    expect(sets(cluster).map((set) => set.spec.replicas)).toEqual([0, 4]);
    expect(scalings(cluster, from)).toEqual([
      'Scaled up replica set rs2 from 0 to 1',
      'Scaled down replica set rs1 from 4 to 3',
      'Scaled up replica set rs2 from 1 to 2',
      expect.stringMatching(/^Scaled down replica set rs1 from 3 to [12]$/),
      ...scalings(cluster, from).slice(4),
    ]);
  });

  test.each([
    [
      { maxSurge: 0, maxUnavailable: 1 },
      { most: 4, fewestReady: 3 },
    ],
    [
      { maxSurge: 2, maxUnavailable: 0 },
      { most: 6, fewestReady: 4 },
    ],
    [
      { maxSurge: '100%', maxUnavailable: 0 },
      { most: 8, fewestReady: 4 },
    ],
  ])('with %j never leaves its bounds', (rollingUpdate, bounds) => {
    const strategy = { strategy: { type: 'RollingUpdate', rollingUpdate } };
    const cluster = clusterWith(image('a', strategy));
    const from = cluster.journal.length;
    cluster.apply([image('b', strategy)]);
    cluster.settle();
    expect(extremes(cluster, from)).toEqual(bounds);
    expect(pods(cluster, 'web').map((pod) => pod.spec.containers[0]?.image)).toEqual(['b', 'b', 'b', 'b']);
  });

  test('back to the first template uses its ReplicaSet again, as the newest revision', () => {
    const cluster = clusterWith(image('a'));
    const [first] = sets(cluster);
    for (const name of ['b', 'a']) {
      cluster.apply([image(name)]);
      cluster.settle();
    }
    expect(sets(cluster).map(revision)).toEqual([2, 3]);
    expect(sets(cluster).at(-1)?.metadata.name).toBe(first?.metadata.name);
    expect(web(cluster)?.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3');
  });

  test('keeps revisionHistoryLimit old ReplicaSets', () => {
    const cluster = createCluster();
    for (const name of ['a', 'b', 'c', 'd']) {
      cluster.apply([image(name, { revisionHistoryLimit: 1 })]);
      cluster.settle();
    }
    expect(sets(cluster).map(revision)).toEqual([3, 4]);
  });

  test('that cannot finish stops with the old pods serving, and is reported late', () => {
    const cluster = clusterWith(image('a'));
    cluster.apply([
      image('b', {
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { nodeSelector: { no: 'where' }, containers: [{ name: 'web', image: 'b' }] },
        },
      }),
    ]);
    cluster.settle();
    expect(web(cluster)?.status).toMatchObject({ updatedReplicas: 2, availableReplicas: 3, unavailableReplicas: 2 });
    expect(web(cluster)?.status.conditions).toMatchObject([
      {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message: expect.stringMatching(/^ReplicaSet "web-\w+" has timed out progressing\.$/),
      },
      { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
    ]);
  });
});

describe('the status', () => {
  test('of a finished rollout has the conditions of a real one', () => {
    const cluster = clusterWith(image('a'));
    expect(web(cluster)?.status).toMatchObject({
      observedGeneration: 1,
      replicas: 4,
      updatedReplicas: 4,
      readyReplicas: 4,
      availableReplicas: 4,
      unavailableReplicas: 0,
    });
    expect(web(cluster)?.status.conditions?.map(({ type, status, reason }) => [type, status, reason])).toEqual([
      ['Progressing', 'True', 'NewReplicaSetAvailable'],
      ['Available', 'True', 'MinimumReplicasAvailable'],
    ]);
  });

  test('counts a pod as available only after minReadySeconds', () => {
    const cluster = clusterWith(aDeployment('web', 1, { minReadySeconds: 7 }));
    const counted = cluster.journal.filter((step) => step.why.code === 'cluster.replicaset.counted');
    const statusAfter = ({ changes: [change] }: Step) => (change?.after as ReplicaSet | undefined)?.status;
    const available = counted.find((step) => statusAfter(step)?.availableReplicas === 1);
    const ready = counted.find((step) => statusAfter(step)?.readyReplicas === 1);
    expect((available?.t ?? NaN) - (ready?.t ?? NaN)).toBeGreaterThanOrEqual(6000);
    expect(web(cluster)?.status.availableReplicas).toBe(1);
  });
});

test('another minReadySeconds alone is told to the ReplicaSet, and makes no pod anew', () => {
  const cluster = clusterWith(image('a'));
  const before = pods(cluster, 'web').map(({ metadata }) => metadata.uid);
  cluster.apply([image('a', { minReadySeconds: 100 })]);
  const from = cluster.journal.length;
  cluster.settle();
  const counts = cluster.journal
    .slice(from)
    .flatMap(({ changes }) =>
      changes.flatMap(({ after }) => (after?.kind === 'ReplicaSet' ? [after as ReplicaSet] : [])),
    );
  expect(counts.map(({ status }) => status.availableReplicas)).toContain(0);
  expect(web(cluster)?.status).toMatchObject({ availableReplicas: 4, observedGeneration: 2 });
  expect(pods(cluster, 'web').map(({ metadata }) => metadata.uid)).toEqual(before);
});

describe('Recreate', () => {
  test('has no pod of the new template while one of the old is left', () => {
    const strategy = { strategy: { type: 'Recreate' } };
    const cluster = clusterWith(image('a', strategy));
    const from = cluster.journal.length;
    cluster.apply([image('b', strategy)]);
    cluster.settle();
    for (let step = from; step <= cluster.journal.length; step++) {
      cluster.seek(step);
      expect(new Set(pods(cluster, 'web').map((pod) => pod.spec.containers[0]?.image)).size).toBeLessThanOrEqual(1);
    }
    expect(pods(cluster, 'web').map((pod) => pod.spec.containers[0]?.image)).toEqual(['b', 'b', 'b', 'b']);
  });
});

describe('scaling', () => {
  test.each([0, 1, 7])('to %i makes as many pods', (replicas) => {
    const cluster = clusterWith(aDeployment('web', 3));
    cluster.act({ type: 'scale', workload: key.deployment('web'), replicas });
    cluster.settle();
    expect(pods(cluster, 'web')).toHaveLength(replicas);
  });

  test('in the middle of a rollout grows old and new in proportion', () => {
    const cluster = clusterWith(aDeployment('web', 10, {}, { image: 'a' }));
    const stuck = {
      metadata: { labels: { app: 'web' } },
      spec: { nodeSelector: { no: 'where' }, containers: [{ name: 'web', image: 'b' }] },
    };
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } };
    cluster.apply([aDeployment('web', 10, { template: stuck, strategy })]);
    cluster.settle();
    expect(sets(cluster).map((set) => set.spec.replicas)).toEqual([8, 5]);
    // The numbers of the example in the Deployment documentation: five more, three of them for the larger ReplicaSet.
    cluster.act({ type: 'scale', workload: key.deployment('web'), replicas: 15 });
    cluster.settle();
    expect(sets(cluster).map((set) => set.spec.replicas)).toEqual([11, 7]);
  });

  test('is left alone by an apply of another document', () => {
    const objects = [aDeployment('web', 2), aDeployment('other', 1)];
    const cluster = clusterWith(...objects);
    cluster.act({ type: 'scale', workload: key.deployment('web'), replicas: 5 });
    cluster.settle();
    cluster.apply([aDeployment('web', 2), aDeployment('other', 2)]);
    cluster.settle();
    expect(pods(cluster, 'web')).toHaveLength(5);
  });
});

describe('a paused Deployment', () => {
  // checkPausedConditions of pkg/controller/deployment/sync.go
  test('says so, and says that it goes on', () => {
    const cluster = clusterWith(image('a'));
    const progressing = () => web(cluster)?.status.conditions?.find(({ type }) => type === 'Progressing');
    cluster.apply([image('b', { paused: true })]);
    cluster.settle();
    expect(progressing()).toMatchObject({
      status: 'Unknown',
      reason: 'DeploymentPaused',
      message: 'Deployment is paused',
    });
    const from = cluster.journal.length;
    cluster.apply([image('b')]);
    cluster.settle();
    const said = cluster.journal.slice(from).map(({ why }) => why.code);
    expect(said.filter((code) => code.startsWith('cluster.deployment')).slice(0, 1)).toEqual([
      'cluster.deployment.resumed',
    ]);
    expect(progressing()).toMatchObject({ status: 'True', reason: 'NewReplicaSetAvailable' });
  });

  test('has its whole time again when it goes on', () => {
    const hasty = { progressDeadlineSeconds: 20 };
    const cluster = clusterWith(image('a', hasty));
    cluster.apply([image('b', { ...hasty, paused: true })]);
    cluster.settle();
    cluster.apply([image('b', hasty)]);
    cluster.settle();
    const resumed = cluster.journal.find(({ why }) => why.code === 'cluster.deployment.resumed');
    const deadline = deadlineOf(resumed?.changes[0]?.after as Deployment) ?? NaN;
    // A timestamp has whole seconds.
    expect(Math.ceil((deadline - (resumed?.t ?? NaN)) / 1000)).toBe(20);
  });

  test('keeps to its revisionHistoryLimit, complete or not', () => {
    const cluster = clusterWith(image('a'));
    for (const one of ['b', 'c']) {
      cluster.apply([image(one)]);
      cluster.settle();
    }
    expect(sets(cluster)).toHaveLength(3);
    cluster.apply([image('d', { paused: true, revisionHistoryLimit: 1 })]);
    cluster.settle();
    expect(sets(cluster)).toHaveLength(1);
  });

  test('rolls nothing out until it goes on', () => {
    const cluster = clusterWith(image('a'));
    cluster.apply([image('b', { paused: true })]);
    cluster.settle();
    expect(pods(cluster, 'web').every((pod) => pod.spec.containers[0]?.image === 'a')).toBe(true);
    cluster.apply([image('b')]);
    cluster.settle();
    expect(pods(cluster, 'web').every((pod) => pod.spec.containers[0]?.image === 'b')).toBe(true);
  });
});

describe('a ReplicaSet without an owner', () => {
  test('is adopted by the Deployment whose selector it matches', () => {
    const cluster = clusterWith(aReplicaSet('web', 2));
    const before = pods(cluster, 'web').map((pod) => pod.metadata.name);
    const labelled = {
      ...aReplicaSet('web', 2),
      metadata: { name: 'web', namespace: 'default', labels: { app: 'web' } },
    };
    cluster.apply([labelled, aDeployment('web', 2)]);
    cluster.settle();
    expect(cluster.journal.some((step) => step.why.code === 'cluster.deployment.adopted')).toBe(true);
    expect(pods(cluster, 'web').map((pod) => pod.metadata.name)).toEqual(before);
  });
});
