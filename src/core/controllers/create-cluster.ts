import { Cluster } from '../cluster/cluster.js';
import type { Controller } from '../cluster/controller.js';
import { DEFAULT_SETTINGS } from '../cluster/settings.js';
import type { ClusterSettings } from '../cluster/types.js';
import { boot } from './boot.js';
import { deployment } from './deployment.js';
import { endpoints } from './endpoints.js';
import { endpointslice } from './endpointslice.js';
import { endpointslicemirroring } from './endpointslicemirroring.js';
import { garbageCollector } from './garbage-collector.js';
import { kubelet } from './kubelet.js';
import { kubeletNodeStatus } from './kubelet-node-status.js';
import { namespace } from './namespace.js';
import { nodeIpam } from './node-ipam.js';
import { nodeLifecycle } from './node-lifecycle.js';
import { podGarbageCollector } from './pod-garbage-collector.js';
import { replacement } from './replacement.js';
import { replicaset } from './replicaset.js';
import { scheduler } from './scheduler.js';
import { taintEviction } from './taint-eviction.js';

/** Every control loop of the cluster. A new one is added here; the order settles who acts first at the same moment. */
const CONTROLLERS: readonly Controller[] = [
  replacement,
  namespace,
  nodeIpam,
  deployment,
  replicaset,
  scheduler,
  kubeletNodeStatus,
  kubelet,
  endpoints,
  endpointslice,
  endpointslicemirroring,
  nodeLifecycle,
  taintEviction,
  garbageCollector,
  podGarbageCollector,
];

/** The boot happened this long before clock 0. */
const BOOT_MS = 120_000;

/** A booted, quiet cluster with an empty journal at clock 0. */
export function createCluster(settings: ClusterSettings = DEFAULT_SETTINGS): Cluster {
  return new Cluster(settings, CONTROLLERS, boot, BOOT_MS);
}
