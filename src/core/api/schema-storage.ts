import {
  bool,
  fields,
  int32,
  int64,
  labelSelector,
  list,
  mapOf,
  objectMeta,
  objectShape,
  quantity,
  text,
  textMap,
  type Shape,
} from './shape.js';

/** The JSON types of what storage is made of: the fields that defaulting, validation or the model read. */
const quantities = mapOf(quantity);
const keyToPath = fields({ key: text, path: text, mode: int32 });
const secretRef = fields({ name: text, namespace: text });
const downwardItem = fields({
  path: text,
  mode: int32,
  fieldRef: fields({ apiVersion: text, fieldPath: text }),
  resourceFieldRef: fields({ containerName: text, resource: text, divisor: quantity }),
});

/** The sources that a pod's volume and a PersistentVolume may both have. */
const SOURCES = {
  hostPath: fields({ path: text, type: text }),
  nfs: fields({ server: text, path: text, readOnly: bool }),
  iscsi: fields({
    targetPortal: text,
    iqn: text,
    lun: int32,
    iscsiInterface: text,
    fsType: text,
    readOnly: bool,
    initiatorName: text,
    chapAuthDiscovery: bool,
    chapAuthSession: bool,
    secretRef,
  }),
  fc: fields({ targetWWNs: list(text), lun: int32, wwids: list(text), fsType: text, readOnly: bool }),
  gcePersistentDisk: fields({ pdName: text, fsType: text, partition: int32, readOnly: bool }),
  awsElasticBlockStore: fields({ volumeID: text, fsType: text, partition: int32, readOnly: bool }),
  azureDisk: fields({ diskName: text, diskURI: text, cachingMode: text, kind: text, fsType: text, readOnly: bool }),
  azureFile: fields({ secretName: text, shareName: text, secretNamespace: text, readOnly: bool }),
  cephfs: fields({ monitors: list(text), path: text, user: text, secretFile: text, readOnly: bool }),
  glusterfs: fields({ endpoints: text, path: text, readOnly: bool, endpointsNamespace: text }),
  rbd: fields({ monitors: list(text), image: text, pool: text, user: text, keyring: text, readOnly: bool }),
  cinder: fields({ volumeID: text, fsType: text, readOnly: bool, secretRef }),
  vsphereVolume: fields({ volumePath: text, fsType: text }),
  portworxVolume: fields({ volumeID: text, fsType: text, readOnly: bool }),
  flexVolume: fields({ driver: text, fsType: text, readOnly: bool, options: textMap }),
  photonPersistentDisk: fields({ pdID: text, fsType: text }),
  quobyte: fields({ registry: text, volume: text, tenant: text, readOnly: bool }),
  scaleIO: fields({ gateway: text, system: text, volumeName: text, storageMode: text, fsType: text, readOnly: bool }),
  storageos: fields({ volumeName: text, volumeNamespace: text, fsType: text, readOnly: bool, secretRef }),
  flocker: fields({ datasetName: text, datasetUUID: text }),
};

const typedReference = fields({ apiGroup: text, kind: text, name: text, namespace: text });

const claimSpec = fields({
  accessModes: list(text),
  selector: labelSelector,
  resources: fields({ requests: quantities, limits: quantities }),
  volumeName: text,
  storageClassName: text,
  volumeMode: text,
  dataSource: typedReference,
  dataSourceRef: typedReference,
  volumeAttributesClassName: text,
});

export const claimTemplate: Shape = fields({ metadata: objectMeta, spec: claimSpec });

/** A volume of a pod. */
export const podVolume: Shape = fields({
  name: text,
  ...SOURCES,
  emptyDir: fields({ medium: text, sizeLimit: quantity }),
  configMap: fields({ name: text, items: list(keyToPath), optional: bool, defaultMode: int32 }),
  secret: fields({ secretName: text, items: list(keyToPath), optional: bool, defaultMode: int32 }),
  downwardAPI: fields({ items: list(downwardItem), defaultMode: int32 }),
  projected: fields({
    defaultMode: int32,
    sources: list(
      fields({
        configMap: fields({ name: text, items: list(keyToPath), optional: bool }),
        secret: fields({ name: text, items: list(keyToPath), optional: bool }),
        downwardAPI: fields({ items: list(downwardItem) }),
        serviceAccountToken: fields({ path: text, audience: text, expirationSeconds: int64 }),
      }),
    ),
  }),
  persistentVolumeClaim: fields({ claimName: text, readOnly: bool }),
  ephemeral: fields({ volumeClaimTemplate: claimTemplate }),
  csi: fields({
    driver: text,
    readOnly: bool,
    fsType: text,
    volumeAttributes: textMap,
    nodePublishSecretRef: secretRef,
  }),
  gitRepo: fields({ repository: text, revision: text, directory: text }),
  image: fields({ reference: text, pullPolicy: text }),
});

const requirement = fields({ key: text, operator: text, values: list(text) });
export const nodeSelector = fields({
  nodeSelectorTerms: list(fields({ matchExpressions: list(requirement), matchFields: list(requirement) })),
});

const volumeSpec = fields({
  ...SOURCES,
  capacity: quantities,
  accessModes: list(text),
  claimRef: fields({ apiVersion: text, kind: text, namespace: text, name: text, uid: text, resourceVersion: text }),
  persistentVolumeReclaimPolicy: text,
  storageClassName: text,
  volumeMode: text,
  mountOptions: list(text),
  volumeAttributesClassName: text,
  nodeAffinity: fields({ required: nodeSelector }),
  local: fields({ path: text, fsType: text }),
  csi: fields({
    driver: text,
    volumeHandle: text,
    readOnly: bool,
    fsType: text,
    volumeAttributes: textMap,
    controllerPublishSecretRef: secretRef,
    controllerExpandSecretRef: secretRef,
    nodePublishSecretRef: secretRef,
    nodeStageSecretRef: secretRef,
    nodeExpandSecretRef: secretRef,
  }),
});

const volumeError = fields({ time: text, message: text });

/** The kinds of storage by the key of `kindKey`, for the table of `schema.ts`. */
export const STORAGE_SCHEMAS = [
  [
    'v1 PersistentVolume',
    objectShape({ spec: volumeSpec, status: fields({ phase: text, reason: text, message: text }) }),
  ],
  [
    'v1 PersistentVolumeClaim',
    objectShape({
      spec: claimSpec,
      status: fields({
        phase: text,
        accessModes: list(text),
        capacity: quantities,
        conditions: list(fields({ type: text, status: text, reason: text, message: text })),
        allocatedResources: quantities,
        allocatedResourceStatuses: textMap,
      }),
    }),
  ],
  [
    'storage.k8s.io/v1 StorageClass',
    objectShape({
      provisioner: text,
      parameters: textMap,
      reclaimPolicy: text,
      mountOptions: list(text),
      allowVolumeExpansion: bool,
      volumeBindingMode: text,
      allowedTopologies: list(fields({ matchLabelExpressions: list(fields({ key: text, values: list(text) })) })),
    }),
  ],
  [
    'storage.k8s.io/v1 VolumeAttachment',
    objectShape({
      spec: fields({
        attacher: text,
        nodeName: text,
        source: fields({ persistentVolumeName: text, inlineVolumeSpec: volumeSpec }),
      }),
      status: fields({
        attached: bool,
        attachmentMetadata: textMap,
        attachError: volumeError,
        detachError: volumeError,
      }),
    }),
  ],
  [
    'storage.k8s.io/v1 CSIDriver',
    objectShape({
      spec: fields({
        attachRequired: bool,
        podInfoOnMount: bool,
        fsGroupPolicy: text,
        storageCapacity: bool,
        requiresRepublish: bool,
        seLinuxMount: bool,
        volumeLifecycleModes: list(text),
        tokenRequests: list(fields({ audience: text, expirationSeconds: int64 })),
      }),
    }),
  ],
  [
    'storage.k8s.io/v1 CSINode',
    objectShape({
      spec: fields({
        drivers: list(
          fields({ name: text, nodeID: text, topologyKeys: list(text), allocatable: fields({ count: int32 }) }),
        ),
      }),
    }),
  ],
  ['v1 ConfigMap', objectShape({ data: textMap, binaryData: textMap, immutable: bool })],
  ['v1 Secret', objectShape({ type: text, data: textMap, stringData: textMap, immutable: bool })],
] as const;
