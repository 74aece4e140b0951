import type { Cluster } from './cluster/cluster.js';
import { DEFAULT_SETTINGS } from './cluster/settings.js';
import type { ClusterSettings } from './cluster/types.js';
import { createClusterWith } from './controllers/create-cluster.js';
import { INGRESS } from './ingress/loops.js';
import { STORAGE } from './storage/index.js';

const PARTS = { ...STORAGE, controllers: [...STORAGE.controllers, ...INGRESS] };

/** A booted, quiet cluster with everything in it, its journal empty, at clock 0. */
export function createCluster(settings: ClusterSettings = DEFAULT_SETTINGS): Cluster {
  return createClusterWith(settings, PARTS);
}
