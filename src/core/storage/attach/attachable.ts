import { objectKey, type ObjectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolume, PersistentVolumeClaim, VolumeAttachment, VolumeSpec } from '../../api/storage.js';
import type { Context } from '../../cluster/controller.js';
import { csiDisk, csiIdentityOf } from '../disks/disk-of.js';
import { driverFacts, migrated, type CsiIdentity } from '../drivers.js';

/** A volume that a CSI driver attaches: a PersistentVolume, or one that pods name themselves. */
export interface Attachable {
  readonly identity: CsiIdentity;
  /** What Events call it. */
  readonly name: string;
  readonly pv?: PersistentVolume;
  readonly disk: string;
  /** The attach-detach controller lets only one node have it at a time. */
  readonly exclusive: boolean;
  /** The pods that need it, on the nodes they were given to. */
  readonly pods: readonly Pod[];
  readonly attachments: readonly VolumeAttachment[];
}

const INLINE = 'inline ';

/** The key the attach-detach controller looks at for a volume that pods name themselves. */
function inlineKey({ driver, handle }: CsiIdentity): string {
  return `${INLINE}${driver} ${handle}`;
}

/** The disk behind a VolumeAttachment, as its driver knows it; undefined where its volume is gone. */
function identityOf(context: Pick<Context, 'get'>, { spec }: VolumeAttachment): CsiIdentity | undefined {
  const { persistentVolumeName, inlineVolumeSpec } = spec.source;
  if (inlineVolumeSpec?.csi) return { driver: inlineVolumeSpec.csi.driver, handle: inlineVolumeSpec.csi.volumeHandle };
  if (persistentVolumeName === undefined) return undefined;
  const volume = context.get<PersistentVolume>(objectKey('PersistentVolume', undefined, persistentVolumeName));
  return volume && csiIdentityOf(volume);
}

/** What has to be known of a volume to attach and detach it; undefined where no CSI driver attaches it. */
export function attachableOf(context: Context, key: string): Attachable | undefined {
  if (key.startsWith(INLINE)) return inline(context, key);
  const pv = context.get<PersistentVolume>(key as ObjectKey);
  const identity = pv && csiIdentityOf(pv);
  if (!pv || !identity) return undefined;
  const { accessModes = [], claimRef } = pv.spec;
  const claimKey = objectKey('PersistentVolumeClaim', claimRef?.namespace, claimRef?.name ?? '');
  const claim = claimRef ? context.get<PersistentVolumeClaim>(claimKey) : undefined;
  const bound =
    claim?.spec.volumeName === pv.metadata.name &&
    claim.status?.phase === 'Bound' &&
    claim.metadata.uid === claimRef?.uid;
  return {
    identity,
    name: pv.metadata.name,
    pv,
    disk: csiDisk(identity).id,
    // `isMultiAttachForbidden` of pkg/controller/volume/attachdetach/util: what says no mode is not forbidden anything.
    exclusive:
      accessModes.length > 0 && !accessModes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany'),
    pods: bound ? podsOf(context, context.find('pod-claim', `${claimRef?.namespace}/${claimRef?.name}`)) : [],
    attachments: attachmentsOf(context, context.find('attachment-volume', pv.metadata.name)),
  };
}

function inline(context: Context, key: string): Attachable | undefined {
  const [driver = '', ...rest] = key.slice(INLINE.length).split(' ');
  const identity = { driver, handle: rest.join(' ') };
  const isIt = (one: CsiIdentity | undefined) => one?.driver === driver && one.handle === identity.handle;
  const pods = context
    .list<Pod>('Pod')
    .filter((pod) => needsVolumes(pod) && pod.spec.volumes?.some((volume) => isIt(migrated(volume))) === true);
  const source = pods[0]?.spec.volumes?.find((volume) => isIt(migrated(volume)));
  return {
    identity,
    // The migrated volume's own name: `<driver>-<disk>` of csi-translation-lib/plugins.
    name: source?.name ?? csiDisk(identity).id,
    disk: csiDisk(identity).id,
    exclusive: driver === 'disk.csi.azure.com' || driver === 'cinder.csi.openstack.org',
    pods,
    attachments: context
      .list<VolumeAttachment>('VolumeAttachment')
      .filter(({ spec }) => isIt(spec.source.inlineVolumeSpec?.csi && inlineIdentity(spec.source.inlineVolumeSpec))),
  };
}

function inlineIdentity({ csi }: VolumeSpec): CsiIdentity | undefined {
  return csi && { driver: csi.driver, handle: csi.volumeHandle };
}

function podsOf(context: Context, keys: readonly ObjectKey[]): Pod[] {
  return keys.flatMap((key) => context.get<Pod>(key) ?? []).filter(needsVolumes);
}

function attachmentsOf(context: Context, keys: readonly ObjectKey[]): VolumeAttachment[] {
  return keys.flatMap((key) => context.get<VolumeAttachment>(key) ?? []);
}

/** Whether a pod, on a node, still needs its volumes there: `IsPodTerminated` of `pkg/volume/util/util.go`. */
function needsVolumes(pod: Pod): boolean {
  if (pod.spec.nodeName === undefined) return false;
  const { phase, containerStatuses = [] } = pod.status;
  if (phase === 'Failed' || phase === 'Succeeded') return false;
  return (
    pod.metadata.deletionTimestamp === undefined || containerStatuses.some(({ state }) => state.running !== undefined)
  );
}

/** Keys of the volumes of a pod that a CSI driver attaches. */
export function attachableKeys(context: Context, pod: Pod): readonly string[] {
  const keys: string[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    const identity = migrated(volume);
    if (identity) keys.push(inlineKey(identity));
    const claimName =
      volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral && `${pod.metadata.name}-${volume.name}`);
    if (claimName === undefined) continue;
    const claim = context.get<PersistentVolumeClaim>(
      objectKey('PersistentVolumeClaim', pod.metadata.namespace, claimName),
    );
    if (claim?.spec.volumeName) keys.push(objectKey('PersistentVolume', undefined, claim.spec.volumeName));
  }
  return keys;
}

/** The key of a VolumeAttachment's volume. */
export function keyOfAttached(context: Context, attachment: VolumeAttachment): string | undefined {
  const { persistentVolumeName } = attachment.spec.source;
  if (persistentVolumeName !== undefined) return objectKey('PersistentVolume', undefined, persistentVolumeName);
  const identity = identityOf(context, attachment);
  return identity && inlineKey(identity);
}

/** Whether a driver lets several nodes have a disk: files, and disks that are asked for read-only or by many. */
export function isShareable({ identity, pv, pods }: Attachable): boolean {
  if (driverFacts(identity.driver).kind === 'network-share') return true;
  if (pv) return pv.spec.accessModes?.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany') === true;
  return pods.every((pod) =>
    pod.spec.volumes?.every(
      (volume) => migrated(volume)?.handle !== identity.handle || volume.gcePersistentDisk?.readOnly === true,
    ),
  );
}
