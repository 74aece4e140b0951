import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getField } from '../api/field-path.js';
import type { KubeObject } from '../api/meta.js';
import type { Action, Step } from '../cluster/types.js';
import { createCluster } from './create-cluster.js';
import { aDeployment, aPod, aService, clusterWith, key, pods, state } from './testing/manifests.js';
import { SCENARIOS } from './testing/scenarios.js';

describe('the boot', () => {
  test('is settled, at clock 0, and not in the journal', () => {
    const cluster = createCluster();
    expect(cluster.journal).toEqual([]);
    expect([cluster.at, cluster.clock]).toEqual([0, 0]);
    expect(cluster.settle()).toEqual({ steps: 0, quiet: true });
  });
});

describe.each(SCENARIOS)('$name', ({ run }) => {
  test('every step names a component, a reason, and a field that exists', () => {
    const cluster = createCluster();
    run(cluster);
    const problems: string[] = [];
    const length = cluster.journal.length;
    cluster.seek(0);
    for (let index = 0; index < length; index++) {
      const step = cluster.journal[index] as Step;
      const before = cluster.get(step.cause.object);
      cluster.seek(index + 1);
      const after = cluster.get(step.cause.object);
      const exists = [before, after].some((one) => one && getField(one, step.cause.field) !== undefined);
      if (!exists) problems.push(`${index} ${step.by} ${step.why.code}: ${JSON.stringify(step.cause)}`);
      if (step.by === '' || !step.why.code.startsWith('cluster.')) problems.push(`${index} has no reason`);
    }
    expect(problems).toEqual([]);
  });

  test('time never runs backwards, and objects are frozen all the way down', () => {
    const cluster = createCluster();
    run(cluster);
    const times = cluster.journal.map((step) => step.t);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const thawed = cluster.keys().filter((one) => !isDeeplyFrozen(cluster.get(one)));
    expect(thawed).toEqual([]);
  });

  test('reverting and repeating the journal passes through the same states', () => {
    const cluster = createCluster();
    const start = state(cluster);
    run(cluster);
    const end = state(cluster);
    const length = cluster.journal.length;
    const middle = Math.floor(length / 2);
    cluster.seek(middle);
    const half = state(cluster);
    cluster.seek(0);
    expect(state(cluster)).toBe(start);
    expect(cluster.clock).toBe(0);
    cluster.seek(middle);
    expect(state(cluster)).toBe(half);
    cluster.seek(length);
    expect(state(cluster)).toBe(end);
    expect(cluster.settle()).toEqual({ steps: 0, quiet: true });
  });

  test('the same operations give the same journal, to the byte', () => {
    const [one, two] = [createCluster(), createCluster()];
    run(one);
    run(two);
    expect(firstDifference(one.journal, two.journal)).toBeUndefined();
  });
});

/** The first step in which two journals are not the same to the byte. */
function firstDifference(one: readonly Step[], two: readonly Step[]): unknown {
  const index = Array.from({ length: Math.max(one.length, two.length) }, (_, i) => i).find(
    (i) => JSON.stringify(one[i]) !== JSON.stringify(two[i]),
  );
  return index === undefined ? undefined : { index, one: one[index]?.why, two: two[index]?.why };
}

function isDeeplyFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}

describe('a fork', () => {
  test('drops the later steps and goes on from the moment it happened', () => {
    const cluster = clusterWith(aService('web'), aDeployment('web', 3));
    const [victim] = pods(cluster, 'web');
    const point = cluster.journal.length - 5;
    cluster.seek(point);
    const kept = cluster.journal.slice(0, point);
    cluster.act({ type: 'delete-pod', pod: key.pod(victim?.metadata.name ?? '') });
    expect(cluster.journal.slice(0, point)).toEqual(kept);
    expect(cluster.journal).toHaveLength(point + 1);
    cluster.settle();
    expect(pods(cluster, 'web')).toHaveLength(3);
  });

  test('equals the history that never saw the dropped steps', () => {
    const objects = [aService('web'), aDeployment('web', 3)];
    const forked = clusterWith(...objects);
    const length = forked.journal.length;
    for (const point of [1, 3, 9, 20, length - 1, length]) {
      const action: Action = { type: 'scale', workload: key.deployment('web'), replicas: 5 };
      forked.seek(point);
      forked.act(action);
      forked.settle();
      const straight = createCluster();
      straight.apply(objects);
      while (straight.journal.length < point) straight.step();
      straight.seek(point);
      straight.act(action);
      straight.settle();
      expect(firstDifference(straight.journal, forked.journal)).toBeUndefined();
      forked.seek(0);
      forked.apply(objects);
      forked.settle();
    }
  });

  test('an address given after the fork point is free again', () => {
    const cluster = createCluster();
    cluster.apply([aPod('a', { nodeName: 'worker-1' })]);
    cluster.settle();
    const first = pods(cluster)[0]?.status.podIP;
    cluster.seek(0);
    cluster.apply([aPod('b', { nodeName: 'worker-1' })]);
    cluster.settle();
    expect(pods(cluster)[0]?.status.podIP).toBe(first);
  });
});

describe('seeking', () => {
  test('costs what changed in between, not what exists', () => {
    const cluster = clusterWith(aDeployment('web', 20));
    const { journal } = cluster;
    cluster.seek(journal.length);
    const before = cluster.changesReplayed;
    cluster.seek(journal.length - 3);
    const expected = journal.slice(-3).reduce((sum, step) => sum + step.changes.length, 0);
    expect(cluster.changesReplayed - before).toBe(expected);
  });
});

const names = ['a', 'b', 'c'] as const;
const objects: fc.Arbitrary<readonly KubeObject[]> = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom(...names), fc.nat(4)).map(([name, n]) => aDeployment(name, n)),
      fc.tuple(fc.constantFrom(...names), fc.nat(3)).map(([name, n]) => aDeployment(name, n, {}, { image: `i:${n}` })),
      fc.constantFrom(...names).map((name) => aService(name)),
      fc.constantFrom(...names).map((name) => aService(name, { type: 'NodePort' })),
      fc.constantFrom(...names).map((name) => aPod(name)),
      fc.constantFrom(...names).map((name) => aPod(name, { hostname: 'x' })),
    ),
    { maxLength: 5 },
  )
  .map((all) => [...new Map(all.map((one) => [`${one.kind}/${one.metadata.name}`, one])).values()]);

type Operation =
  | { readonly op: 'apply'; readonly objects: readonly KubeObject[] }
  | { readonly op: 'act'; readonly pick: number; readonly what: number }
  | { readonly op: 'steps'; readonly count: number }
  | { readonly op: 'settle' }
  | { readonly op: 'seek'; readonly part: number };

const operation: fc.Arbitrary<Operation> = fc.oneof(
  objects.map((all) => ({ op: 'apply', objects: all }) as const),
  fc.record({ op: fc.constant('act' as const), pick: fc.nat(9), what: fc.nat(9) }),
  fc.record({ op: fc.constant('steps' as const), count: fc.nat(30) }),
  fc.constant({ op: 'settle' } as const),
  fc.record({ op: fc.constant('seek' as const), part: fc.nat(100) }),
);

function perform(cluster: ReturnType<typeof createCluster>, todo: Operation): void {
  switch (todo.op) {
    case 'apply':
      cluster.apply(todo.objects);
      return;
    case 'steps':
      cluster.settle(todo.count);
      return;
    case 'settle':
      cluster.settle();
      return;
    case 'seek':
      cluster.seek(Math.floor((cluster.journal.length * todo.part) / 100));
      return;
    case 'act': {
      const action = chooseAction(cluster, todo.pick, todo.what);
      if (action) cluster.act(action);
    }
  }
}

function chooseAction(cluster: ReturnType<typeof createCluster>, pick: number, what: number): Action | undefined {
  const all = pods(cluster);
  const pod = all[pick % Math.max(1, all.length)];
  const node = ['worker-1', 'worker-2', 'control-plane'][pick % 3] ?? 'worker-1';
  const ofNode: Action[] = [
    { type: 'fail-node', node },
    { type: 'heal-node', node },
    { type: 'drain', node },
    { type: 'cordon', node, on: pick % 2 === 0 },
    { type: 'scale', workload: key.deployment(names[pick % 3] ?? 'a'), replicas: pick },
  ];
  if (what < 5 || !pod) return ofNode[what % 5];
  const target = key.pod(pod.metadata.name);
  const ofPod: Action[] = [
    { type: 'delete-pod', pod: target, force: pick % 2 === 0 },
    { type: 'set-readiness', pod: target, ready: pick % 2 === 0 },
    { type: 'crash-container', pod: target, container: 'web' },
  ];
  return ofPod[what % 3];
}

describe('whatever is done', () => {
  const runs = fc.array(operation, { minLength: 1, maxLength: 12 });

  test('the cluster comes to rest, and the way back leads to the beginning', () => {
    fc.assert(
      fc.property(runs, (operations) => {
        const cluster = createCluster();
        const start = state(cluster);
        for (const one of operations) perform(cluster, one);
        expect(cluster.settle(20_000).quiet).toBe(true);
        const end = state(cluster);
        const length = cluster.journal.length;
        cluster.seek(0);
        expect(state(cluster)).toBe(start);
        cluster.seek(length);
        expect(state(cluster)).toBe(end);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  test('the same seed and the same operations give the same journal', () => {
    fc.assert(
      fc.property(runs, (operations) => {
        const [one, two] = [createCluster(), createCluster()];
        for (const operation of operations) {
          perform(one, operation);
          perform(two, operation);
        }
        expect(firstDifference(one.journal, two.journal)).toBeUndefined();
      }),
      { seed: 11, numRuns: 30 },
    );
  });

  test('applying the same manifests again changes nothing', () => {
    fc.assert(
      fc.property(objects, (all) => {
        const cluster = createCluster();
        cluster.apply(all);
        cluster.settle();
        const before = state(cluster);
        const again = cluster.apply(structuredClone(all) as KubeObject[]);
        expect(again.steps).toBe(0);
        expect(cluster.settle().steps).toBe(0);
        expect(state(cluster)).toBe(before);
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});
