import { keyOf, objectKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { makeFile } from '../../cluster/pod-files.js';
import type { ClusterEvent, VolumeMark } from '../../cluster/types.js';
import type { VolumeWork } from '../../cluster/volume-plugins.js';
import { attachmentKey, installedDriver, isAttached, mustAttach } from '../attach/attachment.js';
import { makeDisk, replaceFiles } from '../disks/disks.js';
import { fitsNode } from '../matching/node-affinity.js';
import { createHostFile, hostPathProblem } from './host-paths.js';
import { underWay } from './lasts.js';
import { isStaged, mountOf, rememberMount, rememberStage, usersOf } from './mount-memory.js';
import { payloadOf, type PayloadFile } from './payload.js';
import { claimKeyOf, resolveVolume, type ResolvedVolume, type Unresolved } from './resolve.js';
import { volumeWhy } from './why.js';

/** How long a file system takes to be checked and mounted once for the node, and a directory to be bound for a pod. From, to. */
const STAGE_MS = [300, 900] as const;
const PUBLISH_MS = [100, 300] as const;
/** The kubelet tries for ever, after 500 ms, 1 s, 2 s … 2 min (`goroutinemap/exponentialbackoff`); the model tries a few times. */
const FIRST_RETRY_MS = 500;
const TRIES = 3;

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
function firstUse(pod: Pod, volume: string): readonly (string | number)[] | undefined {
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

type Field = readonly (string | number)[];

function mountOne(context: Context, pod: Pod, node: Node, index: number, use: Field): VolumeWork {
  const resolved = resolveVolume(context, pod, index, node);
  if ('problem' in resolved) return unresolved(context, pod, node, index, resolved);
  const problem = problemOf(context, pod, node, resolved);
  if (problem !== undefined) return failing(context, pod, node, resolved, problem);
  const { csi, disk } = resolved;
  if (csi) {
    // Nothing is said of a volume that is not attached yet: the attach-detach controller says why.
    if (mustAttach(context, csi) && !isAttached(context, csi, node.metadata.name)) return 'wait';
    if (!installedDriver(context, csi.driver))
      return failing(context, pod, node, resolved, notRegistered(resolved.name, csi.driver));
  }
  const uid = pod.metadata.uid ?? '';
  const staging = disk.kind === 'network-disk';
  if (staging && !isStaged(context, node.metadata.name, disk.id)) {
    const due = underWay(context, `staging/${node.metadata.name}/${disk.id}`, STAGE_MS);
    return due === undefined ? { deed: stage(context, pod, node, resolved) } : { again: due };
  }
  const due = underWay(context, `publishing/${uid}/${resolved.volume.name}`, PUBLISH_MS);
  return due === undefined ? { deed: publish(context, pod, node, resolved, use) } : { again: due };
}

/** Why a volume whose disk is known cannot be mounted on this node, in the words of the Event. */
function problemOf(context: Context, pod: Pod, node: Node, resolved: ResolvedVolume): string | undefined {
  const { name, volume, pv, disk } = resolved;
  const setUp = (reason: string) => `MountVolume.SetUp failed for volume "${name}" : ${reason}`;
  if (pv && !fitsNode(pv, node)) {
    return `MountVolume.NodeAffinity check failed for volume "${name}" : no matching NodeSelectorTerms`;
  }
  if (pv?.spec.accessModes?.length === 1 && pv.spec.accessModes[0] === 'ReadWriteOncePod') {
    const own = `${pod.metadata.uid}/`;
    if (usersOf(context, node.metadata.name, disk.id).some((user) => !user.startsWith(own))) {
      return setUp('volume uses the ReadWriteOncePod access mode and is already in use by another pod');
    }
  }
  const hostPath = volume.hostPath ?? pv?.spec.hostPath;
  if (hostPath) {
    const reason = hostPathProblem(context, disk.id, hostPath.path, hostPath.type);
    return reason === undefined ? undefined : setUp(reason);
  }
  if (volume.csi) return inlineProblem(context, name, volume.csi.driver);
  const payload = payloadOf(context, pod, volume);
  return payload && 'problem' in payload ? setUp(payload.problem) : undefined;
}

/** Models `SetUpAt` of `pkg/volume/csi/csi_mounter.go` and `supportsVolumeLifecycleMode` of `csi_plugin.go`. */
function inlineProblem(context: Context, name: string, driver: string): string | undefined {
  const object = installedDriver(context, driver);
  const fails = (reason: string) => `MountVolume.SetUp failed for volume "${name}" : kubernetes.io/csi: ${reason}`;
  if (!object) {
    return fails(
      `mounter.SetUpAt failed to get CSI client: driver name ${driver} not found in the list of registered CSI drivers`,
    );
  }
  const modes = object.spec?.volumeLifecycleModes ?? ['Persistent'];
  if (modes.includes('Ephemeral')) return undefined;
  const only = `(only supports [${modes.map((mode) => `"${mode}"`).join(' ')}])`;
  return fails(
    `mounter.SetUpAt failed to check volume lifecycle mode: volume mode "Ephemeral" not supported by driver ${driver} ${only}`,
  );
}

/** Models `MountDevice` of `pkg/volume/csi/csi_attacher.go` and `newCsiDriverClient` of `csi_client.go`. */
function notRegistered(name: string, driver: string): string {
  return `MountVolume.MountDevice failed for volume "${name}" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name ${driver} not found in the list of registered CSI drivers`;
}

/** What the player is told of a stage of a pod's volume. */
export function markOf(
  kind: VolumeMark['kind'],
  pod: Pod,
  node: string,
  resolved: ResolvedVolume,
  context: Context,
): VolumeMark {
  const { claim, pv, csi, disk } = resolved;
  const className = claim?.spec.storageClassName ?? pv?.spec.storageClassName;
  const needs = csi !== undefined && mustAttach(context, csi);
  return {
    kind,
    pod: keyOf(pod),
    ...(claim ? { claim: keyOf(claim) } : {}),
    ...(pv ? { volume: keyOf(pv) } : {}),
    ...(className ? { class: objectKey('StorageClass', undefined, className) } : {}),
    ...(needs ? { attachment: attachmentKey(csi, node) } : {}),
    node,
    disk: disk.id,
  };
}

/** NodeStageVolume, or the in-tree MountDevice: the disk gets its file system on the node, once for all pods there. */
function stage(context: Context, pod: Pod, node: Node, resolved: ResolvedVolume): Deed {
  const { disk, pv, name, index, source, csi, block } = resolved;
  const on = node.metadata.name;
  makeDisk(context, disk);
  rememberStage(context, { node: on, disk: disk.id, ...(pv ? { volume: keyOf(pv) } : {}) });
  forgetFailure(context, pod, resolved.volume.name);
  return {
    cause: { object: keyOf(pod), field: ['spec', 'volumes', index, source] },
    why: volumeWhy(block ? 'storage.mount.stagedBlock' : 'storage.mount.staged', {
      volume: name,
      node: on,
      driver: csi?.driver ?? disk.driver ?? '',
    }),
    volume: markOf('stage', pod, on, resolved, context),
  };
}

/** NodePublishVolume, or the in-tree SetUp: the volume appears in the pod's directory. */
function publish(context: Context, pod: Pod, node: Node, resolved: ResolvedVolume, use: Field): Deed {
  const { disk, volume, claim, pv, readOnly } = resolved;
  const on = node.metadata.name;
  makeDisk(context, disk);
  const payload = payloadOf(context, pod, volume);
  if (payload && 'files' in payload) writePayload(context, disk.id, payload.files);
  const hostPath = volume.hostPath ?? pv?.spec.hostPath;
  if (hostPath?.type === 'FileOrCreate') createHostFile(context, disk.id, keyOf(pod));
  rememberMount(context, {
    pod: keyOf(pod),
    uid: pod.metadata.uid ?? '',
    node: on,
    name: volume.name,
    disk: disk.id,
    readOnly,
    ...(claim ? { claim: keyOf(claim) } : {}),
    ...(pv ? { volume: keyOf(pv) } : {}),
  });
  forgetFailure(context, pod, volume.name);
  return {
    cause: { object: keyOf(pod), field: use },
    why: publishedWhy(pod, on, resolved, payload && 'files' in payload ? payload.files.length : 0),
    volume: markOf('publish', pod, on, resolved, context),
  };
}

export function writePayload(context: Context, disk: string, files: readonly PayloadFile[]): void {
  replaceFiles(
    context,
    disk,
    files.map(({ path, text, by }) => makeFile(context, path, text, by)).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  );
}

function publishedWhy(pod: Pod, node: string, resolved: ResolvedVolume, files: number): Deed['why'] {
  const { name: volume, disk, source, block, pv } = resolved;
  const params = { volume, pod: pod.metadata.name, node };
  if (block) return volumeWhy('storage.mount.device', params);
  if (resolved.volume.csi) {
    return volumeWhy('storage.mount.inline', { volume, pod: params.pod, driver: resolved.volume.csi.driver });
  }
  switch (disk.kind) {
    case 'empty-dir':
      return volumeWhy('storage.mount.emptyDir', params);
    case 'tmpfs':
      return volumeWhy('storage.mount.tmpfs', params);
    case 'host-path':
    case 'local': {
      const path = resolved.volume.hostPath?.path ?? pv?.spec.hostPath?.path ?? pv?.spec.local?.path ?? '';
      return volumeWhy('storage.mount.hostPath', { ...params, path });
    }
    case 'api':
      return volumeWhy('storage.mount.fromApi', { volume, pod: params.pod, source, files });
    case 'network-share':
      return volumeWhy('storage.mount.share', {
        volume,
        pod: params.pod,
        server: 'server' in disk.place ? disk.place.server : (disk.driver ?? ''),
      });
    case 'network-disk':
      return volumeWhy('storage.mount.published', params);
  }
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

export function failedMount(pod: Pod, message: string): ClusterEvent {
  return { type: 'Warning', reason: 'FailedMount', message, object: keyOf(pod) };
}

interface Failure {
  readonly message: string;
  readonly tries: number;
  readonly again: number;
}

/** Tries a few times, longer and longer apart, then waits for a change. Another reason starts again. */
function retrying(context: Context, pod: Pod, volume: string, message: string, deed: () => Deed): VolumeWork {
  const key = `mount-failed/${pod.metadata.uid}/${volume}`;
  const known = context.recall<Failure>(key);
  const tries = known?.message === message ? known.tries : 0;
  if (known && tries > 0) {
    if (tries >= TRIES) return 'wait';
    if (context.now < known.again) return { again: known.again };
  }
  const failure: Failure = { message, tries: tries + 1, again: context.now + FIRST_RETRY_MS * 2 ** tries };
  context.remember(key, Object.freeze(failure));
  return { deed: deed() };
}

export function forgetFailure(context: Context, pod: Pod, volume: string): void {
  const key = `mount-failed/${pod.metadata.uid}/${volume}`;
  if (context.recall(key) !== undefined) context.remember(key, undefined);
}
