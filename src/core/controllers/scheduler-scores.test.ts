import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import { aNode, aPod, clusterWith, key } from './testing/manifests.js';

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

// pkg/scheduler/framework/plugins/podtopologyspread: Score.
describe('a soft topology spread', () => {
  const spread = (whenUnsatisfiable: string) => ({
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable,
        labelSelector: { matchLabels: { app: 'p' } },
      },
    ],
  });
  const siblings = [1, 2, 3].map((n) => aPod(`s${n}`, { nodeName: 'worker-1' }, { labels: { app: 'p' } }));
  test('does not keep a pod from the only node that is left', () => {
    const closed = aNode('worker-2', { spec: { unschedulable: true } });
    expect(placed(...siblings, closed, aPod('p', spread('ScheduleAnyway')))).toBe('worker-1');
    expect(placed(...siblings, closed, aPod('p', spread('DoNotSchedule')))).toBeUndefined();
  });
});
