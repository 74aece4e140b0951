/** A rich object of each kind of storage that the API server takes, for tests that break them in every way. */
const meta = { name: 'x', namespace: 'default', labels: { a: 'b' }, annotations: { c: 'd' } };
const affinity = {
  required: {
    nodeSelectorTerms: [
      {
        matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }],
        matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n'] }],
      },
    ],
  },
};
const claimSpec = {
  accessModes: ['ReadWriteOnce'],
  selector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
  resources: { requests: { storage: '1Gi' }, limits: { storage: '2Gi' } },
  storageClassName: 'fast',
  volumeMode: 'Filesystem',
  dataSource: { kind: 'PersistentVolumeClaim', name: 'a' },
  dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a' },
};
const volumeOf = (source: object) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { ...meta, namespace: undefined },
  spec: {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteOnce', 'ReadOnlyMany'],
    claimRef: { namespace: 'default', name: 'c', uid: 'u' },
    persistentVolumeReclaimPolicy: 'Recycle',
    storageClassName: 'fast',
    mountOptions: ['ro'],
    nodeAffinity: affinity,
    ...source,
  },
});
const cluster = (kind: string, rest: object) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind,
  metadata: { name: 'x', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  ...rest,
});
const VOLUMES = [
  { name: 'a', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
  { name: 'b', hostPath: { path: '/b', type: 'Directory' } },
  { name: 'c', configMap: { name: 'c', items: [{ key: 'k', path: 'p', mode: 420 }], defaultMode: 420 } },
  { name: 'd', secret: { secretName: 's', items: [{ key: 'k', path: 'p' }], optional: true } },
  { name: 'e', downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }] } },
  {
    name: 'f',
    projected: {
      sources: [
        { configMap: { name: 'c', items: [{ key: 'k', path: 'p' }] } },
        { secret: { name: 's' } },
        { downwardAPI: { items: [{ path: 'm', resourceFieldRef: { containerName: 'c', resource: 'limits.cpu' } }] } },
        { serviceAccountToken: { path: 't', expirationSeconds: 3600 } },
      ],
    },
  },
  { name: 'g', persistentVolumeClaim: { claimName: 'c', readOnly: true } },
  { name: 'h', ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: 'b' } }, spec: claimSpec } } },
  { name: 'i', csi: { driver: 'd.example.com', nodePublishSecretRef: { name: 's' } } },
  { name: 'j', gitRepo: { repository: 'r', directory: 'd' } },
  { name: 'k', gcePersistentDisk: { pdName: 'd', partition: 1, readOnly: true } },
  { name: 'l', cephfs: { monitors: ['m'], path: '/a' } },
  { name: 'm', image: { reference: 'r:1' } },
];
const template = {
  metadata: { labels: { a: 'b' } },
  spec: {
    initContainers: [{ name: 'i', image: 'i', volumeMounts: [{ name: 'a', mountPath: '/a', subPath: 'b' }] }],
    containers: [
      {
        name: 'c',
        image: 'i',
        env: [{ name: 'E', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }],
        envFrom: [{ configMapRef: { name: 'c' } }],
        ports: [{ name: 'p', containerPort: 80 }],
        volumeMounts: [{ name: 'b', mountPath: '/b', readOnly: true, recursiveReadOnly: 'Enabled' }],
        volumeDevices: [{ name: 'g', devicePath: '/dev/g' }],
      },
    ],
    volumes: VOLUMES,
  },
};

export const STORAGE_OBJECTS: readonly object[] = [
  volumeOf({ gcePersistentDisk: { pdName: 'd', fsType: 'ext4', partition: 1, readOnly: true } }),
  volumeOf({ azureDisk: { diskName: 'd', diskURI: 'https://x', cachingMode: 'None', kind: 'Dedicated' } }),
  volumeOf({ azureFile: { secretName: 's', shareName: 's', secretNamespace: 'n' } }),
  volumeOf({ iscsi: { targetPortal: 'p', iqn: 'iqn.2001-04.com.example:x', lun: 0, secretRef: { name: 's' } } }),
  volumeOf({ fc: { targetWWNs: ['a'], lun: 1 } }),
  volumeOf({ cephfs: { monitors: ['m'], path: '/a', user: 'u' } }),
  volumeOf({ quobyte: { registry: 'a:1', volume: 'v' } }),
  volumeOf({ flexVolume: { driver: 'd', options: { a: 'b' } } }),
  volumeOf({ storageos: { volumeName: 'v', volumeNamespace: 'n', secretRef: { name: 's', namespace: 'n' } } }),
  volumeOf({ flocker: { datasetName: 'd' } }),
  volumeOf({ hostPath: { path: '/a', type: 'File' } }),
  volumeOf({ local: { path: '/a' } }),
  volumeOf({
    csi: {
      driver: 'd.example.com',
      volumeHandle: 'h',
      volumeAttributes: { a: 'b' },
      nodePublishSecretRef: { name: 's', namespace: 'n' },
    },
  }),
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: meta,
    spec: claimSpec,
    status: { phase: 'Bound', capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] },
  },
  cluster('StorageClass', {
    provisioner: 'kubernetes.io/gce-pd',
    parameters: { type: 'pd-ssd', zone: 'a,b', fstype: 'xfs' },
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
    mountOptions: ['ro'],
  }),
  cluster('StorageClass', {
    provisioner: 'd.example.com',
    allowedTopologies: [{ matchLabelExpressions: [{ key: 'a', values: ['b'] }] }],
  }),
  cluster('VolumeAttachment', {
    spec: { attacher: 'd', nodeName: 'n', source: { persistentVolumeName: 'pv' } },
    status: { attached: true, attachError: { message: 'm' } },
  }),
  cluster('CSIDriver', {
    spec: {
      attachRequired: true,
      fsGroupPolicy: 'File',
      volumeLifecycleModes: ['Persistent'],
      tokenRequests: [{ audience: 'a', expirationSeconds: 600 }],
    },
  }),
  cluster('CSINode', {
    spec: { drivers: [{ name: 'd', nodeID: 'n', topologyKeys: ['a'], allocatable: { count: 1 } }] },
  }),
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta, data: { a: 'b' }, binaryData: { c: 'MQ==' }, immutable: true },
  { apiVersion: 'v1', kind: 'Secret', metadata: meta, type: 'Opaque', data: { a: 'MQ==' }, stringData: { b: 'c' } },
  { apiVersion: 'v1', kind: 'Pod', metadata: meta, spec: template.spec },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta,
    spec: { replicas: 3, selector: { matchLabels: { a: 'b' } }, template },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: meta,
    spec: {
      replicas: 2,
      serviceName: 's',
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1, maxUnavailable: '50%' } },
      ordinals: { start: 1 },
      selector: { matchLabels: { a: 'b' } },
      template,
      volumeClaimTemplates: [{ metadata: { name: 't' }, spec: claimSpec }],
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
    },
  },
];
