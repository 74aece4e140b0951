import { describe, expect, it } from 'vitest';
import { inTreeVolume } from '../../api/in-tree-volumes.js';
import { applyEdits } from '../text-edits.js';
import { codes, find, fixed, marked, read, said } from '../testing/read.js';

const volume = (source: string) => `apiVersion: v1
kind: PersistentVolume
metadata:
  name: mongodb-pv
spec:
  capacity:
    storage: 1Gi
  accessModes:
    - ReadWriteOnce
${source}`;
const GCE = volume('  gcePersistentDisk:\n    pdName: mongodb\n    fsType: ext4\n');
const pod = (source: string) => `apiVersion: v1
kind: Pod
metadata:
  name: test-pd
spec:
  containers:
  - image: nginx
    name: test-container
    volumeMounts:
    - mountPath: /test-pd
      name: test-volume
  volumes:
  - name: test-volume
${source}`;

describe('the lecture’s claim, whose fields stand outside spec', () => {
  const BROKEN = `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: mongodb-pvc
spec:
  storageClassName: ""
resources:
  requests:
    storage: 100Mi
accessModes:
  - ReadWriteOnce
`;
  const MENDED = `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: mongodb-pvc
spec:
  storageClassName: ""
  resources:
    requests:
      storage: 100Mi
  accessModes:
    - ReadWriteOnce
`;

  it('is told where they stand, and not that they are missing', () => {
    expect(said(read(BROKEN))).toEqual([
      'error unknown-field 7: unknown field "resources"',
      'error unknown-field 10: unknown field "accessModes"',
    ]);
    expect(marked(BROKEN, find(read(BROKEN), 'unknown-field'))).toBe('resources');
  });

  it('is whole after one click, or after two single ones', () => {
    expect(find(read(BROKEN), 'unknown-field').fixes.map(({ title }) => title.code)).toEqual([
      'fix.moveAllInto',
      'fix.moveInto',
      'fix.removeKey',
    ]);
    expect(fixed(BROKEN, 'unknown-field')).toBe(MENDED);
    expect(fixed(fixed(BROKEN, 'unknown-field', 1), 'unknown-field')).toBe(MENDED);
    expect(said(read(MENDED))).toEqual([]);
  });

  it('without the last line break, and with other lines between', () => {
    const text = `${BROKEN.replace('accessModes', 'status: {}\naccessModes').trimEnd()}`;
    expect(said(read(fixed(text, 'unknown-field')))).toEqual([]);
  });
});

describe('a PersistentVolume of an in-tree plugin', () => {
  it.each([
    [
      'gcePersistentDisk',
      '{pdName: d}',
      'deprecated: 1.17, redirected: 1.23',
      'pd.csi.storage.gke.io',
      'projects/UNSPECIFIED/zones/UNSPECIFIED/disks/d',
    ],
    [
      'awsElasticBlockStore',
      '{volumeID: "aws://eu-west-1a/vol-1"}',
      'deprecated: 1.17, redirected: 1.23',
      'ebs.csi.aws.com',
      'vol-1',
    ],
    [
      'azureDisk',
      '{diskName: d, diskURI: https://x/d.vhd}',
      'deprecated: 1.19, redirected: 1.23',
      'disk.csi.azure.com',
      'https://x/d.vhd',
    ],
    [
      'azureFile',
      '{secretName: azure-storage-account-acc-secret, shareName: s}',
      'deprecated: 1.21, redirected: 1.24',
      'file.csi.azure.com',
      '#acc#s#mongodb-pv#default',
    ],
    ['cinder', '{volumeID: v}', 'deprecated: 1.18, redirected: 1.21', 'cinder.csi.openstack.org', 'v'],
    [
      'vsphereVolume',
      '{volumePath: "[ds] d"}',
      'deprecated: 1.19, redirected: 1.25',
      'csi.vsphere.vmware.com',
      '[ds] d',
    ],
    ['portworxVolume', '{volumeID: v}', 'deprecated: 1.25, redirected: 1.31', 'pxd.portworx.com', 'v'],
  ])('%s is redirected, and the fix names the driver', (source, value, since, driver, handle) => {
    const text = volume(`  ${source}: ${value}\n`);
    expect(said(read(text))).toEqual([
      `info volume-source-migrated 10: lint.volumeRedirected {field: spec.${source}, ${since}, source: ${source}, driver: ${driver}}`,
    ]);
    const mended = read(fixed(text, 'volume-source-migrated'));
    expect(mended.documents[0]?.object).toMatchObject({ spec: { csi: { driver, volumeHandle: handle } } });
    expect(mended.diagnostics.filter(({ code }) => code !== 'driver-missing')).toEqual([]);
  });

  it.each([
    ['cephfs', 'cephfs', '{monitors: [m]}', '1.28', '1.31', 'cephfs.csi.ceph.com'],
    ['rbd', 'rbd', '{monitors: [m], image: i}', '1.28', '1.31', 'rbd.csi.ceph.com'],
    ['glusterfs', 'glusterfs', '{endpoints: e, path: p}', '1.25', '1.26', 'org.gluster.glusterfs'],
    ['quobyte', 'quobyte', '{registry: "a:1", volume: v}', '1.22', '1.25', 'csi.quobyte.com'],
    ['storageos', 'storageOS', '{volumeName: v}', '1.22', '1.25', 'csi.storageos.com'],
    ['scaleIO', 'scaleIO', '{gateway: g, system: s, volumeName: v}', '1.16', '1.22', 'csi-vxflexos.dellemc.com'],
    ['flocker', 'flocker', '{datasetName: d}', '1.22', '1.25', undefined],
    ['photonPersistentDisk', 'photonPersistentDisk', '{pdID: d}', '1.11', '1.16', undefined],
  ])('%s is gone, in the API server’s words', (source, spelled, value, deprecated, removed, driver) => {
    const text = volume(`  ${source}: ${value}\n`);
    expect(said(read(text))).toEqual([
      `warning volume-source-removed 10: spec.${spelled}: deprecated in v${deprecated}, non-functional in v${removed}+`,
    ]);
    expect(inTreeVolume(source)?.driver).toBe(driver);
    const { fixes } = find(read(text), 'volume-source-removed');
    expect(fixes.map(({ title }) => title.params['driver'])).toEqual(driver === undefined ? [] : [driver]);
  });

  it('keeps its lines and its style', () => {
    expect(fixed(GCE, 'volume-source-migrated')).toBe(
      volume(
        '  csi:\n    driver: pd.csi.storage.gke.io\n    volumeHandle: projects/UNSPECIFIED/zones/UNSPECIFIED/disks/mongodb\n    fsType: ext4\n',
      ),
    );
    const flow =
      'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: a, labels: {topology.kubernetes.io/zone: z}}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], gcePersistentDisk: {pdName: d, readOnly: true}}\n';
    expect(fixed(flow, 'volume-source-migrated')).toBe(
      flow.replace(
        'gcePersistentDisk: {pdName: d, readOnly: true}',
        'csi: {driver: pd.csi.storage.gke.io, volumeHandle: projects/UNSPECIFIED/zones/z/disks/d, readOnly: true}',
      ),
    );
  });

  it.each([
    ['nfs', '{server: s, path: /}'],
    ['iscsi', '{targetPortal: p, iqn: "iqn.2001-04.com.example:x", lun: 0}'],
    ['hostPath', '{path: /x}'],
  ])('%s is alive', (source, value) => {
    expect(codes(read(volume(`  ${source}: ${value}\n`)))).toEqual([]);
  });

  it('is not recycled any more', () => {
    const text = volume('  nfs: {server: s, path: /}\n  persistentVolumeReclaimPolicy: Recycle\n');
    expect(said(read(text))).toEqual([
      'warning recycle-deprecated 11: spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
    ]);
    expect(fixed(text, 'recycle-deprecated')).toBe(text.replace('Recycle', 'Retain'));
  });
});

describe('a volume of a pod', () => {
  it('that is a cloud’s disk becomes a PersistentVolume and a claim', () => {
    const text = pod('    gcePersistentDisk:\n      pdName: my-data-disk\n      fsType: ext4\n');
    expect(codes(read(text))).toEqual(['volume-source-migrated']);
    const mended = read(fixed(text, 'volume-source-migrated'));
    expect(mended.documents.map(({ object }) => `${object.kind} ${object.metadata.name}`)).toEqual([
      'PersistentVolume test-pd-test-volume',
      'PersistentVolumeClaim test-pd-test-volume',
      'Pod test-pd',
    ]);
    expect(said(mended)).toEqual([]);
  });

  it('that is a share is used by many', () => {
    const mended = read(fixed(pod('    cephfs: {monitors: [m], path: /a}\n'), 'volume-source-removed'));
    expect(mended.documents[0]?.object).toMatchObject({
      spec: { accessModes: ['ReadWriteMany'], csi: { driver: 'cephfs.csi.ceph.com', volumeHandle: '/a' } },
    });
  });

  it('in a template is found too', () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: d, namespace: kube-system}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec:
      containers: [{name: c, image: i}]
      volumes: [{name: v, awsElasticBlockStore: {volumeID: vol-1}}]
`;
    expect(said(read(text))[0]).toContain(
      'info volume-source-migrated 10: lint.volumeRedirected {field: spec.template.spec.volumes[0].awsElasticBlockStore, deprecated: 1.17, redirected: 1.23, source: awsElasticBlockStore, driver: ebs.csi.aws.com}',
    );
    expect(said(read(fixed(text, 'volume-source-migrated')))).toEqual([]);
  });

  it('that is a git repository is cloned by an init container', () => {
    const text = pod('    gitRepo: {repository: https://example.com/a.git}\n');
    expect(said(read(text))).toEqual([
      'warning volume-source-removed 14: spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+',
    ]);
    const mended = read(fixed(text, 'volume-source-removed'));
    expect([said(mended), mended.documents[0]?.object]).toMatchObject([
      [],
      { spec: { initContainers: [{ args: ['clone', '--', 'https://example.com/a.git', '/repo'] }] } },
    ]);
  });

  it('on the node is only worth knowing', () => {
    expect(said(read(pod('    hostPath: {path: /var/lib/docker}\n')))).toEqual([
      'info host-path-on-node 14: lint.hostPath {field: spec.volumes[0].hostPath}',
    ]);
  });
});

describe('a StorageClass', () => {
  const FAST = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: kubernetes.io/gce-pd
parameters:
  type: pd-ssd
  zone: europe-west1-c
`;
  const topologies = (key: string) =>
    `allowedTopologies:\n  - matchLabelExpressions:\n      - key: ${key}\n        values:\n          - europe-west1-c\n`;
  const DRIVER = FAST.replace('kubernetes.io/gce-pd', 'pd.csi.storage.gke.io').replace('  zone: europe-west1-c\n', '');

  it('of the lecture is redirected, and its zone has moved', () => {
    expect(said(read(FAST))).toEqual([
      'info provisioner-migrated 5: lint.provisionerRedirected {provisioner: kubernetes.io/gce-pd, deprecated: 1.17, redirected: 1.23, driver: pd.csi.storage.gke.io}',
      'info class-zone-parameter 8: lint.zoneReplaced {field: parameters.zone}',
    ]);
  });

  it('is of today after one click, or after two in the other order', () => {
    const today = DRIVER + topologies('topology.gke.io/zone');
    expect(fixed(FAST, 'provisioner-migrated')).toBe(today);
    expect(fixed(fixed(FAST, 'class-zone-parameter'), 'provisioner-migrated')).toBe(today);
    expect(said(read(today))).toEqual([]);
  });

  it('of a driver must not have a zone', () => {
    const text = FAST.replace('kubernetes.io/gce-pd', 'pd.csi.storage.gke.io');
    expect(find(read(text), 'class-zone-parameter').severity).toBe('warning');
    expect(fixed(text, 'class-zone-parameter')).toBe(DRIVER + topologies('topology.gke.io/zone'));
  });

  it('with a zone alone loses its parameters, and passes the file system on', () => {
    expect(fixed(FAST.replace('  type: pd-ssd\n', ''), 'provisioner-migrated')).not.toContain('parameters');
    expect(fixed(FAST.replace('type: pd-ssd', 'fstype: xfs'), 'provisioner-migrated')).toContain(
      '  csi.storage.k8s.io/fstype: xfs\n',
    );
  });

  it('whose plugin is gone says so', () => {
    const text = FAST.replace('gce-pd', 'glusterfs').replace('  zone: europe-west1-c\n', '');
    expect(said(read(text))).toEqual([
      'warning provisioner-removed 5: lint.provisionerRemoved {provisioner: kubernetes.io/glusterfs, deprecated: 1.25, removed: 1.26}',
    ]);
  });
});

it('every fix leaves manifests that the API server takes', () => {
  const text = [
    GCE,
    pod('    rbd: {monitors: [m], image: i}\n'),
    pod('    gitRepo: {repository: r}\n').replace('name: test-pd', 'name: other'),
  ].join('---\n');
  const { diagnostics } = read(text);
  const fixes = diagnostics.flatMap((diagnostic) => diagnostic.fixes);
  expect(fixes.length).toBe(3);
  for (const { edits } of fixes) expect(read(applyEdits(text, edits)).valid).toBe(true);
});
