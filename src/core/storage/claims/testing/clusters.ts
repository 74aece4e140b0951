import { expect } from 'vitest';
import type { KubeObject } from '../../../api/meta.js';
import type { Cluster } from '../../../cluster/cluster.js';
import { createCluster } from '../../../create-cluster.js';
import { story } from './manifests.js';

/** What a claim without class and volume is told. */
export const NO_VOLUME =
  'noVolume · Normal FailedBinding: no persistent volumes available for this claim and no storage class is set';
/** The four writes of a binding. */
export const BOUND = ['claimRef', 'volumeBound', 'volumeName', 'claimBound'];

/** A cluster with these manifests, quiet. */
export function clusterOf(...objects: readonly KubeObject[]): Cluster {
  const cluster = createCluster();
  cluster.apply(objects);
  expect(cluster.settle().quiet).toBe(true);
  return cluster;
}

/** What the controller does after another edit of the manifests. */
export function edit(cluster: Cluster, ...objects: readonly KubeObject[]): readonly string[] {
  const from = cluster.journal.length;
  cluster.apply(objects);
  cluster.settle();
  return story(cluster.journal, from);
}

/** What the controller does after an intervention. */
export function act(cluster: Cluster, action: Parameters<Cluster['act']>[0]): readonly string[] {
  const from = cluster.journal.length;
  expect(cluster.act(action).refusals).toEqual([]);
  expect(cluster.settle().quiet).toBe(true);
  return story(cluster.journal, from);
}
