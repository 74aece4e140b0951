import { describe, expect, test } from 'vitest';
import type { Taint } from '../api/node.js';
import type { Toleration } from '../api/pod.js';
import { tolerates, toleratedFor, untolerated } from './tolerations.js';

const taint = (key: string, effect: Taint['effect'] = 'NoSchedule', value?: string): Taint => ({
  key,
  effect,
  ...(value === undefined ? {} : { value }),
});

// staging/src/k8s.io/component-helpers/scheduling/corev1/helpers.go and k8s.io/api/core/v1/toleration.go.
describe('a toleration', () => {
  test.each<[string, Toleration, Taint, boolean]>([
    ['of the key and value', { key: 'a', operator: 'Equal', value: '1' }, taint('a', 'NoSchedule', '1'), true],
    ['of another value', { key: 'a', operator: 'Equal', value: '2' }, taint('a', 'NoSchedule', '1'), false],
    ['without a value, of a taint without one', { key: 'a' }, taint('a'), true],
    ['without a value, of a taint with one', { key: 'a' }, taint('a', 'NoSchedule', '1'), false],
    ['of another key', { key: 'b', operator: 'Exists' }, taint('a'), false],
    ['that only asks for the key', { key: 'a', operator: 'Exists' }, taint('a', 'NoSchedule', '1'), true],
    ['of everything', { operator: 'Exists' }, taint('a', 'NoExecute', '1'), true],
    ['of the effect', { key: 'a', operator: 'Exists', effect: 'NoExecute' }, taint('a', 'NoExecute'), true],
    ['of another effect', { key: 'a', operator: 'Exists', effect: 'NoExecute' }, taint('a', 'NoSchedule'), false],
    ['of everything with another effect', { operator: 'Exists', effect: 'NoSchedule' }, taint('a', 'NoExecute'), false],
  ])('%s', (_, toleration, tainted, yes) => expect(tolerates(toleration, tainted)).toBe(yes));
});

test('the first taint of the asked effects that nobody tolerates is found', () => {
  const taints = [taint('soft', 'PreferNoSchedule'), taint('a'), taint('b', 'NoExecute'), taint('c')];
  const tolerations: Toleration[] = [{ key: 'a', operator: 'Exists' }];
  expect(untolerated(taints, tolerations, ['NoSchedule', 'NoExecute'])?.key).toBe('b');
  expect(untolerated(taints, tolerations, ['NoSchedule'])?.key).toBe('c');
  expect(untolerated(taints, [{ operator: 'Exists' }], ['NoSchedule', 'NoExecute'])).toBeUndefined();
  expect(untolerated(undefined, undefined, ['NoSchedule'])).toBeUndefined();
});

// pkg/controller/tainteviction/taint_eviction.go: getMinTolerationTime.
describe('how long a pod stays on a node that would have it gone', () => {
  const dead = taint('dead', 'NoExecute');
  const slow = taint('slow', 'NoExecute');
  test.each<[string, readonly Taint[], readonly Toleration[] | undefined, number]>([
    ['not at all without a toleration', [dead], undefined, 0],
    ['not at all when one of the taints is not tolerated', [dead, slow], [{ key: 'dead', operator: 'Exists' }], 0],
    ['for ever when no seconds are given', [dead], [{ operator: 'Exists' }], Infinity],
    ['the seconds', [dead], [{ key: 'dead', operator: 'Exists', tolerationSeconds: 300 }], 300_000],
    [
      'the fewest seconds of all that cover it, whatever their order',
      [dead, slow],
      [
        { key: 'dead', operator: 'Exists', tolerationSeconds: 10 },
        { key: 'slow', operator: 'Exists', tolerationSeconds: 300 },
        { operator: 'Exists', tolerationSeconds: 60 },
      ],
      10_000,
    ],
    ['not at all when the seconds are negative', [dead], [{ operator: 'Exists', tolerationSeconds: -5 }], 0],
  ])('%s', (_, taints, tolerations, ms) => expect(toleratedFor(taints, tolerations)).toBe(ms));
});
