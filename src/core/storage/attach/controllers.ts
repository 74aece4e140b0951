import type { Controller } from '../../cluster/controller.js';
import { addonManager } from './addon-manager.js';
import { attachDetach } from './attach-detach.js';
import { powerLoss } from '../disks/power-loss.js';
import { externalAttacher } from './external-attacher.js';
import { csiRegistration } from './registration.js';

/** What brings volumes to nodes: drivers and their registration, the attach-detach controller, the external attacher. */
export const attachControllers: readonly Controller[] = [
  addonManager,
  csiRegistration,
  attachDetach,
  externalAttacher,
  powerLoss,
];
