import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import type { Action } from '../cluster/types.js';
import { aNode, aPod, aService, clusterWith, events, key, web } from './testing/manifests.js';

const placed = (...objects: readonly KubeObject[]) => clusterWith(...objects).get<Pod>(key.pod('p'))?.spec.nodeName;

// pkg/scheduler/framework/plugins/tainttoleration: Score.
describe('a node that would rather have no pods', () => {
  const taints = [{ key: 'busy', effect: 'PreferNoSchedule' }];
  // Without the taint the emptier node is taken: worker-1.
  const other = aPod('other', { nodeName: 'worker-2' });
  test.each([
    ['is taken when it says nothing', [other, aPod('p')], 'worker-1'],
    ['is left for another one', [other, aNode('worker-1', { spec: { taints } }), aPod('p')], 'worker-2'],
    [
      'is as good as any for a pod that tolerates it',
      [
        other,
        aNode('worker-1', { spec: { taints } }),
        aPod('p', { tolerations: [{ key: 'busy', operator: 'Exists' }] }),
      ],
      'worker-1',
    ],
    [
      'takes a pod that fits nowhere else',
      [aNode('worker-1', { spec: { taints } }), aNode('worker-2', { spec: { unschedulable: true } }), aPod('p')],
      'worker-1',
    ],
  ])('%s', (_, objects, node) => expect(placed(...objects)).toBe(node));
});

// pkg/scheduler/framework/plugins/podtopologyspread/scoring.go.
describe('a soft topology spread', () => {
  const spread = (whenUnsatisfiable: string, more: Readonly<Record<string, unknown>> = {}) => ({
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable,
        labelSelector: { matchLabels: { app: 'x' } },
        ...more,
      },
    ],
  });
  // worker-2 has a pod that asks for much, worker-1 three that ask for nothing: but for the spread worker-1 is taken.
  const big = { containers: [{ ...web, resources: { requests: { cpu: '2', memory: '2Gi' } } }] };
  const others = (app: string) => [
    aPod('big', { ...big, nodeName: 'worker-2' }),
    ...[1, 2, 3].map((n) => aPod(`s${n}`, { nodeName: 'worker-1' }, { labels: { app } })),
  ];

  test('keeps a pod that nobody owns from the pods that it selects', () => {
    expect(placed(...others('x'), aPod('p'))).toBe('worker-1');
    expect(placed(...others('x'), aPod('p', spread('ScheduleAnyway')))).toBe('worker-2');
  });

  test('does not look at pods that it does not select', () => {
    expect(placed(...others('y'), aPod('p', spread('ScheduleAnyway')))).toBe('worker-1');
    expect(placed(...others('x'), aPod('p', spread('ScheduleAnyway', { labelSelector: undefined })))).toBe('worker-1');
  });

  test('leaves out a node that lacks the label', () => {
    const more = { topologyKey: 'rack' };
    const racked = aNode('worker-2', {}, { labels: { rack: 'r1' } });
    expect(placed(...others('x'), racked, aPod('p', spread('ScheduleAnyway', more)))).toBe('worker-2');
  });

  test('does not keep a pod from the only node that is left', () => {
    const closed = aNode('worker-2', { spec: { unschedulable: true } });
    expect(placed(...others('x').slice(1), closed, aPod('p', spread('ScheduleAnyway')))).toBe('worker-1');
    expect(placed(...others('x').slice(1), closed, aPod('p', spread('DoNotSchedule')))).toBeUndefined();
  });

  test('is not the cluster’s own where the pod has a hard one', () => {
    // By the cluster's default a pod of a Service keeps away from the others of it.
    const service = aService('x');
    const p = (spec: Readonly<Record<string, unknown>>) => aPod('p', spec, { labels: { app: 'x' } });
    const lenient = spread('DoNotSchedule', { maxSkew: 9 });
    expect(placed(service, ...others('x'), p({}))).toBe('worker-2');
    expect(placed(service, ...others('x'), p(lenient))).toBe('worker-1');
  });
});

// pkg/scheduler/framework/plugins/podtopologyspread/common.go: countPodsMatchSelector.
describe('a hard topology spread counts a pod of a node', () => {
  const hard = {
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { app: 'x' } },
      },
    ],
  };
  const closed = aNode('worker-2', { spec: { unschedulable: true } });
  const first = aPod('s', { nodeName: 'worker-1', restartPolicy: 'Never' }, { labels: { app: 'x' } });
  const second = aPod('p', hard, { labels: { app: 'x' } });
  test.each<[string, Action | undefined, number]>([
    ['that runs', undefined, 1],
    ['not when it has ended', { type: 'crash-container', pod: key.pod('s'), container: 'web' }, 0],
    ['not when it is on its way out', { type: 'delete-pod', pod: key.pod('s') }, 0],
  ])('%s', (_, action, failures) => {
    const cluster = clusterWith(closed, first);
    if (action) cluster.act(action);
    if (action?.type === 'crash-container') cluster.settle();
    else cluster.step();
    cluster.apply([closed, ...(action?.type === 'delete-pod' ? [] : [first]), second]);
    cluster.settle();
    expect(events(cluster.journal, 'FailedScheduling')).toHaveLength(failures);
  });
});

// pkg/scheduler/framework/plugins/noderesources/fit.go: what fits to the last byte and the last pod fits.
describe('a node is full', () => {
  const small = (pods: string) =>
    aNode('small', { status: { capacity: { cpu: '1', memory: '1Gi', pods } } }, { labels: { small: 'yes' } });
  const there = (cpu: string) => ({
    nodeSelector: { small: 'yes' },
    containers: [{ ...web, resources: { requests: { cpu } } }],
  });
  test.each([
    ['not by a pod that takes all that there is', '110', ['1'], 'small'],
    ['not by a pod that takes all that is left', '110', ['600m', '400m'], 'small'],
    ['by a pod that asks for a little more', '110', ['600m', '401m'], undefined],
    ['not by its last pod', '2', ['0', '0'], 'small'],
    ['by one pod more', '1', ['0', '0'], undefined],
  ])('%s', (_, most, asked, node) => {
    const names = asked.map((_cpu, i) => (i === asked.length - 1 ? 'p' : `before-${i}`));
    const cluster = clusterWith(small(most), ...asked.slice(0, -1).map((cpu, i) => aPod(names[i] ?? '', there(cpu))));
    cluster.apply([small(most), ...asked.map((cpu, i) => aPod(names[i] ?? '', there(cpu)))]);
    cluster.settle();
    expect(cluster.get<Pod>(key.pod('p'))?.spec.nodeName).toBe(node);
  });
});
