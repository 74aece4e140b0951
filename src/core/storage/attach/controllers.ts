import type { Controller } from '../../cluster/controller.js';

/** What brings volumes to nodes: drivers and their registration, the attach-detach controller, the external attacher. */
export const attachControllers: readonly Controller[] = [];
