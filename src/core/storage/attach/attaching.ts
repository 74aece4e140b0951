import { keyOf } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { VolumeAttachment, VolumeSpec } from '../../api/storage.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { sourceOf } from '../mounts/resolve.js';
import { volumeWhy } from '../mounts/why.js';
import { attachMark, failedAttach } from './attach-mark.js';
import type { Attachable } from './attachable.js';
import { attachmentName, mustAttach } from './attachment.js';
import { follow } from './following.js';

/** Brings the volume to the next node that needs it and has it not. */
export function attachNext(
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
    volume: attachMark('attach', volume, nodeName, keyOf(object), pod),
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
    volume: { ...attachMark('attach', volume, nodeName, undefined, pod), failed: true },
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
