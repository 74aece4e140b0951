import type { Controller } from '../../cluster/controller.js';
import { binder } from './binder.js';
import { claimProtection } from './protection-claims.js';
import { volumeProtection } from './protection-volumes.js';
import { provisioner } from './provisioner.js';

/** What looks after claims and volumes: protection, binding, provisioning, reclaiming, expansion. */
export const claimControllers: readonly Controller[] = [claimProtection, volumeProtection, binder, provisioner];
