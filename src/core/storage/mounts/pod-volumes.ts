import { keyOf, parseKey, type ObjectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolume, PersistentVolumeClaim, VolumeAttachment } from '../../api/storage.js';
import type { Context, Wake } from '../../cluster/controller.js';
import type { Change } from '../../cluster/types.js';
import type { PodVolumes } from '../../cluster/volume-plugins.js';
import { lasts } from './lasts.js';
import { mountNext } from './mount.js';
import { objectsBehind } from './payload.js';
import { refreshKey, tendVolumes } from './tend.js';
import { unmountNext } from './unmount.js';

/**
 * A change of a ConfigMap reaches the files of running pods with the kubelet's next sync of the pod: `syncFrequency`, one minute with up to
 * half as much again, after the watch has brought the news (`pkg/kubelet/pod_workers.go`, `workerResyncIntervalJitterFactor`).
 */
const SYNC_MS = [60_000, 90_000] as const;

/** The pods of a claim look again. */
function wakePodsOf(namespace: string | undefined, claim: string, wake: Wake, context: Context): void {
  for (const key of context.find('pod-claim', `${namespace}/${claim}`)) wake(key);
}

/** A ConfigMap or a Secret changed: pods that wait for it look again at once, pods that show it with their next sync. */
function wakeReaders({ key }: Change, wake: Wake, context: Context): void {
  const { namespace } = parseKey(key);
  for (const podKey of context.find('namespace', namespace)) {
    if (!podKey.startsWith('Pod/')) continue;
    const pod = context.get<Pod>(podKey);
    if (pod?.spec.volumes?.some((volume) => objectsBehind(pod, volume).includes(key)) === true) {
      refreshLater(pod, wake, context);
      wake(podKey);
    }
  }
}

function refreshLater(pod: Pod, wake: Wake, context: Context): void {
  const uid = pod.metadata.uid ?? '';
  const delay = lasts(context, `sync ${uid}`, SYNC_MS);
  context.remember(refreshKey(uid), context.now + delay);
  wake(keyOf(pod), delay);
}

/** The volume manager of every kubelet; see {@link PodVolumes}. */
export const podVolumes: PodVolumes = {
  watches: {
    ConfigMap: wakeReaders,
    Secret: wakeReaders,
    Pod({ before, after }, wake, context) {
      const [was, is] = [before as Pod | undefined, after as Pod | undefined];
      if (!was || !is || !is.spec.volumes?.some((volume) => volume.downwardAPI ?? volume.projected)) return;
      const { labels, annotations } = is.metadata;
      if (was.metadata.labels !== labels || was.metadata.annotations !== annotations) refreshLater(is, wake, context);
    },
    PersistentVolumeClaim({ after, before }, wake, context) {
      const claim = (after ?? before) as PersistentVolumeClaim;
      wakePodsOf(claim.metadata.namespace, claim.metadata.name, wake, context);
    },
    PersistentVolume({ after, before }, wake, context) {
      const { claimRef } = ((after ?? before) as PersistentVolume).spec;
      if (claimRef?.name !== undefined) wakePodsOf(claimRef.namespace, claimRef.name, wake, context);
    },
    VolumeAttachment({ after, before }, wake, context) {
      const { nodeName } = ((after ?? before) as VolumeAttachment).spec;
      for (const key of context.find('pod-node', nodeName)) {
        if (context.get<Pod>(key)?.spec.volumes?.length) wake(key);
      }
    },
    CSIDriver(_change, wake, context) {
      for (const pod of context.list<Pod>('Pod')) {
        if (pod.spec.volumes?.length && pod.spec.nodeName !== undefined) wake(keyOf(pod));
      }
    },
  },
  mount: mountNext,
  unmount: (context, key: ObjectKey, uid, node, pod) => unmountNext(context, key, uid, node, pod),
  tend: tendVolumes,
};
