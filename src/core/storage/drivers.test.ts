import { describe, expect, test } from 'vitest';
import { csiDriverOf, driverFacts, isBroughtByCloud, migrated, ZONE_LABEL } from './drivers.js';

// The drivers’ own documentation says what each of them makes; the topology keys are those that their node plug-ins report.
test.each([
  ['pd.csi.storage.gke.io', 'network-disk', 'topology.gke.io/zone', true],
  ['ebs.csi.aws.com', 'network-disk', 'topology.ebs.csi.aws.com/zone', true],
  ['disk.csi.azure.com', 'network-disk', 'topology.disk.csi.azure.com/zone', true],
  ['cinder.csi.openstack.org', 'network-disk', 'topology.cinder.csi.openstack.org/zone', true],
  ['csi.vsphere.vmware.com', 'network-disk', 'topology.csi.vmware.com/k8s-zone', true],
  ['file.csi.azure.com', 'network-share', undefined, true],
  ['nfs.csi.k8s.io', 'network-share', undefined, false],
  ['smb.csi.k8s.io', 'network-share', undefined, false],
  ['efs.csi.aws.com', 'network-share', undefined, false],
  ['fsx.csi.aws.com', 'network-share', undefined, false],
  ['filestore.csi.storage.gke.io', 'network-share', undefined, false],
  ['cephfs.csi.ceph.com', 'network-share', undefined, false],
  ['manila.csi.openstack.org', 'network-share', undefined, false],
  ['nfs.manila.csi.openstack.org', 'network-share', undefined, false],
  ['rbd.csi.ceph.com', 'network-disk', undefined, false],
  ['nobody.knows.example', 'network-disk', undefined, false],
])('%s makes a %s, in zones by %s, brought by its cloud: %s', (driver, kind, topologyKey, brought) => {
  const facts = driverFacts(driver);
  expect([facts.kind, facts.topologyKey, isBroughtByCloud(driver)]).toEqual([kind, topologyKey, brought]);
});

// staging/src/k8s.io/csi-translation-lib/plugins.
describe('what was in the tree goes to its CSI driver', () => {
  test.each([
    ['kubernetes.io/gce-pd', 'pd.csi.storage.gke.io'],
    ['kubernetes.io/aws-ebs', 'ebs.csi.aws.com'],
    ['kubernetes.io/azure-disk', 'disk.csi.azure.com'],
    ['kubernetes.io/azure-file', 'file.csi.azure.com'],
    ['kubernetes.io/cinder', 'cinder.csi.openstack.org'],
    ['kubernetes.io/vsphere-volume', 'csi.vsphere.vmware.com'],
    ['kubernetes.io/no-provisioner', 'kubernetes.io/no-provisioner'],
    ['nfs.csi.k8s.io', 'nfs.csi.k8s.io'],
  ])('the provisioner %s is %s', (provisioner, driver) => expect(csiDriverOf(provisioner)).toBe(driver));

  const gce = { gcePersistentDisk: { pdName: 'd' } };
  const old = 'failure-domain.beta.kubernetes.io/zone';
  test.each([
    ['a GCE disk', gce, {}, 'pd.csi.storage.gke.io projects/UNSPECIFIED/zones/UNSPECIFIED/disks/d'],
    ['a GCE disk of a zone', gce, { [ZONE_LABEL]: 'a' }, 'pd.csi.storage.gke.io projects/UNSPECIFIED/zones/a/disks/d'],
    ['a GCE disk, zoned as of old', gce, { [old]: 'b' }, 'pd.csi.storage.gke.io projects/UNSPECIFIED/zones/b/disks/d'],
    ['an EBS volume', { awsElasticBlockStore: { volumeID: 'vol-1' } }, {}, 'ebs.csi.aws.com vol-1'],
    ['an Azure disk', { azureDisk: { diskName: 'n', diskURI: '/uri' } }, {}, 'disk.csi.azure.com /uri'],
    ['a Cinder volume', { cinder: { volumeID: 'c-1' } }, {}, 'cinder.csi.openstack.org c-1'],
    ['a vSphere volume', { vsphereVolume: { volumePath: '[ds] v' } }, {}, 'csi.vsphere.vmware.com [ds] v'],
    ['NFS', { nfs: { server: 's', path: '/' } }, {}, undefined],
    ['iSCSI', { iscsi: { targetPortal: 'p', iqn: 'i', lun: 0 } }, {}, undefined],
  ])('%s', (_, source, labels, identity) => {
    const found = migrated(source, labels);
    expect(found && `${found.driver} ${found.handle}`).toBe(identity);
  });
});
