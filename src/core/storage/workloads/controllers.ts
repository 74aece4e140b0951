import type { Controller } from '../../cluster/controller.js';

/** Workloads whose identity is their storage: StatefulSets, and claims of generic ephemeral volumes. */
export const workloadControllers: readonly Controller[] = [];
