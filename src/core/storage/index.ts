import type { Controller } from '../cluster/controller.js';
import type { PodVolumes, VolumeScheduling } from '../cluster/volume-plugins.js';
import { claimControllers } from './claims/controllers.js';
import { podVolumes } from './mounts/pod-volumes.js';
import { volumeScheduling } from './scheduling/volume-scheduling.js';
import { attachControllers } from './attach/controllers.js';
import { workloadControllers } from './workloads/controllers.js';

/** Everything storage brings to a cluster. The order settles who acts first at the same moment. */
export const STORAGE: {
  readonly scheduling: VolumeScheduling;
  readonly volumes: PodVolumes;
  readonly controllers: readonly Controller[];
} = {
  scheduling: volumeScheduling,
  volumes: podVolumes,
  controllers: [...workloadControllers, ...claimControllers, ...attachControllers],
};
