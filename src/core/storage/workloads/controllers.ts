import type { Controller } from '../../cluster/controller.js';
import { ephemeralVolumes } from './ephemeral-volumes.js';
import { statefulset } from './statefulset.js';

/** Workloads whose identity is their storage: StatefulSets, and claims of generic ephemeral volumes. */
export const workloadControllers: readonly Controller[] = [statefulset, ephemeralVolumes];
