import type { Cause } from '../../api/cause.js';
import { objectKey, parseKey, type ObjectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { Context, Deed } from '../../cluster/controller.js';
import type { VolumeWork } from '../../cluster/volume-plugins.js';
import { readDisk, removeDisk } from '../disks/disks.js';
import type { Disk, Mount } from '../types.js';
import { underWay } from './lasts.js';
import {
  forgetMount,
  forgetStage,
  isStaged,
  keepToUnstage,
  leftToUnstage,
  mountedVolumes,
  mountOf,
  usersOf,
} from './mount-memory.js';
import { volumeWhy } from './why.js';

const UNPUBLISH_MS = [100, 200] as const;
const UNSTAGE_MS = [200, 500] as const;

/** Disks that are the pod's own: they are deleted when they are unmounted. */
const OWN: ReadonlySet<Disk['kind']> = new Set(['empty-dir', 'tmpfs', 'api']);

/**
 * The next thing to do until no volume of a pod is mounted on its node: out of the pod first, then, where nobody else there uses the disk,
 * off the node. Models `WaitForUnmount` of `pkg/kubelet/volumemanager/volume_manager.go`, `TearDownAt` of the plugins, and
 * `unmountDetachDevices` of `pkg/kubelet/volumemanager/reconciler`.
 */
export function unmountNext(
  context: Context,
  key: ObjectKey,
  uid: string,
  node: string,
  pod: Pod | undefined,
): VolumeWork {
  const cause = causeOf(context, key, node, pod);
  for (const name of mountedVolumes(context, node, uid)) {
    const mount = mountOf(context, node, uid, name);
    if (!mount) continue;
    const due = underWay(context, `unpublishing/${uid}/${name}`, UNPUBLISH_MS);
    return due === undefined ? { deed: unpublish(context, mount, cause) } : { again: due };
  }
  for (const disk of leftToUnstage(context, node, uid)) {
    const others = leftToUnstage(context, node, uid).filter((one) => one !== disk);
    if (!isStaged(context, node, disk) || usersOf(context, node, disk).length > 0) {
      keepToUnstage(context, node, uid, others);
      continue;
    }
    const due = underWay(context, `unstaging/${node}/${disk}`, UNSTAGE_MS);
    if (due !== undefined) return { again: due };
    forgetStage(context, node, disk);
    keepToUnstage(context, node, uid, others);
    return { deed: unstaged(key, node, disk, cause) };
  }
  return 'done';
}

/** What ended the pod; a pod that the API has forgotten leaves only its node to point at. */
function causeOf(context: Context, key: ObjectKey, node: string, pod: Pod | undefined): Cause {
  if (pod) {
    const field =
      pod.metadata.deletionTimestamp === undefined ? ['status', 'phase'] : ['metadata', 'deletionTimestamp'];
    return { object: key, field };
  }
  const object = objectKey('Node', undefined, node);
  return { object: context.get(object) ? object : key, field: ['metadata', 'name'] };
}

function unpublish(context: Context, mount: Mount, cause: Cause): Deed {
  const { node, uid, name, disk } = mount;
  const kind = readDisk(context, disk)?.kind;
  forgetMount(context, mount);
  const isOwn = kind !== undefined && OWN.has(kind);
  const gone = isOwn ? removeDisk(context, disk) : [];
  // What a ConfigMap's volume shows is a copy: nothing is lost with it.
  const lost = kind === 'api' ? [] : gone;
  if (isStaged(context, node, disk)) {
    const left = leftToUnstage(context, node, uid);
    if (!left.includes(disk)) keepToUnstage(context, node, uid, [...left, disk]);
  }
  const pod = parseKey(mount.pod).name;
  const volume = mount.volume ? parseKey(mount.volume).name : name;
  return {
    cause,
    why:
      lost.length > 0
        ? volumeWhy('storage.mount.removed', { volume, pod, node, files: lost.length })
        : volumeWhy('storage.mount.unpublished', { volume, pod, node }),
    volume: {
      kind: lost.length > 0 ? 'lose' : 'unpublish',
      pod: mount.pod,
      ...(mount.claim ? { claim: mount.claim } : {}),
      ...(mount.volume ? { volume: mount.volume } : {}),
      node,
      disk,
      ...(lost.length > 0 ? { lost } : {}),
    },
  };
}

function unstaged(pod: ObjectKey, node: string, disk: string, cause: Cause): Deed {
  return {
    cause,
    why: volumeWhy('storage.mount.unstaged', { volume: disk, node }),
    volume: { kind: 'unstage', pod, node, disk },
  };
}
