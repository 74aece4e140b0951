import { keyOf, objectKey, parseKey, type ObjectKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolume, PersistentVolumeClaim, VolumeAttachment, VolumeSpec } from '../../api/storage.js';
import { conditionOf } from '../../cluster/conditions.js';
import type { Context, Controller, Deed } from '../../cluster/controller.js';
import type { ClusterEvent, VolumeMark } from '../../cluster/types.js';
import { sourceOf } from '../mounts/resolve.js';
import { isInUse } from '../mounts/mount-memory.js';
import { volumeWhy } from '../mounts/why.js';
import { attachableKeys, attachableOf, keyOfAttached, type Attachable } from './attachable.js';
import { attachmentKey, attachmentName, installedDriver, mustAttach } from './attachment.js';

/** `maxWaitForUnmountDuration`: how long a volume that is mounted on a node nobody hears from is left there. */
export const FORCE_DETACH_MS = 360_000;
/** How long the controller waits for a driver's attacher before it says so (`csiTimeout` of `pkg/volume/csi/csi_plugin.go`). */
const ATTACHER_MS = 120_000;
/** While a healthy kubelet unmounts, the reconciler looks every 100 ms; here the looks grow apart, and end. */
const UNMOUNT_LOOK_MS = 200;
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

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
    PersistentVolumeClaim({ after }, wake) {
      const volume = (after as PersistentVolumeClaim | undefined)?.spec.volumeName;
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

function isHealthy(node: Node | undefined): boolean {
  return conditionOf(node?.status.conditions, 'Ready')?.status === 'True';
}

/** Takes the volume from the first node that needs it no more and may lose it. */
function detachNext(
  context: Context,
  key: string,
  volume: Attachable,
  wanted: ReadonlyMap<string, readonly Pod[]>,
): Deed | undefined {
  for (const attachment of volume.attachments) {
    if (attachment.metadata.deletionTimestamp !== undefined) continue;
    const { nodeName } = attachment.spec;
    const memory = `detach-since/${attachment.metadata.name}`;
    const since = context.recall<number>(memory);
    if (wanted.has(nodeName)) {
      if (since !== undefined) context.remember(memory, undefined);
      continue;
    }
    if (since === undefined) context.remember(memory, context.now);
    const how = leave(context, key, volume, nodeName, context.now - (since ?? context.now));
    if (!how) continue;
    context.remember(memory, undefined);
    return {
      ...how,
      writes: [{ verb: 'delete', key: keyOf(attachment) }],
      volume: markOf('detach', volume, nodeName, keyOf(attachment)),
    };
  }
  return undefined;
}

/** Whether, and why, a volume may leave a node now; when not, the controller looks again in time. */
function leave(
  context: Context,
  key: string,
  volume: Attachable,
  nodeName: string,
  waited: number,
): Pick<Deed, 'cause' | 'why'> | undefined {
  const nodeKey = objectKey('Node', undefined, nodeName);
  const node = context.get<Node>(nodeKey);
  const params = { volume: volume.name, node: nodeName };
  if (!isInUse(context, nodeName, volume.disk)) {
    return {
      cause: { object: attachmentKey(volume.identity, nodeName), field: ['spec', 'nodeName'] },
      why: volumeWhy('storage.attach.detachWanted', params),
    };
  }
  const taint = node?.spec.taints?.findIndex((one) => one.key === OUT_OF_SERVICE) ?? -1;
  if (taint >= 0) {
    return {
      cause: { object: nodeKey, field: ['spec', 'taints', taint] },
      why: volumeWhy('storage.attach.outOfService', params),
    };
  }
  if (isHealthy(node)) {
    if (waited < FORCE_DETACH_MS) context.again(key, context.now + Math.max(UNMOUNT_LOOK_MS, waited / 2));
    return undefined;
  }
  if (waited < FORCE_DETACH_MS) {
    context.again(key, context.now + FORCE_DETACH_MS - waited);
    return undefined;
  }
  const ready = node?.status.conditions?.findIndex((one) => one.type === 'Ready') ?? -1;
  return {
    cause: node
      ? { object: nodeKey, field: ready < 0 ? ['metadata', 'name'] : ['status', 'conditions', ready] }
      : { object: attachmentKey(volume.identity, nodeName), field: ['spec', 'nodeName'] },
    why: volumeWhy('storage.attach.forced', { ...params, minutes: FORCE_DETACH_MS / 60_000 }),
  };
}

function attachNext(
  context: Context,
  key: string,
  volume: Attachable,
  wanted: ReadonlyMap<string, readonly Pod[]>,
): Deed | undefined {
  if (!mustAttach(context, volume.identity)) return undefined;
  for (const [nodeName, pods] of wanted) {
    const attachment = volume.attachments.find(({ spec }) => spec.nodeName === nodeName);
    if (attachment?.metadata.deletionTimestamp !== undefined) continue;
    const deed = attachment ? follow(context, key, volume, attachment, pods) : begin(context, volume, nodeName, pods);
    if (deed) return deed;
  }
  return undefined;
}

/** Asks the driver to attach, or says why the volume has to wait for another node. */
function begin(context: Context, volume: Attachable, nodeName: string, pods: readonly Pod[]): Deed | undefined {
  const others = volume.attachments.map(({ spec }) => spec.nodeName).filter((one) => one !== nodeName);
  const name = attachmentName(volume.identity, nodeName);
  if (volume.exclusive && others.length > 0) return multiAttach(context, volume, nodeName, pods, others, name);
  const { pv, identity } = volume;
  const csi = { driver: identity.driver, volumeHandle: identity.handle };
  const inlineVolumeSpec: VolumeSpec = {
    accessModes: ['ReadWriteOnce'],
    persistentVolumeReclaimPolicy: 'Retain',
    csi,
  };
  const source = pv ? { persistentVolumeName: pv.metadata.name } : { inlineVolumeSpec };
  const object: VolumeAttachment = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: { name },
    spec: { attacher: identity.driver, nodeName, source },
    status: { attached: false },
  };
  context.remember(`attach-asked/${name}`, context.now);
  context.remember(`multi-attach/${name}`, undefined);
  const [pod] = pods;
  return {
    cause: pod ? causeIn(pod, volume) : { object: keyOf(object), field: ['spec', 'nodeName'] },
    why: volumeWhy('storage.attach.wanted', {
      volume: volume.name,
      node: nodeName,
      pod: pod?.metadata.name ?? '',
      driver: identity.driver,
    }),
    writes: [{ verb: 'create', object }],
    volume: markOf('attach', volume, nodeName, keyOf(object), pod),
  };
}

/** The volume of a pod through which it needs this one. */
function causeIn(pod: Pod, { pv, name }: Attachable): Deed['cause'] {
  const claim = pv?.spec.claimRef?.name;
  const volumes = pod.spec.volumes ?? [];
  const index = volumes.findIndex((volume) =>
    claim === undefined
      ? volume.name === name
      : volume.persistentVolumeClaim?.claimName === claim || `${pod.metadata.name}-${volume.name}` === claim,
  );
  const volume = volumes[index];
  return { object: keyOf(pod), field: volume ? ['spec', 'volumes', index, sourceOf(volume)] : ['spec', 'nodeName'] };
}

/** `reportMultiAttachError` of `reconciler.go`: once for each node that waits. */
function multiAttach(
  context: Context,
  volume: Attachable,
  nodeName: string,
  pods: readonly Pod[],
  others: readonly string[],
  name: string,
): Deed | undefined {
  const told = context.recall<readonly string[]>(`multi-attach/${name}`) ?? [];
  const pod = pods.find(({ metadata }) => !told.includes(metadata.uid ?? ''));
  if (!pod) return undefined;
  context.remember(`multi-attach/${name}`, Object.freeze([...told, pod.metadata.uid ?? '']));
  const users = volume.pods.filter((one) => others.includes(one.spec.nodeName ?? ''));
  const message = `Multi-Attach error for volume "${volume.name}" ${usedBy(pod, users)}`;
  return {
    cause: volume.pv ? { object: keyOf(volume.pv), field: ['spec', 'accessModes'] } : causeIn(pod, volume),
    why: volumeWhy('storage.attach.multiAttach', {
      volume: volume.name,
      node: nodeName,
      pod: pod.metadata.name,
      other: others.join(', '),
    }),
    event: failedAttach(pod, message),
    volume: { ...markOf('attach', volume, nodeName, undefined, pod), failed: true },
  };
}

function usedBy(pod: Pod, users: readonly Pod[]): string {
  const near = users.filter(({ metadata }) => metadata.namespace === pod.metadata.namespace);
  const names = near.map(({ metadata }) => metadata.name).join(', ');
  const far = users.length - near.length;
  if (users.length === 0) return "Volume is already exclusively attached to one node and can't be attached to another";
  if (near.length === 0) return `Volume is already used by ${far} pod(s) in different namespaces`;
  return far === 0
    ? `Volume is already used by pod(s) ${names}`
    : `Volume is already used by pod(s) ${names} and ${far} pod(s) in different namespaces`;
}

/** A VolumeAttachment is there: tells the pods how it goes. */
function follow(
  context: Context,
  key: string,
  volume: Attachable,
  attachment: VolumeAttachment,
  pods: readonly Pod[],
): Deed | undefined {
  const { nodeName } = attachment.spec;
  const { attached, attachError } = attachment.status ?? { attached: false };
  const memory = `attach-told/${attachment.metadata.uid}`;
  const told = context.recall<readonly string[]>(memory) ?? [];
  if (told.includes('all')) return undefined;
  const state = attached ? 'attached' : (attachError?.message ?? timedOut(context, key, volume, attachment));
  if (state === undefined) return undefined;
  const pod = pods.find(({ metadata }) => !told.includes(`${metadata.uid} ${state}`));
  // Pods that come to the node later find the volume attached and are told nothing.
  const rest = pods.filter((one) => one !== pod && !told.includes(`${one.metadata.uid} ${state}`));
  const next = pod ? [...told, `${pod.metadata.uid} ${state}`] : told;
  context.remember(memory, Object.freeze(attached && rest.length === 0 ? ['all'] : next));
  if (!pod) return undefined;
  const params = { volume: volume.name, node: nodeName, pod: pod.metadata.name };
  const mark = markOf('attach', volume, nodeName, keyOf(attachment), pod);
  if (attached) {
    return {
      cause: { object: keyOf(attachment), field: ['status', 'attached'] },
      why: volumeWhy('storage.attach.succeeded', params),
      event: {
        type: 'Normal',
        reason: 'SuccessfulAttachVolume',
        message: `AttachVolume.Attach succeeded for volume "${volume.name}" `,
        object: keyOf(pod),
      },
      volume: mark,
    };
  }
  return {
    cause: attachError
      ? { object: keyOf(attachment), field: ['status', 'attachError', 'message'] }
      : { object: keyOf(attachment), field: ['spec', 'attacher'] },
    why: attachError
      ? volumeWhy('storage.attach.failed', params)
      : volumeWhy('storage.attach.noAttacher', {
          volume: volume.name,
          node: nodeName,
          driver: volume.identity.driver,
          minutes: ATTACHER_MS / 60_000,
        }),
    event: failedAttach(pod, `AttachVolume.Attach failed for volume "${volume.name}" : ${state}`),
    volume: { ...mark, failed: true },
  };
}

/** Models `waitForVolumeAttachment` of `pkg/volume/csi/csi_attacher.go`: nobody answers for a driver that is not installed. */
function timedOut(
  context: Context,
  key: string,
  { identity }: Attachable,
  { metadata }: VolumeAttachment,
): string | undefined {
  if (installedDriver(context, identity.driver)) return undefined;
  const due = (context.recall<number>(`attach-asked/${metadata.name}`) ?? context.now) + ATTACHER_MS;
  if (context.now < due) {
    context.again(key, due);
    return undefined;
  }
  return `timed out waiting for external-attacher of ${identity.driver} CSI driver to attach volume ${identity.handle}`;
}

function failedAttach(pod: Pod, message: string): ClusterEvent {
  return { type: 'Warning', reason: 'FailedAttachVolume', message, object: keyOf(pod) };
}

export function markOf(
  kind: VolumeMark['kind'],
  { pv, disk }: Attachable,
  node: string,
  attachment: ObjectKey | undefined,
  pod?: Pod,
): VolumeMark {
  const claim = pv?.spec.claimRef;
  return {
    kind,
    ...(pod ? { pod: keyOf(pod) } : {}),
    ...(claim?.name === undefined ? {} : { claim: objectKey('PersistentVolumeClaim', claim.namespace, claim.name) }),
    ...(pv ? { volume: keyOf(pv) } : {}),
    ...(attachment === undefined ? {} : { attachment }),
    node,
    disk,
  };
}
