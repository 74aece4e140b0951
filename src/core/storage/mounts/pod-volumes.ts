import { NO_VOLUMES, type PodVolumes } from '../../cluster/volume-plugins.js';

export const podVolumes: PodVolumes = NO_VOLUMES;
