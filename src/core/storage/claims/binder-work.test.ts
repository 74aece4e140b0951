import { expect, it } from 'vitest';
import type { PersistentVolumeClaim } from '../../api/storage.js';
import { DEFAULT_SETTINGS } from '../../cluster/settings.js';
import { NO_SCHEDULING, NO_VOLUMES } from '../../cluster/volume-plugins.js';
import { createClusterWith } from '../../controllers/create-cluster.js';
import { binder } from './binder.js';
import { aClaim, aVolume } from './testing/manifests.js';

const numbered = (name: string, index: number) => `${name}-${String(index).padStart(4, '0')}`;

/** What it costs the binder to join so many claims to so many volumes, and what it costs to see that nothing fits. */
function workOf(count: number, size: (index: number) => string): { looks: number; reconciles: number; bound: number } {
  const cluster = createClusterWith(DEFAULT_SETTINGS, {
    scheduling: NO_SCHEDULING,
    volumes: NO_VOLUMES,
    controllers: [binder],
  });
  const indexes = Array.from({ length: count }, (_, index) => index);
  cluster.apply([
    ...indexes.map((index) => aVolume(numbered('pv', index), { size: `${index + 1}Mi` })),
    ...indexes.map((index) => aClaim(numbered('c', index), { size: size(index) })),
  ]);
  const [looks, reconciles] = [cluster.looks, cluster.reconciles];
  expect(cluster.settle().quiet).toBe(true);
  const claims = cluster.list<PersistentVolumeClaim>('PersistentVolumeClaim');
  const bound = claims.filter(({ status }) => status.phase === 'Bound').length;
  return { looks: cluster.looks - looks, reconciles: cluster.reconciles - reconciles, bound };
}

it.each<[string, (index: number) => string, boolean]>([
  ['that each find one', (index) => `${index + 1}Mi`, true],
  ['that find none', () => '1Ti', false],
])('the work for claims %s grows with what there is, not with the pairs', (_name, size, found) => {
  const [small, large] = [workOf(100, size), workOf(400, size)];
  expect([small.bound, large.bound]).toEqual(found ? [100, 400] : [0, 0]);
  expect(large.reconciles).toBeLessThanOrEqual(4.05 * small.reconciles);
  // A look through a shelf grows with its logarithm.
  expect(large.looks).toBeLessThanOrEqual(5 * small.looks);
});
