import { keyOf } from '../api/key.js';
import type { DaemonSet } from '../api/workload.js';
import { isPodReady } from '../cluster/conditions.js';
import type { Context, Deed } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { why } from '../cluster/why.js';
import { isAvailable, isUpdated, type Sight } from './daemonset-sight.js';

/** The numbers of the status: nodes, not pods. Models `updateDaemonSetStatus` of `pkg/controller/daemon/daemon_controller.go`. */
export function count(context: Context, sight: Sight): Deed | undefined {
  const { set, places } = sight;
  let next = Infinity;
  const later = (at: number) => {
    next = Math.min(next, at);
  };
  const wanted = places.filter((place) => place.wanted);
  // The oldest pod of a node speaks for it.
  const first = wanted.flatMap(({ pods }) => pods.slice(0, 1));
  const ready = first.filter(isPodReady).length;
  const available = first.filter((pod) => isAvailable(context, sight, pod, later)).length;
  if (next !== Infinity) context.again(keyOf(set), next);
  const { conditions } = set.status;
  const status: DaemonSet['status'] = {
    observedGeneration: set.metadata.generation ?? 1,
    desiredNumberScheduled: wanted.length,
    currentNumberScheduled: first.length,
    numberMisscheduled: places.filter((place) => !place.wanted && place.pods.length > 0).length,
    numberReady: ready,
    updatedNumberScheduled: first.filter((pod) => isUpdated(sight, pod)).length,
    numberAvailable: available,
    numberUnavailable: wanted.length - available,
    ...(conditions ? { conditions } : {}),
  };
  if (deepEqual(status, set.status)) return undefined;
  return {
    cause: { object: keyOf(set), field: ['spec', 'template'] },
    why: why('cluster.daemonset.counted', { daemonSet: set.metadata.name, ready, nodes: wanted.length }),
    writes: [{ verb: 'update', object: { ...set, status } as DaemonSet }],
  };
}
