import { describe, expect, test } from 'vitest';
import type { Deployment } from '../api/workload.js';
import { fenceposts } from './deployment-scale.js';

const rolling = (replicas: number, maxSurge: number | string, maxUnavailable: number | string) =>
  ({
    spec: { replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } },
  }) as Deployment;

// pkg/controller/deployment/util/deployment_util.go: ResolveFenceposts, MaxUnavailable, MaxSurge.
describe('how many pods above and below a rollout may go', () => {
  test.each<[number, number | string, number | string, number, number]>([
    [4, '25%', '25%', 1, 1],
    // A surge is rounded up, what may be missing is rounded down.
    [3, '25%', '25%', 1, 0],
    [5, '30%', '30%', 2, 1],
    [10, 2, 3, 2, 3],
    // Neither above nor below would be standing still, so one may be missing.
    [3, 0, '25%', 0, 1],
    [1, 0, 0, 0, 1],
    [2, 0, 5, 0, 2],
    [0, '100%', '100%', 0, 0],
  ])('%i replicas, surge %s, unavailable %s: %i and %i', (replicas, maxSurge, maxUnavailable, surge, unavailable) => {
    expect(fenceposts(rolling(replicas, maxSurge, maxUnavailable))).toEqual({ surge, unavailable });
  });

  test('none with Recreate', () => {
    const recreate = { spec: { replicas: 3, strategy: { type: 'Recreate' } } } as Deployment;
    expect(fenceposts(recreate)).toEqual({ surge: 0, unavailable: 0 });
  });
});
