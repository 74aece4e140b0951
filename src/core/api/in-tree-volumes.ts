/** A volume plugin that was part of Kubernetes itself, and what became of it. */
export interface InTreeVolume {
  /** The field of a PersistentVolume or of a pod's volume. */
  readonly source: string;
  /** What a StorageClass calls it; absent for those that never provisioned. */
  readonly provisioner?: string;
  readonly deprecated: string;
  /** The CSI driver that took over; absent where nobody did. */
  readonly driver?: string;
  /** The release since which the driver does the work behind the old names (CSI migration is on, KEP-625). */
  readonly redirected?: string;
  /** The release since which nothing does. */
  readonly removed?: string;
}

type Row = readonly [source: string, provisioner: string, deprecated: string, driver: string, since: string];

/**
 * Redirected: the status tables of "Kubernetes In-Tree to CSI Volume Migration" (kubernetes.io/blog, 1.23 and 1.25) and, for Portworx, the
 * gate CSIMigrationPortworx of pkg/features/kube_features.go.
 */
const REDIRECTED: readonly Row[] = [
  ['gcePersistentDisk', 'gce-pd', '1.17', 'pd.csi.storage.gke.io', '1.23'],
  ['awsElasticBlockStore', 'aws-ebs', '1.17', 'ebs.csi.aws.com', '1.23'],
  ['azureDisk', 'azure-disk', '1.19', 'disk.csi.azure.com', '1.23'],
  ['azureFile', 'azure-file', '1.21', 'file.csi.azure.com', '1.24'],
  ['cinder', 'cinder', '1.18', 'cinder.csi.openstack.org', '1.21'],
  ['vsphereVolume', 'vsphere-volume', '1.19', 'csi.vsphere.vmware.com', '1.25'],
  ['portworxVolume', 'portworx-volume', '1.25', 'pxd.portworx.com', '1.31'],
];

/** Removed: what the API server warns of (pkg/api/pod/warnings.go, pkg/api/persistentvolume/util.go), and who came after. */
const REMOVED: readonly Row[] = [
  ['glusterfs', 'glusterfs', '1.25', 'org.gluster.glusterfs', '1.26'],
  ['cephfs', '', '1.28', 'cephfs.csi.ceph.com', '1.31'],
  ['rbd', 'rbd', '1.28', 'rbd.csi.ceph.com', '1.31'],
  ['quobyte', 'quobyte', '1.22', 'csi.quobyte.com', '1.25'],
  ['scaleIO', 'scaleio', '1.16', 'csi-vxflexos.dellemc.com', '1.22'],
  ['storageos', 'storageos', '1.22', 'csi.storageos.com', '1.25'],
  ['flocker', 'flocker', '1.22', '', '1.25'],
  ['photonPersistentDisk', 'photon-pd', '1.11', '', '1.16'],
];

function read([source, provisioner, deprecated, driver, since]: Row, fate: 'redirected' | 'removed'): InTreeVolume {
  return {
    source,
    ...(provisioner === '' ? {} : { provisioner: `kubernetes.io/${provisioner}` }),
    deprecated,
    ...(driver === '' ? {} : { driver }),
    [fate]: since,
  };
}

const ALL: readonly InTreeVolume[] = [
  ...REDIRECTED.map((row) => read(row, 'redirected')),
  ...REMOVED.map((row) => read(row, 'removed')),
];
const BY_SOURCE = new Map(ALL.map((one) => [one.source, one]));
const BY_PROVISIONER = new Map(ALL.map((one) => [one.provisioner, one]));

/** What became of the plugin behind a field (`gcePersistentDisk`); undefined for sources that are alive (`nfs`) and for misspellings. */
export function inTreeVolume(source: string): InTreeVolume | undefined {
  return BY_SOURCE.get(source);
}

/** What became of the plugin behind a class's provisioner (`kubernetes.io/gce-pd`). */
export function inTreeProvisioner(provisioner: string): InTreeVolume | undefined {
  return BY_PROVISIONER.get(provisioner);
}

/** A class for volumes that somebody makes by hand. */
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** The label by which a driver calls a zone, where it has one of its own. */
const ZONES: ReadonlyMap<string, string> = new Map([
  ['pd.csi.storage.gke.io', 'topology.gke.io/zone'],
  ['ebs.csi.aws.com', 'topology.ebs.csi.aws.com/zone'],
  ['disk.csi.azure.com', 'topology.disk.csi.azure.com/zone'],
  ['cinder.csi.openstack.org', 'topology.cinder.csi.openstack.org/zone'],
  ['csi.vsphere.vmware.com', 'topology.csi.vmware.com/k8s-zone'],
]);

/** The topology key of zones for a provisioner: a driver's own, or the well-known label that in-tree ones take. */
export function zoneKey(provisioner: string): string {
  return ZONES.get(provisioner) ?? 'topology.kubernetes.io/zone';
}

/** Drivers that a cloud's own clusters bring along: nobody has to write their CSIDriver object. */
export function comesWithCloud(driver: string): boolean {
  return ZONES.has(driver) || driver === 'file.csi.azure.com';
}
