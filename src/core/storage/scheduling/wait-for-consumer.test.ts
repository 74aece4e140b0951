import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../api/meta.js';
import { causeless } from '../testing/causes.js';
import {
  aClaim,
  aClass,
  aDriver,
  aPodWith,
  apply,
  claimNamed,
  clusterWith,
  codes,
  HOSTED,
  key,
  PD,
  volumeOf,
} from '../testing/manifests.js';
import { aLocal, local, nodeOf, ofFast, ofLocal, reasons, SELECTED, waiting } from '../testing/placing.js';

type Fields = Readonly<Record<string, unknown>>;

describe('WaitForFirstConsumer', () => {
  test('local volumes choose the node, and are reserved by the scheduler before the controller binds them', () => {
    const cluster = clusterWith(local, aLocal('v', 'worker-2'), aClaim('a', ofLocal), aPodWith('p', ['a']));
    expect([nodeOf(cluster, 'p'), volumeOf(cluster, 'a')?.metadata.name]).toEqual(['worker-2', 'v']);
    const reserved = cluster.journal.find(({ why }) => why.code === 'cluster.scheduler.reserved');
    expect(reserved).toMatchObject({
      by: 'default-scheduler',
      volume: { kind: 'bind', claim: key.claim('a'), volume: key.volume('v'), node: 'worker-2' },
      cause: { object: key.pod('p'), field: ['spec', 'volumes', 0, 'persistentVolumeClaim', 'claimName'] },
    });
    const order = cluster.journal.map(({ why }) => why.code);
    expect(codes(cluster.journal, 'cluster.scheduler.')).toEqual(['reserved', 'bound']);
    expect(order.indexOf('cluster.scheduler.bound')).toBeGreaterThan(order.indexOf('storage.binder.claimBound'));
    expect(causeless(cluster)).toEqual([]);
  });

  test('the smallest that fits is taken on each node, and no volume for two claims of a pod', () => {
    const cluster = clusterWith(
      local,
      aLocal('large', 'worker-1', { storage: '10Gi' }),
      aLocal('small', 'worker-1', { storage: '2Gi' }),
      aLocal('lonely', 'worker-2', { storage: '2Gi' }),
      aClaim('b', { ...ofLocal, storage: '2Gi' }),
      aClaim('a', { ...ofLocal, storage: '1Gi' }),
      aPodWith('p', ['b', 'a']),
    );
    expect(nodeOf(cluster, 'p')).toBe('worker-1');
    expect([volumeOf(cluster, 'a')?.metadata.name, volumeOf(cluster, 'b')?.metadata.name]).toEqual(['small', 'large']);
  });

  test('pods that are placed together do not take each other’s volume', () => {
    const cluster = clusterWith(
      local,
      ...['worker-1', 'worker-2'].map((node, i) => aLocal(`v${i}`, node)),
      ...['a', 'b', 'c'].map((name) => aClaim(name, ofLocal)),
      ...['a', 'b', 'c'].map((name) => aPodWith(name, [name])),
    );
    const placed = ['a', 'b', 'c'].flatMap((name) => nodeOf(cluster, name) ?? []);
    expect(placed.toSorted()).toEqual(['worker-1', 'worker-2']);
    expect(new Set(['a', 'b', 'c'].flatMap((name) => volumeOf(cluster, name)?.metadata.name ?? [])).size).toBe(2);
  });

  test('what is chosen for a pod is taken at once, though it is written one volume after the other', () => {
    const cluster = clusterWith(
      local,
      aLocal('v0', 'worker-1'),
      aLocal('v1', 'worker-1'),
      ...['a', 'b', 'c'].map((name) => aClaim(name, ofLocal)),
      aPodWith('one', ['a', 'b']),
      aPodWith('two', ['c']),
    );
    expect([nodeOf(cluster, 'one'), nodeOf(cluster, 'two')]).toEqual(['worker-1', undefined]);
    expect(reasons(cluster, 'one')).toEqual([]);
  });

  test('a claim whose node is chosen takes its other pods there', () => {
    const cluster = clusterWith(
      aClass('fast', HOSTED, waiting),
      aClaim('a', ofFast),
      aPodWith('one', ['a'], { nodeSelector: { 'kubernetes.io/hostname': 'worker-1' } }),
      aPodWith('two', ['a'], { nodeSelector: { 'kubernetes.io/hostname': 'worker-2' } }),
    );
    expect(reasons(cluster, 'two')[0]).toContain("1 node(s) didn't find available persistent volumes to bind");
  });

  test('a choice that is taken off the claim fails the binding, and the pod is placed anew a second later', () => {
    const objects = (annotations: Fields) => [
      aClass('fast', HOSTED, waiting),
      aClaim('a', ofFast, { annotations }),
      aPodWith('p', ['a']),
    ];
    const cluster = clusterWith();
    cluster.apply(objects({}));
    while (!codes(cluster.journal, 'cluster.scheduler.').includes('selectedNode')) cluster.step();
    const [first, other] = ['worker-1', 'worker-2'].toSorted((a) =>
      claimNamed(cluster, 'a')?.metadata.annotations?.[SELECTED] === a ? -1 : 1,
    );
    apply(cluster, ...objects({ [SELECTED]: other }));
    expect(reasons(cluster, 'p')[0]).toBe(
      'running PreBind plugin "VolumeBinding": binding volumes: provisioning failed for PVC "a"',
    );
    const failed = cluster.journal.findIndex(({ event }) => event?.reason === 'FailedScheduling');
    const { t = 0 } = cluster.journal[failed] ?? {};
    apply(cluster, aDriver(HOSTED), ...objects({ [SELECTED]: other }));
    expect(nodeOf(cluster, 'p')).toBe(other);
    expect(nodeOf(cluster, 'p')).not.toBe(first);
    expect(cluster.journal.slice(failed + 1).find(({ by }) => by === 'default-scheduler')?.t).toBeGreaterThanOrEqual(
      t + 1000,
    );
  });

  test('a node that goes while the volume is being made for it is forgotten', () => {
    const objects = [aClass('disks', PD, waiting), aClaim('a', { storageClassName: 'disks' }), aPodWith('p', ['a'])];
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker-0' } } as unknown as KubeObject;
    const cluster = clusterWith(node);
    for (const name of ['worker-1', 'worker-2']) cluster.act({ type: 'cordon', node: name, on: true });
    cluster.apply([node, ...objects]);
    while (!codes(cluster.journal, 'cluster.scheduler.').includes('selectedNode')) cluster.step();
    expect(claimNamed(cluster, 'a')?.metadata.annotations?.[SELECTED]).toBe('worker-0');
    for (const name of ['worker-1', 'worker-2']) cluster.act({ type: 'cordon', node: name, on: false });
    apply(cluster, ...objects);
    expect(nodeOf(cluster, 'p')).toMatch(/^worker-[12]$/);
  });

  test('a pod that is bound counts on its node while its volumes are not: two do not overfill it', () => {
    const asking = {
      containers: [{ name: 'app', image: 'i', resources: { requests: { cpu: '3' } } }],
      nodeSelector: { 'kubernetes.io/hostname': 'worker-1' },
    };
    const cluster = clusterWith(
      aClass('slow', HOSTED, waiting),
      aClaim('a', { storageClassName: 'slow' }),
      aClaim('b', { storageClassName: 'slow' }),
      aPodWith('a', ['a'], asking),
      aPodWith('b', ['b'], asking),
    );
    expect(claimNamed(cluster, 'a')?.metadata.annotations?.[SELECTED]).toBe('worker-1');
    expect(reasons(cluster, 'b')[0]).toContain('1 Insufficient cpu');
  });

  test('to be provisioned, the claim is told the node, and the pod is bound when the volume is there', () => {
    const cluster = clusterWith(
      aDriver(HOSTED),
      aClass('fast', HOSTED, waiting),
      aClaim('a', ofFast),
      aPodWith('p', ['a']),
    );
    const order = cluster.journal.flatMap(({ why, by }) =>
      why.code.startsWith('cluster.scheduler.') ? [`${by} ${why.code.slice(18)}`] : [],
    );
    expect(order).toEqual(['default-scheduler selectedNode', 'default-scheduler bound']);
    expect(claimNamed(cluster, 'a')?.status.phase).toBe('Bound');
    expect(nodeOf(cluster, 'p')).toBe(claimNamed(cluster, 'a')?.metadata.annotations?.[SELECTED]);
  });

  test('without a driver nobody makes the volume: after ten minutes the scheduler says so, once', () => {
    const cluster = clusterWith(aClass('fast', HOSTED, waiting), aClaim('a', ofFast), aPodWith('p', ['a']));
    expect(reasons(cluster, 'p')).toEqual([
      'running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded',
    ]);
    const failed = cluster.journal.find(({ event }) => event?.reason === 'FailedScheduling');
    expect(failed?.t).toBeGreaterThanOrEqual(600_000);
    expect(failed?.volume).toMatchObject({ kind: 'bind', claim: key.claim('a'), failed: true });
    expect(nodeOf(cluster, 'p')).toBeUndefined();
    apply(cluster, aDriver(HOSTED), aClass('fast', HOSTED, waiting), aClaim('a', ofFast), aPodWith('p', ['a']));
    expect(nodeOf(cluster, 'p')).toBeDefined();
  });

  test('a claim that is deleted while its pod waits for it fails the binding', () => {
    const objects = [aClass('fast', HOSTED, waiting), aClaim('a', ofFast), aPodWith('p', ['a'])];
    const cluster = clusterWith(objects[0] as KubeObject);
    cluster.apply(objects);
    while (!codes(cluster.journal, 'cluster.scheduler.').includes('selectedNode')) cluster.step();
    cluster.act({ type: 'delete-claim', claim: key.claim('a') });
    cluster.settle();
    expect(nodeOf(cluster, 'p')).toBeUndefined();
    expect(reasons(cluster, 'p').length).toBeGreaterThan(0);
    expect(causeless(cluster)).toEqual([]);
  });
});
