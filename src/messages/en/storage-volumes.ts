import type { VolumeWhy } from '../../core/index.js';

export const storageVolumes = {
  'storage.attach.driverBrought':
    '{kind} {name} names the driver {driver}, or the old in-tree plugin that it stands for today. It is one that a cloud’s own clusters bring along, so its CSIDriver object is there.',
  'storage.attach.registered':
    'The drivers on node {node} register with its kubelet, which writes them into the CSINode object: {drivers, select, none {none is left} other {{drivers}}}.',
  'storage.attach.wanted':
    'Pod {pod} was given to node {node} and uses volume {volume}. So the attach-detach controller asks {driver} to attach it there: it creates a VolumeAttachment.',
  'storage.attach.taken':
    'The attacher of {driver} takes the VolumeAttachment over and puts finalizers on it and on volume {volume}: neither may vanish while the disk hangs on node {node}.',
  'storage.attach.attached':
    'ControllerPublishVolume: {driver} has attached volume {volume} to node {node}, where it shows up as a device.',
  'storage.attach.succeeded': 'Volume {volume} is attached to node {node}: pod {pod} hears of it in an Event.',
  'storage.attach.multiAttach':
    'Volume {volume} may be attached to one node at a time (its access mode says so) and it hangs on {other}. Pod {pod} on {node} waits until it is free.',
  'storage.attach.failed': 'Volume {volume} could not be attached to node {node}: pod {pod} waits for it.',
  'storage.attach.noAttacher':
    'Nobody attaches volume {volume} to node {node}: driver {driver} is not installed. After {minutes} minutes the controller says so, and goes on waiting.',
  'storage.attach.refused':
    '{driver} cannot attach volume {volume} to node {node}: the disk hangs on another node already.',
  'storage.attach.wrongZone':
    '{driver} cannot attach volume {volume} to node {node}: the disk is in zone {zone}, the node in {other}.',
  'storage.attach.volumeGoing':
    'Volume {volume} is being deleted, so its attacher attaches it to no node any more: pods on {node} cannot have it.',
  'storage.attach.detachWanted':
    'No pod on node {node} needs volume {volume} any more and it is not mounted there, so the attach-detach controller deletes the VolumeAttachment.',
  'storage.attach.forced':
    'Nobody hears from node {node}, and for {minutes} minutes no pod there has needed volume {volume}. It may still be mounted, but the controller detaches it by force.',
  'storage.attach.outOfService':
    'Node {node} has the taint out-of-service: it is known to be shut down, so volume {volume} is detached at once, mounted or not.',
  'storage.attach.detached':
    'ControllerUnpublishVolume: {driver} has detached volume {volume} from node {node}. Another node may have it now.',
  'storage.attach.volumeReleased':
    'Volume {volume} is being deleted and is attached nowhere, so the attacher of {driver} takes its finalizer back.',

  'storage.mount.staged':
    'NodeStageVolume: volume {volume} gets its file system (if it has none) and is mounted once for the whole of node {node}.',
  'storage.mount.stagedBlock': 'NodeStageVolume: volume {volume} is made ready on node {node} as a raw device.',
  'storage.mount.emptyDir':
    'Node {node} has an empty directory for volume {volume}: it lives exactly as long as pod {pod} is on this node.',
  'storage.mount.tmpfs':
    'Volume {volume} of pod {pod} is a file system in the memory of node {node}: what is written there counts as memory of the container that writes.',
  'storage.mount.hostPath':
    'The directory {path} of node {node} is bound into pod {pod} as {volume}. On another node the same path is another directory.',
  'storage.mount.fromApi':
    'The kubelet writes {files, plural, =0 {no files} one {# file} other {# files}} for volume {volume} of pod {pod}, from its {source} source. The originals stay with the API server.',
  'storage.mount.share':
    'The share of server {server} is mounted for pod {pod} as {volume}. There is nothing to attach: any node may mount it.',
  'storage.mount.device': 'Pod {pod} gets volume {volume} as a device file, without a file system.',
  'storage.mount.published':
    'NodePublishVolume: volume {volume}, mounted on node {node} already, is bound into the directory of pod {pod}. Its containers may start.',
  'storage.mount.inline':
    'NodePublishVolume: driver {driver} makes volume {volume} for pod {pod} alone. It goes with the pod.',
  'storage.mount.failed': 'Volume {volume} cannot be mounted, so the containers of pod {pod} are not started.',
  'storage.mount.claimNotReady':
    'Volume {volume} stands for the claim {claim}, which has no volume to give yet: pod {pod} waits.',
  'storage.mount.unpublished':
    'Pod {pod} has no use for volume {volume} any more: it is unmounted from the pod’s directory on node {node}.',
  'storage.mount.removed':
    'Volume {volume} belonged to pod {pod} on node {node} and is deleted with it: {files, plural, one {# file is} other {# files are}} lost.',
  'storage.mount.unstaged': 'No pod on node {node} uses disk {volume} any more: it is unmounted from the node.',
  'storage.mount.powerLost':
    'Node {node} is off, says the taint out-of-service: what was in its memory is gone, {files, plural, one {# file} other {# files}} of a tmpfs with it.',
  'storage.mount.refreshed':
    'The kubelet’s next sync of pod {pod} finds that the {source} behind volume {volume} has changed, and swaps the files. Mounts with subPath keep the old ones.',
  'storage.mount.notRefreshed':
    'What volume {volume} of pod {pod} shows is gone from the API. The old files stay in the running pod; a new pod would not start.',
  'storage.mount.expanded':
    'NodeExpandVolume: the file system of volume {volume} grows to {storage} while it is mounted, and claim {claim} says so.',

  'storage.files.wrote':
    'Container {container} of pod {pod} writes {path}: the longest mountPath that holds it is that of volume {volume}.',
  'storage.files.replaced':
    'Container {container} of pod {pod} writes {path} anew, in volume {volume}: what was there before is gone.',
  'storage.files.wroteInContainer':
    'Container {container} of pod {pod} writes {path}. No volume is mounted there: the file is the container’s own and goes with it.',
  'storage.files.outOfMemory':
    'Files in a tmpfs are memory of the container that wrote them. With {bytes, number} bytes container {container} of pod {pod} is over its limit of {limit}, so the kernel kills it (exit code 137).',
  'storage.files.evicted': 'The kubelet ends pod {pod} to save its node: {reason}',

  'storage.survival.read': 'A container of the workload reads the same file again.',
  'storage.survival.readNew': 'The file can be read, but it was made anew from the API object.',
  'storage.survival.kept': 'The file is still on {disk}, but no container of the workload can read it now.',
  'storage.survival.keptOnDeadNode': 'The file is still on {disk}, but the node is down and nobody can reach it.',
  'storage.survival.lost': 'The file ceased to exist with {disk}.',
  'storage.survival.impossible': 'There is nothing of this kind to do it to.',
} as const satisfies Record<keyof VolumeWhy, string>;
