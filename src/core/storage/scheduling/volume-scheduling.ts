import { keyOf, parseKey, type ObjectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolumeClaim } from '../../api/storage.js';
import type { Context, Wake } from '../../cluster/controller.js';
import { claimsOf } from '../../cluster/indexes.js';
import type { Change } from '../../cluster/types.js';
import type { VolumeNeeds, VolumeScheduling } from '../../cluster/volume-plugins.js';
import { nodeVolumeLimits } from './node-volume-limits.js';
import { askedBy, podClaims, unresolvable, volumeOf, type PodClaim } from './pod-claims.js';
import { forgetTries, preBind } from './pre-bind.js';
import { claimProblem, sortClaims, volumeBinding } from './volume-binding.js';
import { hasDisk, volumeRestrictions } from './volume-restrictions.js';
import { volumeZone } from './volume-zone.js';

/**
 * The four storage plug-ins in the order of the default profile; of a node the first that turns the pod away speaks
 * (`pkg/scheduler/apis/config/v1/default_plugins.go`).
 */
export const volumeScheduling: VolumeScheduling = {
  watches: {
    PersistentVolume: wakeAll,
    StorageClass: wakeAll,
    CSINode: wakeAll,
    CSIDriver: wakeAll,
    PersistentVolumeClaim({ key }, wake, context) {
      const { namespace, name } = parseKey(key);
      for (const pod of context.find('pod-claim', `${namespace}/${name}`)) {
        if (context.get<Pod>(pod)?.spec.nodeName === undefined) wake(pod);
      }
    },
  },
  needs(context, pod) {
    const claims = podClaims(pod);
    if (claims.length === 0 && !pod.spec.volumes?.some(hasDisk)) return undefined;
    const filters: VolumeNeeds['filter'][] = [volumeRestrictions(context, pod, claims)];
    if (claims.length > 0) {
      const unschedulable = claimProblem(context, pod, claims) ?? volumeProblem(context, pod, claims);
      if (unschedulable) return { unschedulable, filter: () => unschedulable };
      const sorted = sortClaims(context, claims);
      const volumes = sorted.bound.flatMap((claim) => {
        const volume = volumeOf(context, claim);
        return volume ? [{ claim, volume }] : [];
      });
      filters.push(
        nodeVolumeLimits(context, pod, claims),
        volumeBinding(context, pod, sorted),
        volumeZone(pod, volumes),
      );
    }
    return {
      filter(node) {
        for (const filter of filters) {
          const rejection = filter(node);
          if (rejection) return rejection;
        }
        return undefined;
      },
    };
  },
  preBind,
};

/** A claim names a volume that is not there: VolumeZone is the one that looks it up (`getPVbyPod`). */
function volumeProblem(context: Context, pod: Pod, claims: readonly PodClaim[]) {
  for (const claim of claims) {
    const object = context.get<PersistentVolumeClaim>(claim.key);
    if (!object?.spec.volumeName || volumeOf(context, object)) continue;
    const mark = { kind: 'bind', pod: keyOf(pod), claim: claim.key, failed: true } as const;
    return unresolvable(`persistentvolume "${object.spec.volumeName}" not found`, askedBy(pod, claim), mark);
  }
  return undefined;
}

/** Something changed that every waiting pod with claims may be helped by. */
function wakeAll({ before, after }: Change, wake: Wake, context: Context): void {
  if (before && !after) return;
  for (const key of context.find('pod-node', '')) wakeWaiting(context, key, wake);
}

function wakeWaiting(context: Context, key: ObjectKey, wake: Wake): void {
  const pod = context.get<Pod>(key);
  if (!pod || claimsOf(pod).length === 0) return;
  forgetTries(context, pod);
  wake(key);
}
