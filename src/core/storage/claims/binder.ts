import { objectKey, parseKey, type ObjectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/storage.js';
import type { Context, Controller, Wake } from '../../cluster/controller.js';
import { claimsOf } from '../../cluster/indexes.js';
import { isOffered } from '../../cluster/volume-offers.js';
import { className, claimTerm } from '../matching/claim-and-volume.js';
import { isDefaultClass } from '../../cluster/storage-admission.js';
import { untilResync } from './binder-resync.js';
import { syncClaim } from './claim-sync.js';
import { controllerPlugins, type ReclaimPlugins } from './reclaim-plugins.js';
import { syncVolume } from './volume-sync.js';

/**
 * Joins claims and volumes and looks after both until they part: binding from either side, waiting and its Events, loss, release, reclaim.
 * Models `pkg/controller/volume/persistentvolume/{pv_controller,pv_controller_base}.go`. What is news to a claim or a volume wakes it at once
 * where the real informers do; what the real controller finds out only because it looks at everything every 15 s wakes at that moment, and
 * wakes only those whom it may concern.
 */
export const binderWith = (plugins: ReclaimPlugins): Controller => ({
  name: 'persistentvolume-controller',
  watches: {
    PersistentVolume({ key, before, after }, wake, context) {
      const [was, is] = [before as PersistentVolume | undefined, after as PersistentVolume | undefined];
      if (is) wake(key);
      else wakeClaimant(was, wake);
      const later = untilResync(context.now);
      for (const named of context.find('claim-volume', parseKey(key).name)) wake(named, is ? later : undefined);
      if (!is) return;
      if (is.spec !== was?.spec) wakeClaimant(is, wake, later);
      if (
        isOffered(is) &&
        !(was && isOffered(was) && was.spec === is.spec && was.metadata.labels === is.metadata.labels)
      )
        wake(waitingFor(className(is)), later);
    },
    PersistentVolumeClaim({ key, before, after }, wake, context) {
      const [was, is] = [before as PersistentVolumeClaim | undefined, after as PersistentVolumeClaim | undefined];
      if (is) wake(key);
      const claim = (is ?? was) as PersistentVolumeClaim;
      const volume = was?.spec.volumeName;
      if (!is && volume) wake(objectKey('PersistentVolume', undefined, volume));
      if (is && was && is.spec === was.spec) return;
      for (const reserved of context.find('volume-claim', claimTerm(claim))) wake(reserved, untilResync(context.now));
    },
    StorageClass({ key, after }, wake, context) {
      const later = untilResync(context.now);
      const { name } = parseKey(key);
      wake(waitingFor(name), later);
      if (after && isDefaultClass(after as StorageClass)) wake(waitingFor(''), later);
    },
    Pod({ before, after }, wake, context) {
      const [was, is] = [before as Pod | undefined, after as Pod | undefined];
      const news = !was || !is || was.spec.nodeName !== is.spec.nodeName || was.status.phase !== is.status.phase;
      if (news) wakeClaimsOf((is ?? was) as Pod, wake, context);
    },
  },
  reconcile(key, context) {
    if (key.startsWith(WAITING)) {
      for (const claim of context.find('claim-waiting', key.slice(WAITING.length))) context.again(claim, context.now);
      return undefined;
    }
    const { kind } = parseKey(key as ObjectKey);
    if (kind === 'PersistentVolume') {
      const volume = context.get<PersistentVolume>(key as ObjectKey);
      return volume && syncVolume(context, volume, plugins);
    }
    const claim = context.get<PersistentVolumeClaim>(key as ObjectKey);
    return claim && syncClaim(context, claim);
  },
});

export const binder = binderWith(controllerPlugins);

/** The key under which all claims of a class that have no volume yet are looked at again: once, however much was news to them. */
const WAITING = 'waiting/';

function waitingFor(name: string): string {
  return `${WAITING}${name}`;
}

/** The claim that a volume's claimRef names. */
function wakeClaimant(volume: PersistentVolume | undefined, wake: Wake, delay?: number): void {
  const { claimRef } = volume?.spec ?? {};
  if (claimRef?.name !== undefined) {
    wake(objectKey('PersistentVolumeClaim', claimRef.namespace, claimRef.name), delay);
  }
}

/** Claims that wait for this pod, and released volumes that wait until it is gone. */
function wakeClaimsOf(pod: Pod, wake: Wake, context: Context): void {
  const terms = claimsOf(pod);
  if (terms.length === 0) return;
  const later = untilResync(context.now);
  for (const term of terms) {
    const [namespace, name = ''] = term.split('/');
    const key = objectKey('PersistentVolumeClaim', namespace, name);
    const claim = context.get<PersistentVolumeClaim>(key);
    if (claim && claim.status.phase !== 'Bound') wake(key, later);
    if (!claim) for (const volume of context.find('volume-claim', term)) wake(volume, later);
  }
}
