import type { FieldPath } from '../../api/field-path.js';
import { keyOf, objectKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { makeFile } from '../../cluster/pod-files.js';
import type { VolumeMark } from '../../cluster/types.js';
import { attachmentKey, mustAttach } from '../attach/attachment.js';
import { makeDisk, replaceFiles } from '../disks/disks.js';
import { createHostFile } from './host-paths.js';
import { forgetFailure } from './mount-failure.js';
import { rememberMount, rememberStage } from './mount-memory.js';
import { payloadOf, type PayloadFile } from './payload.js';
import type { ResolvedVolume } from './resolve.js';
import { volumeWhy } from './why.js';

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
export function stage(context: Context, pod: Pod, node: Node, resolved: ResolvedVolume): Deed {
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
export function publish(context: Context, pod: Pod, node: Node, resolved: ResolvedVolume, use: FieldPath): Deed {
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

/** Swaps what a volume from the API shows for these files. */
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
