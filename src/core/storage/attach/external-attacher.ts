import { keyOf, objectKey, parseKey, type ObjectKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { PersistentVolume, VolumeAttachment } from '../../api/storage.js';
import type { Context, Controller, Deed } from '../../cluster/controller.js';
import { csiDisk, diskOfVolume, type DiskSpec } from '../disks/disk-of.js';
import { makeDisk } from '../disks/disks.js';
import { ZONE_LABEL } from '../drivers.js';
import { underWay } from '../mounts/lasts.js';
import { volumeWhy } from '../mounts/why.js';
import { attachMark } from './attach-mark.js';
import { attachableOf, isShareable, keyOfAttached, type Attachable } from './attachable.js';
import { installedDriver } from './attachment.js';

/** How long the storage takes to attach a disk to a machine, and to detach it. From, to. */
const ATTACH_MS = [1000, 3000] as const;
const DETACH_MS = [1000, 2000] as const;

/** The finalizer of a driver's attacher: what cannot stand in a name becomes a dash (`pkg/controller/util.go`). */
function attacherFinalizer(driver: string): string {
  return `external-attacher/${driver.replaceAll(/[^a-zA-Z0-9-]/g, '-')}`;
}

/**
 * The attachers of all drivers that are installed: each VolumeAttachment becomes a ControllerPublishVolume, its deletion a
 * ControllerUnpublishVolume, also while the driver is being taken away: whoever uninstalls one lets it finish first. Keys are VolumeAttachments, and PersistentVolumes that are being deleted. Models
 * kubernetes-csi/external-attacher `pkg/controller/csi_handler.go`.
 */
export const externalAttacher: Controller = {
  name: 'csi-attacher',
  watches: {
    VolumeAttachment({ key, before, after }, wake, context) {
      if (after) return wake(key);
      const { attacher, source } = (before as VolumeAttachment).spec;
      // A disk that has come free may go where it is awaited.
      for (const other of context.list<VolumeAttachment>('VolumeAttachment')) {
        if (other.spec.attacher === attacher && other.status?.attached !== true) wake(keyOf(other));
      }
      const volume = source.persistentVolumeName;
      if (volume !== undefined) wake(objectKey('PersistentVolume', undefined, volume));
    },
    CSIDriver(_change, wake, context) {
      for (const attachment of context.list<VolumeAttachment>('VolumeAttachment')) wake(keyOf(attachment));
    },
    PersistentVolume({ key, before, after }, wake) {
      if (after?.metadata.deletionTimestamp !== before?.metadata.deletionTimestamp) wake(key);
    },
  },
  reconcile(key, context) {
    if (parseKey(key as ObjectKey).kind === 'PersistentVolume') return release(context, key as ObjectKey);
    const attachment = context.get<VolumeAttachment>(key as ObjectKey);
    if (!attachment) return undefined;
    const volumeKey = keyOfAttached(context, attachment);
    const volume = volumeKey === undefined ? undefined : attachableOf(context, volumeKey);
    const finalizer = attacherFinalizer(attachment.spec.attacher);
    const taken = attachment.metadata.finalizers?.includes(finalizer) === true;
    if (attachment.metadata.deletionTimestamp !== undefined) {
      return taken ? detach(context, attachment, volume, finalizer) : undefined;
    }
    if (!volume || attachment.status?.attached === true) return undefined;
    if (!installedDriver(context, attachment.spec.attacher)) return undefined;
    if (taken) return attach(context, attachment, volume);
    const refusal = goneRefusal(volume, attachment.spec.nodeName);
    return refusal ? refuse(attachment, volume, refusal) : takeOver(attachment, volume, finalizer);
  },
};

/** The finalizers, and the name the driver has for the node: written before anything is done. */
function takeOver(attachment: VolumeAttachment, volume: Attachable, finalizer: string): Deed {
  const { nodeName, attacher } = attachment.spec;
  const { pv } = volume;
  const object: VolumeAttachment = {
    ...attachment,
    metadata: {
      ...attachment.metadata,
      finalizers: [...(attachment.metadata.finalizers ?? []), finalizer],
      annotations: { ...attachment.metadata.annotations, 'csi.alpha.kubernetes.io/node-id': nodeName },
    },
  };
  const volumeWithFinalizer: PersistentVolume | undefined =
    pv?.metadata.finalizers?.includes(finalizer) === false
      ? { ...pv, metadata: { ...pv.metadata, finalizers: [...(pv.metadata.finalizers ?? []), finalizer] } }
      : undefined;
  return {
    cause: { object: keyOf(attachment), field: ['spec', 'attacher'] },
    why: volumeWhy('storage.attach.taken', { volume: volume.name, node: nodeName, driver: attacher }),
    writes: [
      ...(volumeWithFinalizer ? [{ verb: 'update', object: volumeWithFinalizer } as const] : []),
      { verb: 'update', object },
    ],
    volume: attachMark('attach', volume, nodeName, keyOf(attachment)),
  };
}

function attach(context: Context, attachment: VolumeAttachment, volume: Attachable): Deed | undefined {
  const { nodeName, attacher } = attachment.spec;
  const key = keyOf(attachment);
  const disk = volume.pv ? diskOfVolume(volume.pv) : csiDisk(volume.identity);
  const refusal = refusalOf(context, volume, key, nodeName, disk);
  if (refusal) return refuse(attachment, volume, refusal);
  const due = underWay(context, `attaching/${attachment.metadata.uid}`, ATTACH_MS);
  if (due !== undefined) {
    context.again(key, due);
    return undefined;
  }
  if (disk) makeDisk(context, disk);
  return {
    cause: { object: key, field: ['spec', 'source'] },
    why: volumeWhy('storage.attach.attached', { volume: volume.name, node: nodeName, driver: attacher }),
    writes: [{ verb: 'update', object: { ...attachment, status: { attached: true } } as VolumeAttachment }],
    volume: attachMark('attach', volume, nodeName, key),
  };
}

/** Why a VolumeAttachment comes to nothing for now, and what it is told. */
type Refusal = Pick<Deed, 'cause' | 'why'> & { readonly message: string };

function refuse(attachment: VolumeAttachment, volume: Attachable, { message, cause, why }: Refusal): Deed | undefined {
  if (attachment.status?.attachError?.message === message) return undefined;
  const status: VolumeAttachment['status'] = { attached: false, attachError: { message } };
  return {
    cause,
    why,
    writes: [{ verb: 'update', object: { ...attachment, status } as VolumeAttachment }],
    volume: { ...attachMark('attach', volume, attachment.spec.nodeName, keyOf(attachment)), failed: true },
  };
}

/** A volume that is being deleted is attached nowhere any more (`csiAttach`): no finalizer may hold it longer. */
function goneRefusal({ pv }: Attachable, node: string): Refusal | undefined {
  if (pv?.metadata.deletionTimestamp === undefined) return undefined;
  const { name } = pv.metadata;
  return {
    message: `PersistentVolume ${JSON.stringify(name)} is marked for deletion`,
    cause: { object: keyOf(pv), field: ['metadata', 'deletionTimestamp'] },
    why: volumeWhy('storage.attach.volumeGoing', { volume: name, node }),
  };
}

/**
 * Why a driver will not attach a disk, as it says it: the disk is on another node and not to be shared (FAILED_PRECONDITION "Volume published
 * to another node" of the CSI specification), or in another zone than the node. Each driver has its own words for the zones.
 */
function refusalOf(
  context: Context,
  volume: Attachable,
  key: ObjectKey,
  nodeName: string,
  disk: DiskSpec | undefined,
): Refusal | undefined {
  const { driver, handle } = volume.identity;
  const params = { volume: volume.name, node: nodeName, driver };
  const elsewhere = volume.attachments.find((one) => one.status?.attached === true && keyOf(one) !== key);
  if (elsewhere && !isShareable(volume)) {
    return {
      message: `rpc error: code = FailedPrecondition desc = volume ${handle} is already published to node ${elsewhere.spec.nodeName}`,
      cause: { object: keyOf(elsewhere), field: ['spec', 'nodeName'] },
      why: volumeWhy('storage.attach.refused', params),
    };
  }
  const nodeKey = objectKey('Node', undefined, nodeName);
  const zone = context.get<Node>(nodeKey)?.metadata.labels?.[ZONE_LABEL];
  if (!disk || !('zone' in disk.place) || zone === undefined || disk.place.zone === zone) return undefined;
  return {
    message: `rpc error: code = InvalidArgument desc = volume ${handle} is in zone ${disk.place.zone}, node ${nodeName} is in zone ${zone}`,
    cause: { object: nodeKey, field: ['metadata', 'labels', ZONE_LABEL] },
    why: volumeWhy('storage.attach.wrongZone', { ...params, zone: disk.place.zone, other: zone }),
  };
}

function detach(
  context: Context,
  attachment: VolumeAttachment,
  volume: Attachable | undefined,
  finalizer: string,
): Deed | undefined {
  const { nodeName, attacher, source } = attachment.spec;
  const key = keyOf(attachment);
  const due = underWay(context, `detaching/${attachment.metadata.uid}`, DETACH_MS);
  if (due !== undefined) {
    context.again(key, due);
    return undefined;
  }
  const finalizers = (attachment.metadata.finalizers ?? []).filter((one) => one !== finalizer);
  const object: VolumeAttachment = {
    ...attachment,
    metadata: { ...attachment.metadata, finalizers },
    status: { attached: false },
  };
  return {
    cause: { object: key, field: ['metadata', 'deletionTimestamp'] },
    why: volumeWhy('storage.attach.detached', {
      volume: volume?.name ?? source.persistentVolumeName ?? '',
      node: nodeName,
      driver: attacher,
    }),
    writes: [{ verb: 'update', object }],
    volume: volume ? attachMark('detach', volume, nodeName, key) : { kind: 'detach', node: nodeName, attachment: key },
  };
}

/** A volume that is being deleted and is attached nowhere needs its attacher no more (`syncPV`). */
function release(context: Context, key: ObjectKey): Deed | undefined {
  const pv = context.get<PersistentVolume>(key);
  const finalizer = pv?.metadata.finalizers?.find((one) => one.startsWith('external-attacher/'));
  if (pv?.metadata.deletionTimestamp === undefined || finalizer === undefined) return undefined;
  if (context.find('attachment-volume', pv.metadata.name).length > 0) return undefined;
  const finalizers = pv.metadata.finalizers?.filter((one) => one !== finalizer) ?? [];
  return {
    cause: { object: key, field: ['metadata', 'deletionTimestamp'] },
    why: volumeWhy('storage.attach.volumeReleased', {
      volume: pv.metadata.name,
      driver: attachableOf(context, key)?.identity.driver ?? '',
    }),
    writes: [{ verb: 'update', object: { ...pv, metadata: { ...pv.metadata, finalizers } } }],
  };
}
