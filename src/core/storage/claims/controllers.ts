import type { Controller } from '../../cluster/controller.js';
import { binder } from './binder.js';

/** What looks after claims and volumes: protection, binding, provisioning, reclaiming, expansion. */
export const claimControllers: readonly Controller[] = [binder];
