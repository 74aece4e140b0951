import { objectKey, parseKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolume, PersistentVolumeClaim, VolumeAttachment } from '../../api/storage.js';
import type { Controller } from '../../cluster/controller.js';
import { attachableKeys, attachableOf, keyOfAttached } from './attachable.js';
import { attachNext } from './attaching.js';
import { detachNext, isHealthy } from './detaching.js';

/**
 * Brings volumes to the nodes whose pods need them and takes them away again. Keys are volumes: a PersistentVolume, or a disk that pods
 * name themselves. Models `pkg/controller/volume/attachdetach/{attach_detach_controller.go,reconciler/reconciler.go}`: detaches come before
 * attaches, a volume for one node at a time waits for the other node, and what may still be mounted is taken only from a node that is known
 * to be out of service, or is not healthy for six minutes. `status.volumesInUse` of nodes is what their kubelets remember as mounted.
 * iscsi and fc volumes pass through the real controller as well, with an attach that does nothing; here they are mounted without it.
 */
export const attachDetach: Controller = {
  name: 'attachdetach-controller',
  watches: {
    Pod({ before, after }, wake, context) {
      const [was, is] = [before as Pod | undefined, after as Pod | undefined];
      const pod = is ?? was;
      if (!pod?.spec.volumes?.length || pod.spec.nodeName === undefined) return;
      if (was && is && was.spec === is.spec && was.status === is.status && sameEnd(was, is)) return;
      for (const key of attachableKeys(context, pod)) wake(key);
    },
    PersistentVolumeClaim({ before, after }, wake) {
      const volume = ((after ?? before) as PersistentVolumeClaim).spec.volumeName;
      if (volume) wake(objectKey('PersistentVolume', undefined, volume));
    },
    PersistentVolume({ key, before, after }, wake) {
      const [was, is] = [before as PersistentVolume | undefined, after as PersistentVolume | undefined];
      if (is && was?.spec !== is.spec) wake(key);
    },
    VolumeAttachment({ before, after }, wake, context) {
      const key = keyOfAttached(context, (after ?? before) as VolumeAttachment);
      if (key !== undefined) wake(key);
    },
    CSIDriver(_change, wake, context) {
      for (const pod of context.list<Pod>('Pod')) {
        if (pod.spec.nodeName !== undefined) for (const key of attachableKeys(context, pod)) wake(key);
      }
    },
    Node({ key, before, after }, wake, context) {
      const [was, is] = [before as Node | undefined, after as Node | undefined];
      if (was && is && isHealthy(was) === isHealthy(is) && was.spec.taints === is.spec.taints) return;
      for (const attachment of context.find('attachment-node', parseKey(key).name)) {
        const object = context.get<VolumeAttachment>(attachment);
        const volume = object && keyOfAttached(context, object);
        if (volume !== undefined) wake(volume);
      }
    },
  },
  reconcile(key, context) {
    const volume = attachableOf(context, key);
    if (!volume) return undefined;
    const wanted = new Map<string, Pod[]>();
    for (const pod of volume.pods) {
      const on = pod.spec.nodeName ?? '';
      wanted.set(on, [...(wanted.get(on) ?? []), pod]);
    }
    return detachNext(context, key, volume, wanted) ?? attachNext(context, key, volume, wanted);
  },
};

function sameEnd(was: Pod, is: Pod): boolean {
  return was.metadata.deletionTimestamp === is.metadata.deletionTimestamp;
}
