import { keyOf } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import type { Context, Deed } from '../cluster/controller.js';
import { why } from '../cluster/why.js';
import { overtaken } from './daemonset-places.js';
import { create, remove } from './daemonset-pods.js';
import { amountOf, isAvailable, isGoing, isUpdated, surges, type Place, type Sight } from './daemonset-sight.js';

/**
 * The next step of a rolling update. Models `rollingUpdate` of `pkg/controller/daemon/update.go`; with `OnDelete` nothing happens until
 * somebody deletes the old pods.
 */
export function rollOut(context: Context, sight: Sight): Deed | undefined {
  if (sight.set.spec.updateStrategy.type !== 'RollingUpdate') return undefined;
  return surges(sight) ? surge(context, sight) : replace(context, sight);
}

interface Pair {
  readonly fresh?: Pod;
  readonly stale?: Pod;
}

/** The pod of the new template on a node and that of an old one; undefined where there are several of either (`findUpdatedPodsOnNode`). */
function pairOn(sight: Sight, { pods }: Place): Pair | undefined {
  const staying = pods.filter((pod) => !isGoing(pod));
  const fresh = staying.filter((pod) => isUpdated(sight, pod));
  const stale = staying.filter((pod) => !isUpdated(sight, pod));
  if (fresh.length > 1 || stale.length > 1) return undefined;
  return { ...(fresh[0] ? { fresh: fresh[0] } : {}), ...(stale[0] ? { stale: stale[0] } : {}) };
}

/** Old pods make room for new ones: those that are no good at once, others while no more than `maxUnavailable` nodes are without. */
function replace(context: Context, sight: Sight): Deed | undefined {
  const most = amountOf(sight, 'maxUnavailable');
  const atOnce: [Place, Pod][] = [];
  const candidates: [Place, Pod][] = [];
  let down = 0;
  for (const place of sight.places) {
    if (place.pods.length === 0) continue;
    const { fresh, stale } = pairOn(sight, place) ?? {};
    if ((fresh === undefined) === (stale === undefined)) down++;
    else if (fresh) down += isAvailable(context, sight, fresh) ? 0 : 1;
    else if (stale && !isAvailable(context, sight, stale)) {
      atOnce.push([place, stale]);
      down++;
    } else if (stale && down < most) candidates.push([place, stale]);
  }
  const [next] = [...atOnce, ...candidates.slice(0, Math.max(0, most - down))];
  if (!next) return undefined;
  const [{ node }, pod] = next;
  const { set } = sight;
  const cause = { object: keyOf(set), field: ['spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'] };
  const names = { daemonSet: set.metadata.name, pod: pod.metadata.name, node: node.metadata.name };
  return remove(sight, pod, cause, why('cluster.daemonset.updated', { ...names, most }));
}

/** New pods come beside old ones, on `maxSurge` nodes at a time; an old one goes when its successor is available. */
function surge(context: Context, sight: Sight): Deed | undefined {
  const most = amountOf(sight, 'maxSurge');
  const done: [Place, Pod][] = [];
  const unwanted: [Place, Pod][] = [];
  const atOnce: Place[] = [];
  const candidates: Place[] = [];
  let surging = 0;
  let available = 0;
  for (const place of sight.places) {
    const pair = pairOn(sight, place);
    if (!pair) surging++;
    const { fresh, stale } = pair ?? {};
    const serving = stale ?? fresh;
    const serves = serving !== undefined && isAvailable(context, sight, serving);
    if (serves) available++;
    if (!stale) continue;
    if (fresh) {
      if (isAvailable(context, sight, fresh)) done.push([place, stale]);
      else surging++;
    } else if (!place.wanted) (serves ? unwanted : done).push([place, stale]);
    else if (!serves) atOnce.push(place);
    else if (surging < most) candidates.push(place);
  }
  const [place] = [...atOnce, ...candidates.slice(0, Math.max(0, most - surging))];
  const made = place && create(context, sight, place.node, 'surge');
  if (made) return made;
  const spare = available - sight.places.filter(({ wanted }) => wanted).length;
  const [gone] = [...done, ...unwanted.slice(0, Math.max(0, spare))];
  return gone && overtaken(sight, ...gone);
}
