import { keyOf } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import { formatQuantity, quantityOf, wholeValue } from '../../api/quantity.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import type { Context, Deed } from '../../cluster/controller.js';
import type { Eviction } from '../../cluster/volume-plugins.js';
import { filesOf, growDisk } from '../disks/disks.js';
import { failedMount } from './mount-failure.js';
import { mountOf } from './mount-memory.js';
import { markOf, writePayload } from './mounting.js';
import { payloadOf } from './payload.js';
import { resolveVolume, sourceOf } from './resolve.js';
import { volumeWhy } from './why.js';

/** How often the eviction manager looks (`evictionMonitoringPeriod` of `pkg/kubelet/kubelet.go`). */
const EVICTION_LOOK_MS = 10_000;

/** What goes on while a pod's containers run: limits that are exceeded, file systems that grow, ConfigMaps that change. */
export function tendVolumes(
  context: Context,
  pod: Pod,
  node: Node,
): { readonly deed: Deed } | { readonly evict: Eviction } | undefined {
  if (!pod.spec.volumes?.length) return undefined;
  const evict = exceeded(context, pod, node);
  if (evict) return { evict };
  const deed = expand(context, pod, node) ?? refresh(context, pod, node);
  return deed && { deed };
}

/** An emptyDir over its sizeLimit: `emptyDirLimitEviction` of `pkg/kubelet/eviction/eviction_manager.go`. */
function exceeded(context: Context, pod: Pod, node: Node): Eviction | undefined {
  const uid = pod.metadata.uid ?? '';
  const memory = `eviction-look/${uid}`;
  for (const [index, { name, emptyDir }] of (pod.spec.volumes ?? []).entries()) {
    if (emptyDir?.sizeLimit === undefined) continue;
    const limit = quantityOf(emptyDir.sizeLimit);
    const disk = mountOf(context, node.metadata.name, uid, name)?.disk;
    if (disk === undefined || limit.nano <= 0n) continue;
    const used = filesOf(context, disk).reduce((sum, file) => sum + file.bytes, 0);
    if (BigInt(used) <= wholeValue(limit)) continue;
    const look = context.recall<number>(memory) ?? Math.ceil((context.now + 1) / EVICTION_LOOK_MS) * EVICTION_LOOK_MS;
    context.remember(memory, look);
    if (context.now < look) {
      context.again(keyOf(pod), look);
      return undefined;
    }
    context.remember(memory, undefined);
    return {
      message: `Usage of EmptyDir volume "${name}" exceeds the limit "${formatQuantity(limit)}". `,
      cause: { object: keyOf(pod), field: ['spec', 'volumes', index, 'emptyDir', 'sizeLimit'] },
    };
  }
  if (context.recall(memory) !== undefined) context.remember(memory, undefined);
  return undefined;
}

const RESIZE_PENDING = 'FileSystemResizePending';

/**
 * The node's part of an expansion: NodeExpandVolume lets the file system grow to the size the disk has by now. Models
 * `nodeExpandVolume` of `pkg/volume/util/operationexecutor/operation_generator.go` and `node_expander.go`.
 */
function expand(context: Context, pod: Pod, node: Node): Deed | undefined {
  for (const { name } of pod.spec.volumes ?? []) {
    const mount = mountOf(context, node.metadata.name, pod.metadata.uid ?? '', name);
    const claim = mount?.claim && context.get<PersistentVolumeClaim>(mount.claim);
    const pv = mount?.volume && context.get<PersistentVolume>(mount.volume);
    if (!mount || !claim || !pv) continue;
    const { allocatedResourceStatuses, conditions, ...status } = claim.status;
    const pending =
      allocatedResourceStatuses?.['storage'] === 'NodeResizePending' ||
      conditions?.some((one) => one.type === RESIZE_PENDING && one.status === 'True') === true;
    const storage = pv.spec.capacity?.['storage'];
    if (!pending || storage === undefined) continue;
    growDisk(context, mount.disk, Number(wholeValue(quantityOf(storage))));
    const { storage: _, ...others } = allocatedResourceStatuses ?? {};
    const kept = (conditions ?? []).filter((one) => one.type !== RESIZE_PENDING && one.type !== 'Resizing');
    const object = {
      ...claim,
      status: {
        ...status,
        capacity: { ...status.capacity, storage },
        ...(kept.length > 0 ? { conditions: kept } : {}),
        ...(Object.keys(others).length > 0 ? { allocatedResourceStatuses: others } : {}),
      },
    } as PersistentVolumeClaim;
    return {
      cause: { object: keyOf(claim), field: ['spec', 'resources', 'requests', 'storage'] },
      why: volumeWhy('storage.mount.expanded', { volume: pv.metadata.name, claim: claim.metadata.name, storage }),
      writes: [{ verb: 'update', object }],
      event: {
        type: 'Normal',
        reason: 'FileSystemResizeSuccessful',
        message: `MountVolume.NodeExpandVolume succeeded for volume "${pv.metadata.name}" ${node.metadata.name}`,
        object: keyOf(claim),
      },
      volume: {
        kind: 'expand',
        pod: keyOf(pod),
        claim: keyOf(claim),
        volume: keyOf(pv),
        node: node.metadata.name,
        disk: mount.disk,
      },
    };
  }
  return undefined;
}

/** When the kubelet next compares a pod's files with the API: `refresh/<uid>`, set when one of the objects behind them changes. */
export function refreshKey(uid: string): string {
  return `refresh/${uid}`;
}

/**
 * A ConfigMap or Secret changed, or the pod's labels did: the directory is swapped for a new one (`pkg/volume/util/atomic_writer.go`).
 * An object that is gone leaves the old files, and an Event.
 */
function refresh(context: Context, pod: Pod, node: Node): Deed | undefined {
  const uid = pod.metadata.uid ?? '';
  const due = context.recall<number>(refreshKey(uid));
  if (due === undefined) return undefined;
  if (context.now < due) {
    context.again(keyOf(pod), due);
    return undefined;
  }
  for (const [index, volume] of (pod.spec.volumes ?? []).entries()) {
    const mount = mountOf(context, node.metadata.name, uid, volume.name);
    const payload = mount && payloadOf(context, pod, volume);
    if (!mount || !payload) continue;
    const params = { volume: volume.name, pod: pod.metadata.name };
    const cause = { object: keyOf(pod), field: ['spec', 'volumes', index, sourceOf(volume)] };
    if ('problem' in payload) {
      const message = `MountVolume.SetUp failed for volume "${volume.name}" : ${payload.problem}`;
      const said = `not-refreshed/${uid}/${volume.name}`;
      if (context.recall<string>(said) === message) continue;
      context.remember(said, message);
      return { cause, why: volumeWhy('storage.mount.notRefreshed', params), event: failedMount(pod, message) };
    }
    const shown = filesOf(context, mount.disk);
    const same =
      shown.length === payload.files.length &&
      payload.files.every((file) => shown.some((one) => one.path === file.path && one.text === file.text));
    if (same) continue;
    writePayload(context, mount.disk, payload.files);
    const resolved = resolveVolume(context, pod, index, node);
    return {
      cause,
      why: volumeWhy('storage.mount.refreshed', { ...params, source: sourceOf(volume) }),
      ...('problem' in resolved ? {} : { volume: markOf('publish', pod, node.metadata.name, resolved, context) }),
    };
  }
  context.remember(refreshKey(uid), undefined);
  return undefined;
}
