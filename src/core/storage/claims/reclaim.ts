import { keyOf, objectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolume } from '../../api/storage.js';
import { hasEnded } from '../../cluster/conditions.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { seededBelow } from '../../cluster/seeded.js';
import type { ClusterEvent } from '../../cluster/types.js';
import { csiDriverOf } from '../drivers.js';
import { ANNOTATION, annotationOf } from '../matching/annotations.js';
import { causeIn } from '../matching/claim-decision.js';
import { unbound } from './binder-bind.js';
import { RESYNC_MS } from './binder-resync.js';
import { sayOnce } from './binder-said.js';
import { reclaimMark } from './reclaim-mark.js';
import type { Reclaimer, ReclaimPlugins } from './reclaim-plugins.js';
import { inPhase } from './volume-phase.js';
import { why } from './why-binder.js';

/** The recycler's pod is scheduled, pulls busybox and runs: a few seconds. */
const RECYCLING_MS = { least: 2_000, spread: 2_000 };

/**
 * What the reclaim policy has to say about a volume that is released: Retain does nothing, Delete and Recycle go to the plugin of the volume.
 * A volume that could not be reclaimed is Failed, and is looked at once more at the next resync. Models `reclaimVolume`,
 * `deleteVolumeOperation` and `recycleVolumeOperation` of `pkg/controller/volume/persistentvolume/pv_controller.go`.
 */
export function reclaim(context: Context, volume: PersistentVolume, plugins: ReclaimPlugins): Deed | undefined {
  if (annotationOf(volume, ANNOTATION.migratedTo)) return undefined;
  switch (volume.spec.persistentVolumeReclaimPolicy) {
    case 'Retain':
      return undefined;
    case 'Delete':
      return remove(context, volume, plugins);
    case 'Recycle':
      return recycle(context, volume, plugins);
  }
}

function remove(context: Context, volume: PersistentVolume, plugins: ReclaimPlugins): Deed | undefined {
  // Terminating already: the disk is gone, and a finalizer holds the object.
  if (context.recall(removedKey(volume)) !== undefined) return undefined;
  const { name } = volume.metadata;
  const deleter = deleterFor(volume, plugins);
  if (deleter === undefined) return undefined;
  const result = 'error' in deleter ? deleter : deleter(context, volume);
  if ('error' in result) {
    const because = why('storage.binder.deleteFailed', { volume: name, reason: result.error });
    return fail(context, volume, because, 'VolumeFailedDelete', result.error);
  }
  context.remember(removedKey(volume), true);
  return {
    cause: policyOf(volume),
    why: why('storage.binder.deleted', { volume: name, files: result.lost.length }),
    writes: [{ verb: 'delete', key: keyOf(volume) }],
    volume: reclaimMark(volume, result.lost),
  };
}

/**
 * Who deletes what is behind a volume: the plugin that provisioned it, else the one of its source; undefined where that is somebody outside
 * the controller, who watches for released volumes (`findDeletablePlugin`).
 */
function deleterFor(volume: PersistentVolume, plugins: ReclaimPlugins): Reclaimer | { error: string } | undefined {
  const by = annotationOf(volume, ANNOTATION.provisionedBy);
  if (by) {
    const isExternal = !by.startsWith('kubernetes.io/') || csiDriverOf(by) !== by;
    return isExternal ? undefined : plugins.deleterNamed(by);
  }
  if (volume.spec.csi) return undefined;
  const found = plugins.deleterOf(volume);
  if (!('error' in found)) return found;
  const name = JSON.stringify(volume.metadata.name);
  return { error: `error getting deleter volume plugin for volume ${name}: ${found.error}` };
}

function removedKey(volume: PersistentVolume): string {
  return `persistentvolume-controller/removed/${volume.metadata.uid}`;
}

function recycle(context: Context, volume: PersistentVolume, plugins: ReclaimPlugins): Deed | undefined {
  const { name, uid } = volume.metadata;
  const users = podsUsing(context, volume);
  if (users.length > 0) {
    return sayOnce(context, uid, {
      cause: policyOf(volume),
      why: why('storage.binder.recycleWaits', { volume: name, pods: users.join(', ') }),
      event: eventOf(volume, 'Normal', 'VolumeFailedRecycle', `Volume is used by pods: ${users.join(',')}`),
      volume: { ...reclaimMark(volume), failed: true },
      pause: Infinity,
    });
  }
  const plugin = plugins.recyclerOf(volume);
  if (!plugin) {
    const because = why('storage.binder.noRecycler', { volume: name });
    return fail(context, volume, because, 'VolumeFailedRecycle', 'No recycler plugin found for the volume!');
  }
  const running = `persistentvolume-controller/recycling/${uid}`;
  const until = context.recall<number>(running);
  if (until === undefined) {
    const lasts =
      RECYCLING_MS.least + seededBelow(context.settings.seed, `recycle ${name} ${uid}`, RECYCLING_MS.spread);
    context.remember(running, context.now + lasts);
    return {
      cause: policyOf(volume),
      why: why('storage.binder.recycling', { volume: name }),
      volume: reclaimMark(volume),
      pause: lasts,
    };
  }
  if (context.now < until) {
    context.again(keyOf(volume), until);
    return undefined;
  }
  context.remember(running, undefined);
  const result = plugin(context, volume);
  if ('error' in result) {
    const because = why('storage.binder.deleteFailed', { volume: name, reason: result.error });
    return fail(context, volume, because, 'VolumeFailedRecycle', `Recycle failed: ${result.error}`);
  }
  return {
    cause: policyOf(volume),
    why: why('storage.binder.recycled', { volume: name, files: result.lost.length }),
    writes: [{ verb: 'update', object: unbound(volume) }],
    event: eventOf(volume, 'Normal', 'VolumeRecycled', 'Volume recycled'),
    volume: reclaimMark(volume, result.lost),
  };
}

/** `updateVolumePhaseWithEvent(Failed)`: said when it happens, tried again quietly. */
function fail(
  context: Context,
  volume: PersistentVolume,
  because: Deed['why'],
  reason: string,
  message: string,
): Deed | undefined {
  const failed = inPhase(context, volume, 'Failed', message);
  if (failed === volume) return undefined;
  return {
    cause: policyOf(volume),
    why: because,
    writes: [{ verb: 'update', object: failed }],
    event: eventOf(volume, 'Warning', reason, message),
    volume: { ...reclaimMark(volume), failed: true },
    pause: RESYNC_MS,
  };
}

/** Pods that name the claim a released volume belonged to, while there is no claim of that name (`isVolumeUsed`). */
function podsUsing(context: Context, volume: PersistentVolume): readonly string[] {
  const { namespace, name } = volume.spec.claimRef ?? {};
  if (name === undefined || context.get(objectKey('PersistentVolumeClaim', namespace, name))) return [];
  return context.find('pod-claim', `${namespace}/${name}`).flatMap((key) => {
    const pod = context.get<Pod>(key);
    return pod && !hasEnded(pod) ? [`${pod.metadata.namespace}/${pod.metadata.name}`] : [];
  });
}

function policyOf(volume: PersistentVolume) {
  return causeIn(volume, ['spec', 'persistentVolumeReclaimPolicy']);
}

function eventOf(volume: PersistentVolume, type: ClusterEvent['type'], reason: string, message: string): ClusterEvent {
  return { type, reason, message, object: keyOf(volume) };
}
