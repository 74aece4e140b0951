import { NO_SCHEDULING, type VolumeScheduling } from '../../cluster/volume-plugins.js';

export const volumeScheduling: VolumeScheduling = NO_SCHEDULING;
