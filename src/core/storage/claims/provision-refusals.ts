import type { AccessMode, PersistentVolumeClaim } from '../../api/storage.js';

/** The access modes as CSI has them, where drivers name them (`spec.md` of the container-storage-interface, VolumeCapability). */
const CSI_MODE: Readonly<Record<AccessMode, string>> = {
  ReadWriteOnce: 'SINGLE_NODE_WRITER',
  ReadOnlyMany: 'MULTI_NODE_READER_ONLY',
  ReadWriteMany: 'MULTI_NODE_MULTI_WRITER',
  ReadWriteOncePod: 'SINGLE_NODE_SINGLE_WRITER',
};

/**
 * What the drivers of single disks say to a claim that wants a file system written to from many nodes: `pkg/gce-pd-csi-driver/utils.go`,
 * `pkg/driver/controller.go` of aws-ebs-csi-driver, `pkg/azuredisk/azuredisk.go`.
 */
const NO_MANY_WRITERS = new Map<string, (modes: readonly string[]) => string>([
  ['pd.csi.storage.gke.io', () => 'VolumeCapabilities is invalid: specified multi writer with mount access type'],
  [
    'ebs.csi.aws.com',
    (modes) => `Volume capabilities ${modes.join(', ')} not supported. Only AccessModes[ReadWriteOnce] supported.`,
  ],
  ['disk.csi.azure.com', () => `mountVolume is not supported for access mode: ${CSI_MODE.ReadWriteMany}`],
]);

/** What a claim is to be filled from. The API server writes each of the two fields into the other (`NormalizeDataSources` of its strategy). */
function sourceOf({ spec }: PersistentVolumeClaim) {
  return spec.dataSource ?? spec.dataSourceRef;
}

/**
 * Whether somebody else is to make and fill the volume: a claim whose source is of a kind that no provisioner knows is left to a volume
 * populator (the same place). None is in the model, so such a claim waits.
 */
export function isForPopulator(claim: PersistentVolumeClaim): boolean {
  const kind = sourceOf(claim)?.kind;
  return kind !== undefined && kind !== 'VolumeSnapshot' && kind !== 'PersistentVolumeClaim';
}

/**
 * Why a driver makes no volume for a claim, in its words; undefined when it does. The first two are `prepareProvision` of
 * external-provisioner's `pkg/controller/controller.go`; snapshots are kept and not simulated, and no driver of the model can clone.
 */
export function refusalOf(driver: string, claim: PersistentVolumeClaim): string | undefined {
  const { selector, accessModes = [], volumeMode } = claim.spec;
  const source = sourceOf(claim)?.kind;
  if (isForPopulator(claim)) {
    return `data source (${source}) is not handled by the provisioner, assuming an external populator will provision it`;
  }
  if (source === 'VolumeSnapshot') {
    return 'CSI driver does not support snapshot restore: controller CREATE_DELETE_SNAPSHOT capability is not reported';
  }
  if (source === 'PersistentVolumeClaim') {
    return 'CSI driver does not support clone operations: controller CLONE_VOLUME capability is not reported';
  }
  if (selector !== undefined) return 'claim Selector is not supported';
  const refused = NO_MANY_WRITERS.get(driver);
  if (!refused || volumeMode === 'Block' || !accessModes.includes('ReadWriteMany')) return undefined;
  return `rpc error: code = InvalidArgument desc = ${refused(accessModes.map((mode) => CSI_MODE[mode]))}`;
}
