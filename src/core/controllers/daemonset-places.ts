import { keyOf } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import { hasEnded, isPodReady } from '../cluster/conditions.js';
import type { Context, Deed } from '../cluster/controller.js';
import { why } from '../cluster/why.js';
import { create, remove } from './daemonset-pods.js';
import { isAvailable, isGoing, isUpdated, surges, type Place, type Sight } from './daemonset-sight.js';

/**
 * One pod for each node that wants one, none elsewhere. Models `manage` and `podsShouldBeOnNode` of
 * `pkg/controller/daemon/daemon_controller.go`; each pod is a step.
 */
export function manage(context: Context, sight: Sight): Deed | undefined {
  const empty = sight.places.find((place) => isMissing(sight, place));
  const made = empty && create(context, sight, empty.node, 'first');
  if (made) return made;
  for (const place of sight.places) {
    const deed = place.mayStay ? tidy(context, sight, place) : vacate(sight, place);
    if (deed) return deed;
  }
  const [lost] = sight.lost.filter((pod) => !isGoing(pod));
  if (!lost) return undefined;
  const names = { daemonSet: sight.set.metadata.name, pod: lost.metadata.name };
  return remove(
    sight,
    lost,
    { object: keyOf(lost), field: ['spec', 'affinity'] },
    why('cluster.daemonset.lost', names),
  );
}

function isMissing(sight: Sight, { wanted, pods }: Place): boolean {
  if (!wanted) return false;
  return pods.length === 0 || (surges(sight) && pods.every((pod) => isGoing(pod) || hasEnded(pod)));
}

function namesOf({ set }: Sight, { node }: Place, pod: Pod) {
  return { daemonSet: set.metadata.name, pod: pod.metadata.name, node: node.metadata.name };
}

/** The node does not take pods of the set, or no longer. */
function vacate(sight: Sight, place: Place): Deed | undefined {
  const pod = place.pods.find((one) => !isGoing(one));
  return pod && remove(sight, pod, place.cause, why('cluster.daemonset.notHere', namesOf(sight, place, pod)));
}

function tidy(context: Context, sight: Sight, place: Place): Deed | undefined {
  const staying = place.pods.filter((pod) => !isGoing(pod));
  for (const pod of staying.filter(hasEnded)) {
    const deed = end(context, sight, place, pod);
    if (deed) return deed;
  }
  const running = staying.filter((pod) => !hasEnded(pod));
  if (running.length <= 1) return undefined;
  if (!surges(sight)) return tooMany(sight, place, running[1] as Pod);
  const fresh = running.find((pod) => isUpdated(sight, pod));
  const stale = running.find((pod) => !isUpdated(sight, pod));
  const surplus = running.find((pod) => pod !== fresh && pod !== stale);
  if (surplus) return tooMany(sight, place, surplus);
  if (!fresh || !stale || (isPodReady(stale) && !isAvailable(context, sight, fresh))) return undefined;
  return overtaken(sight, place, stale);
}

function tooMany(sight: Sight, place: Place, pod: Pod): Deed {
  const cause = { object: keyOf(sight.set), field: ['spec', 'template'] };
  return remove(sight, pod, cause, why('cluster.daemonset.excess', namesOf(sight, place, pod)));
}

/** An old pod whose successor stands beside it, or that is of no use any more. */
export function overtaken(sight: Sight, place: Place, pod: Pod): Deed {
  const cause = { object: keyOf(sight.set), field: ['spec', 'updateStrategy', 'rollingUpdate', 'maxSurge'] };
  return remove(sight, pod, cause, why('cluster.daemonset.overtaken', namesOf(sight, place, pod)));
}

/** How long the controller waits before it deletes a failed pod of a node again: it doubles (`failedPodsBackoff`). */
interface BackOff {
  readonly ms: number;
  readonly since: number;
}

const FIRST_MS = 1_000;
const MOST_MS = 15 * 60_000;

/** A pod that has ended is told of, then deleted; the next look makes another. */
function end(context: Context, sight: Sight, place: Place, pod: Pod): Deed | undefined {
  const { set } = sight;
  const told = `daemonset/ended/${pod.metadata.uid}`;
  const names = namesOf(sight, place, pod);
  const cause = { object: keyOf(pod), field: ['status', 'phase'] };
  if (context.recall(told) === true) {
    context.remember(told, undefined);
    return remove(sight, pod, cause, why('cluster.daemonset.cleared', names));
  }
  const failed = pod.status.phase === 'Failed';
  if (failed && backsOff(context, sight, place)) return undefined;
  context.remember(told, true);
  const where = `${pod.metadata.namespace}/${pod.metadata.name} on node ${names.node}`;
  return {
    cause,
    why: why('cluster.daemonset.ended', names),
    event: failed
      ? {
          type: 'Warning',
          reason: 'FailedDaemonPod',
          message: `Found failed daemon pod ${where}, will try to kill it`,
          object: keyOf(set),
        }
      : {
          type: 'Normal',
          reason: 'SucceededDaemonPod',
          message: `Found succeeded daemon pod ${where}, will try to delete it`,
          object: keyOf(set),
        },
  };
}

function backsOff(context: Context, { set }: Sight, { node }: Place): boolean {
  const memory = `daemonset/backoff/${set.metadata.uid}/${set.status.observedGeneration}/${node.metadata.name}`;
  const known = context.recall<BackOff>(memory);
  if (known && context.now < known.since + known.ms) {
    context.again(keyOf(set), known.since + known.ms);
    return true;
  }
  const isFresh = known && context.now - known.since <= 2 * MOST_MS;
  const ms = isFresh ? Math.min(2 * known.ms, MOST_MS) : FIRST_MS;
  context.remember(memory, { ms, since: context.now } satisfies BackOff);
  return false;
}
