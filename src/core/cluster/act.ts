import { drain, failNode, healNode, setCordon, setOutOfService } from './act-on-nodes.js';
import { deleteObject, scale } from './act-on-objects.js';
import { crash, deletePod, setReadiness } from './act-on-pods.js';
import { clearClaimRef, deleteClaim, deleteVolume, detach, expandClaim } from './act-on-volumes.js';
import type { Machine } from './machine.js';
import type { Action, Refusal } from './types.js';
import { writeFile } from './write-file.js';

/** Carries out an intervention as one or more steps. Gives why the API server refuses it, in its words. */
export function act(machine: Machine, action: Action): Refusal | undefined {
  switch (action.type) {
    case 'delete-pod':
      return deletePod(machine, action.pod, action.force === true);
    case 'set-readiness':
      return setReadiness(machine, action.pod, action.ready);
    case 'crash-container':
      return crash(machine, action.pod, action.container);
    case 'scale':
      return scale(machine, action.workload, action.replicas);
    case 'cordon':
      return setCordon(machine, action.node, action.on);
    case 'drain':
      return drain(machine, action.node);
    case 'fail-node':
      return failNode(machine, action.node);
    case 'heal-node':
      return healNode(machine, action.node);
    case 'delete-claim':
      return deleteClaim(machine, action.claim);
    case 'delete-volume':
      return deleteVolume(machine, action.volume);
    case 'delete-object':
      return deleteObject(machine, action.object, action.orphan === true);
    case 'write-file':
      return writeFile(machine, action);
    case 'clear-claim-ref':
      return clearClaimRef(machine, action.volume);
    case 'out-of-service':
      return setOutOfService(machine, action.node, action.on);
    case 'detach':
      return detach(machine, action.attachment);
    case 'expand-claim':
      return expandClaim(machine, action.claim, action.storage);
  }
}
