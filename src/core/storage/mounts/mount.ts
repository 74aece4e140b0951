import type { FieldPath } from '../../api/field-path.js';
import { keyOf } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import type { Context } from '../../cluster/controller.js';
import type { VolumeWork } from '../../cluster/volume-plugins.js';
import { isAttached, mustAttach } from '../attach/attachment.js';
import { underWay } from './lasts.js';
import { failedMount, retrying } from './mount-failure.js';
import { isStaged, mountOf } from './mount-memory.js';
import { problemOf } from './mount-problem.js';
import { markOf, publish, stage } from './mounting.js';
import { claimKeyOf, resolveVolume, type ResolvedVolume, type Unresolved } from './resolve.js';
import { volumeWhy } from './why.js';

/** How long a file system takes to be checked and mounted once for the node, and a directory to be bound for a pod. From, to. */
const STAGE_MS = [300, 900] as const;
const PUBLISH_MS = [100, 300] as const;

/**
 * The next thing to do until every volume of a pod is mounted. A volume that cannot be mounted does not hold up the others. Models
 * `WaitForAttachAndMount` of `pkg/kubelet/volumemanager/volume_manager.go` and the reconciler beside it; the Events are those of
 * `pkg/volume/util/operationexecutor/operation_generator.go`. Volumes that no container mounts are left alone, as there.
 */
export function mountNext(context: Context, pod: Pod, node: Node): VolumeWork {
  const volumes = pod.spec.volumes ?? [];
  if (volumes.length === 0) return 'done';
  let again = Infinity;
  let waits = false;
  for (const [index, { name }] of volumes.entries()) {
    const used = firstUse(pod, name);
    if (!used || mountOf(context, node.metadata.name, pod.metadata.uid ?? '', name)) continue;
    const work = mountOne(context, pod, node, index, used);
    if (typeof work === 'object' && 'deed' in work) return work;
    if (work === 'wait') waits = true;
    else if (work !== 'done') again = Math.min(again, work.again);
  }
  if (again < Infinity) return { again };
  return waits ? 'wait' : 'done';
}

/** The field of the first container that mounts a volume. */
function firstUse(pod: Pod, volume: string): FieldPath | undefined {
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [index, container] of (pod.spec[list] ?? []).entries()) {
      for (const field of ['volumeMounts', 'volumeDevices'] as const) {
        const at = container[field]?.findIndex((one) => one.name === volume) ?? -1;
        if (at >= 0) return ['spec', list, index, field, at];
      }
    }
  }
  return undefined;
}

function mountOne(context: Context, pod: Pod, node: Node, index: number, use: FieldPath): VolumeWork {
  const resolved = resolveVolume(context, pod, index, node);
  if ('problem' in resolved) return unresolved(context, pod, node, index, resolved);
  const { csi, disk } = resolved;
  // Nothing is said of a volume that is not attached yet: the attach-detach controller says why.
  if (csi && mustAttach(context, csi) && !isAttached(context, csi, node.metadata.name)) return 'wait';
  const problem = problemOf(context, pod, node, resolved);
  if (problem !== undefined) return failing(context, pod, node, resolved, problem);
  const uid = pod.metadata.uid ?? '';
  const staging = disk.kind === 'network-disk';
  if (staging && !isStaged(context, node.metadata.name, disk.id)) {
    const due = underWay(context, `staging/${node.metadata.name}/${disk.id}`, STAGE_MS);
    return due === undefined ? { deed: stage(context, pod, node, resolved) } : { again: due };
  }
  const due = underWay(context, `publishing/${uid}/${resolved.volume.name}`, PUBLISH_MS);
  return due === undefined ? { deed: publish(context, pod, node, resolved, use) } : { again: due };
}

/** A claim that is not ready: the pod's sync fails at once (`SyncPod` of `pkg/kubelet/kubelet.go`). */
function unresolved(context: Context, pod: Pod, node: Node, index: number, { problem, claim }: Unresolved): VolumeWork {
  const volume = pod.spec.volumes?.[index];
  if (!volume) return 'done';
  const name = volume.name;
  const message = `Unable to attach or mount volumes: unmounted volumes=[${name}], unattached volumes=[], failed to process volumes=[${name}]: ${problem}`;
  const key = claim ?? claimKeyOf(pod, volume);
  return retrying(context, pod, name, message, () => ({
    cause: { object: keyOf(pod), field: ['spec', 'volumes', index] },
    why: volumeWhy('storage.mount.claimNotReady', {
      volume: name,
      pod: pod.metadata.name,
      claim: key?.slice(key.lastIndexOf('/') + 1) ?? name,
    }),
    event: failedMount(pod, message),
    volume: {
      kind: 'publish',
      pod: keyOf(pod),
      ...(key === undefined ? {} : { claim: key }),
      node: node.metadata.name,
      failed: true,
    },
  }));
}

function failing(context: Context, pod: Pod, node: Node, resolved: ResolvedVolume, message: string): VolumeWork {
  const { volume, index, source, name } = resolved;
  return retrying(context, pod, volume.name, message, () => ({
    cause: { object: keyOf(pod), field: ['spec', 'volumes', index, source] },
    why: volumeWhy('storage.mount.failed', { volume: name, pod: pod.metadata.name }),
    event: failedMount(pod, message),
    volume: { ...markOf('publish', pod, node.metadata.name, resolved, context), failed: true },
  }));
}
