import { Cluster } from '../cluster/cluster.js';
import type { Controller } from '../cluster/controller.js';
import { DEFAULT_SETTINGS } from '../cluster/settings.js';
import type { ClusterSettings } from '../cluster/types.js';
import { NO_SCHEDULING, NO_VOLUMES, type PodVolumes, type VolumeScheduling } from '../cluster/volume-plugins.js';
import { boot } from './boot.js';
import { daemonset } from './daemonset.js';
import { deployment } from './deployment.js';
import { endpoints } from './endpoints.js';
import { endpointslice } from './endpointslice.js';
import { endpointslicemirroring } from './endpointslicemirroring.js';
import { garbageCollector } from './garbage-collector.js';
import { kubeletWith } from './kubelet.js';
import { kubeletNodeStatus } from './kubelet-node-status.js';
import { namespace } from './namespace.js';
import { nodeIpam } from './node-ipam.js';
import { nodeLifecycle } from './node-lifecycle.js';
import { podGarbageCollector } from './pod-garbage-collector.js';
import { replacement } from './replacement.js';
import { replicaset } from './replicaset.js';
import { schedulerWith } from './scheduler.js';
import { serviceLb } from './service-lb.js';
import { taintEviction } from './taint-eviction.js';

/** What other folders bring to a cluster: the storage plug-ins of the scheduler and the kubelet, and more control loops. */
export interface ClusterParts {
  readonly scheduling: VolumeScheduling;
  readonly volumes: PodVolumes;
  readonly controllers: readonly Controller[];
}

const WITHOUT_STORAGE: ClusterParts = { scheduling: NO_SCHEDULING, volumes: NO_VOLUMES, controllers: [] };

/** Every control loop of the cluster. A new one is added here; the order settles who acts first at the same moment. */
function controllersWith({ scheduling, volumes, controllers }: ClusterParts): readonly Controller[] {
  return [
    replacement,
    namespace,
    nodeIpam,
    deployment,
    replicaset,
    ...controllers,
    daemonset,
    schedulerWith(scheduling),
    kubeletNodeStatus,
    kubeletWith(volumes),
    endpoints,
    endpointslice,
    endpointslicemirroring,
    nodeLifecycle,
    taintEviction,
    garbageCollector,
    podGarbageCollector,
    serviceLb,
  ];
}

/** The boot happened this long before clock 0. */
const BOOT_MS = 120_000;

/** A booted, quiet cluster with an empty journal at clock 0. Without `parts` it has no storage. */
export function createClusterWith(settings: ClusterSettings, parts: ClusterParts): Cluster {
  return new Cluster(settings, controllersWith(parts), boot, BOOT_MS);
}

/** A cluster without storage: for what has nothing to do with volumes. */
export function createCluster(settings: ClusterSettings = DEFAULT_SETTINGS): Cluster {
  return createClusterWith(settings, WITHOUT_STORAGE);
}
