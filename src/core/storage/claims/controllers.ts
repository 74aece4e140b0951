import type { Controller } from '../../cluster/controller.js';
import { binder } from './binder.js';
import { claimProtection } from './protection-claims.js';
import { volumeProtection } from './protection-volumes.js';
import { provisioner } from './provisioner.js';
import { resizer } from './resizer.js';
import { volumeExpand } from './volume-expand.js';

/** What looks after claims and volumes: protection, binding, provisioning, reclaiming, expansion. */
export const claimControllers: readonly Controller[] = [
  claimProtection,
  volumeProtection,
  binder,
  provisioner,
  volumeExpand,
  resizer,
];
