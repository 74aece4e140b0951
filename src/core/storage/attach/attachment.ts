import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { objectKey, type ObjectKey } from '../../api/key.js';
import type { CSIDriver, VolumeAttachment } from '../../api/storage.js';
import type { ClusterView } from '../../cluster/types.js';
import { attachRequired, type CsiIdentity } from '../drivers.js';

/** `csi-<sha256 of handle, driver and node>`: `getAttachmentName` of `pkg/volume/csi/csi_attacher.go`. */
export function attachmentName({ handle, driver }: CsiIdentity, node: string): string {
  return `csi-${bytesToHex(sha256(utf8ToBytes(`${handle}${driver}${node}`)))}`;
}

export function attachmentKey(identity: CsiIdentity, node: string): ObjectKey {
  return objectKey('VolumeAttachment', undefined, attachmentName(identity, node));
}

/** The driver's object; it is there if and only if the driver is installed. */
export function installedDriver(view: Pick<ClusterView, 'get'>, driver: string): CSIDriver | undefined {
  return view.get<CSIDriver>(objectKey('CSIDriver', undefined, driver));
}

/**
 * Whether a volume must be attached before it can be mounted. A driver that is not installed cannot say that it need not be: `skipAttach`
 * of `pkg/volume/csi/csi_plugin.go`.
 */
export function mustAttach(view: Pick<ClusterView, 'get'>, { driver }: CsiIdentity): boolean {
  const object = installedDriver(view, driver);
  return object === undefined || attachRequired(object);
}

export function isAttached(view: Pick<ClusterView, 'get'>, identity: CsiIdentity, node: string): boolean {
  const attachment = view.get<VolumeAttachment>(attachmentKey(identity, node));
  return attachment?.status?.attached === true && attachment.metadata.deletionTimestamp === undefined;
}
