import type { Labels } from '../api/meta.js';
import type { CSIDriver } from '../api/storage.js';
import type { VolumeSource } from '../api/volume.js';

/** What is known of a CSI driver beside its CSIDriver object. */
export interface DriverFacts {
  /** What a disk of it is called before the slash: `gce-pd/mongodb`. */
  readonly short: string;
  readonly kind: 'network-disk' | 'network-share';
  /** The label of CSINode's topology; absent: its volumes can be used from every node. */
  readonly topologyKey?: string;
  /** What the driver's own CSIDriver object says. */
  readonly attachRequired: boolean;
}

/**
 * The drivers to which in-tree volumes are redirected: what a cloud's own clusters bring along. `attachRequired` and the topology keys are
 * those of each driver's own manifests (`deploy/kubernetes/base/…/csidriver.yaml`, `pkg/…/node.go` of the driver's repository).
 */
const DRIVERS: ReadonlyMap<string, DriverFacts> = new Map([
  ['pd.csi.storage.gke.io', disk('gce-pd', 'topology.gke.io/zone')],
  ['ebs.csi.aws.com', disk('aws-ebs', 'topology.ebs.csi.aws.com/zone')],
  ['disk.csi.azure.com', disk('azure-disk', 'topology.disk.csi.azure.com/zone')],
  ['file.csi.azure.com', { short: 'azure-file', kind: 'network-share', attachRequired: false }],
  ['cinder.csi.openstack.org', disk('cinder', 'topology.cinder.csi.openstack.org/zone')],
  ['csi.vsphere.vmware.com', disk('vsphere', 'topology.csi.vmware.com/k8s-zone')],
]);

/** Drivers that serve files, for which no other fact matters: which object they install says whether they attach. */
const SHARES: ReadonlySet<string> = new Set([
  'nfs.csi.k8s.io',
  'smb.csi.k8s.io',
  'efs.csi.aws.com',
  'fsx.csi.aws.com',
  'filestore.csi.storage.gke.io',
  'cephfs.csi.ceph.com',
  'manila.csi.openstack.org',
  'nfs.manila.csi.openstack.org',
]);

function disk(short: string, topologyKey: string): DriverFacts {
  return { short, kind: 'network-disk', topologyKey, attachRequired: true };
}

/** The facts about a driver; one that nobody here knows has no topology and makes disks. */
export function driverFacts(driver: string): DriverFacts {
  return (
    DRIVERS.get(driver) ?? {
      short: driver,
      kind: SHARES.has(driver) ? 'network-share' : 'network-disk',
      attachRequired: true,
    }
  );
}

/** Whether a cloud's own clusters bring this driver, so that nobody has to install it. */
export function isBroughtByCloud(driver: string): boolean {
  return DRIVERS.has(driver);
}

/** `spec.attachRequired` of the object, true where it does not say (`pkg/apis/storage/v1/defaults.go`). */
export function attachRequired(driver: CSIDriver): boolean {
  return driver.spec?.attachRequired !== false;
}

/** The label of a node that says in which zone it is, for every driver. */
export const ZONE_LABEL = 'topology.kubernetes.io/zone';

/**
 * In-tree plugins whose work CSI drivers do today, by the name that a StorageClass has in `provisioner`. Models the plugins of
 * `staging/src/k8s.io/csi-translation-lib/plugins`.
 */
const MIGRATED: ReadonlyMap<string, string> = new Map([
  ['kubernetes.io/gce-pd', 'pd.csi.storage.gke.io'],
  ['kubernetes.io/aws-ebs', 'ebs.csi.aws.com'],
  ['kubernetes.io/azure-disk', 'disk.csi.azure.com'],
  ['kubernetes.io/azure-file', 'file.csi.azure.com'],
  ['kubernetes.io/cinder', 'cinder.csi.openstack.org'],
  ['kubernetes.io/vsphere-volume', 'csi.vsphere.vmware.com'],
]);

/** The CSI driver that stands behind a provisioner's name: the name itself unless it is an in-tree one that was redirected. */
export function csiDriverOf(provisioner: string): string {
  return MIGRATED.get(provisioner) ?? provisioner;
}

/** A volume as its CSI driver knows it. */
export interface CsiIdentity {
  readonly driver: string;
  readonly handle: string;
}

/**
 * What CSI migration makes of an in-tree source; undefined for sources that are not redirected. The handles are those of
 * `csi-translation-lib/plugins/{gce_pd,aws_ebs,azure_disk,azure_file,openstack_cinder,vsphere_volume}.go`.
 */
export function migrated(source: VolumeSource, labels?: Labels): CsiIdentity | undefined {
  if (source.gcePersistentDisk) {
    const zone = labels?.[ZONE_LABEL] ?? labels?.['failure-domain.beta.kubernetes.io/zone'] ?? 'UNSPECIFIED';
    const handle = `projects/UNSPECIFIED/zones/${zone}/disks/${source.gcePersistentDisk.pdName}`;
    return { driver: 'pd.csi.storage.gke.io', handle };
  }
  if (source.awsElasticBlockStore) {
    return { driver: 'ebs.csi.aws.com', handle: source.awsElasticBlockStore.volumeID };
  }
  if (source.azureDisk) return { driver: 'disk.csi.azure.com', handle: source.azureDisk.diskURI };
  if (source.azureFile) return { driver: 'file.csi.azure.com', handle: `##${source.azureFile.shareName}#` };
  if (source.cinder) return { driver: 'cinder.csi.openstack.org', handle: source.cinder.volumeID };
  if (source.vsphereVolume) return { driver: 'csi.vsphere.vmware.com', handle: source.vsphereVolume.volumePath };
  return undefined;
}
