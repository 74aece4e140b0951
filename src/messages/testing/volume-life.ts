import { createCluster, objectKey, type Action, type KubeObject, type Message } from '../../core/index.js';

const key = (kind: string, name: string) => objectKey(kind, 'default', name);
const volumeKey = (name: string) => objectKey('PersistentVolume', undefined, name);
const metadata = (name: string, rest: object = {}) => ({ name, namespace: 'default', ...rest });
const storage = (size: string) => ({ resources: { requests: { storage: size } } });

const volume = (name: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec: {
    accessModes: ['ReadWriteOnce'],
    capacity: { storage: '1Gi' },
    nfs: { server: 'nfs.example.com', path: `/${name}` },
  },
});
const volumes = ['v1', 'v2', 'v3', 'v4', 'v5', 'v6'].map(volume);
const classOf = (name: string, provisioner: string) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name },
  provisioner,
  allowVolumeExpansion: true,
  volumeBindingMode: 'WaitForFirstConsumer',
});
const local = {
  ...volume('local-1'),
  spec: {
    ...volume('local-1').spec,
    nfs: undefined,
    storageClassName: 'local',
    local: { path: '/mnt' },
    nodeAffinity: {
      required: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['worker-1'] }] },
        ],
      },
    },
  },
};
const claim = (name: string, storageClassName: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: metadata(name),
  spec: { accessModes: ['ReadWriteOnce'], storageClassName, ...storage('1Gi') },
});
const pod = (name: string, ...sources: readonly object[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: metadata(name),
  spec: {
    containers: [{ name: 'app', image: 'one:1' }],
    volumes: sources.map((source, i) => ({ name: `v${i}`, ...source })),
  },
});
const ofClaim = (claimName: string) => ({ persistentVolumeClaim: { claimName } });
const ephemeral = {
  ephemeral: {
    volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], storageClassName: '', ...storage('1Gi') } },
  },
};

/** A StatefulSet whose container has a scratch space that is soon too small. */
const set = (image: string, whenDeleted: string, whenScaled: string, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: metadata('db'),
  spec: {
    serviceName: 'db',
    replicas: 2,
    revisionHistoryLimit: 1,
    selector: { matchLabels: { app: 'db' } },
    template: {
      metadata: { labels: { app: 'db' } },
      spec: {
        containers: [{ name: 'app', image, volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }] }],
        volumes: [{ name: 'scratch', emptyDir: { sizeLimit: '1Ki' } }],
      },
    },
    volumeClaimTemplates: [
      { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: '', ...storage('1Gi') } },
    ],
    persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled },
    ...spec,
  },
});

/** What a life full of volumes puts into the journal: sets that grow, change, shrink and are orphaned, claims of every kind, a node that dies. */
export function volumeLife(): readonly Message[] {
  const cluster = createCluster();
  const said: Message[] = [];
  let from = 0;
  const settle = () => {
    cluster.settle();
    said.push(...cluster.journal.slice(from).map(({ why }) => why));
    from = cluster.journal.length;
  };
  const apply = (...objects: readonly object[]) => {
    const { refusals } = cluster.apply(objects as unknown as readonly KubeObject[]);
    if (refusals.length > 0) throw new Error(refusals.map((one) => one.message).join('\n'));
    settle();
  };
  const act = (action: Action) => {
    const { refusals } = cluster.act(action);
    if (refusals.length > 0) throw new Error(refusals.map((one) => one.message).join('\n'));
    settle();
  };
  const statefulSet = key('StatefulSet', 'db');
  // A set that changes its template forth and back, and its policy.
  apply(...volumes, set('one:1', 'Retain', 'Retain'));
  for (const image of ['two:1', 'one:1', 'three:1']) apply(...volumes, set(image, 'Delete', 'Delete'));
  apply(...volumes, set('three:1', 'Retain', 'Delete'));
  for (const replicas of [1, 2]) act({ type: 'scale', workload: statefulSet, replicas });
  // Its pods lose a label, or all of them; one ends because it wrote too much.
  const labelled = (name: string, labels: object) => ({
    ...cluster.get(key('Pod', name)),
    metadata: metadata(name, { labels }),
  });
  const changed = set('three:1', 'Retain', 'Delete', { replicas: 2 });
  apply(...volumes, changed);
  apply(...volumes, changed, labelled('db-0', { app: 'db', 'statefulset.kubernetes.io/pod-name': 'other' }));
  act({
    type: 'write-file',
    pod: key('Pod', 'db-1'),
    container: 'app',
    path: '/scratch/much.txt',
    text: 'much'.repeat(1024),
  });
  apply(...volumes, changed);
  // Left to themselves, the pods are taken over by a set of the same name.
  act({ type: 'delete-object', object: statefulSet, orphan: true });
  const parallel = set('three:1', 'Retain', 'Delete', { podManagementPolicy: 'Parallel' });
  apply(...volumes, parallel);
  apply(...volumes, parallel, labelled('db-1', { app: 'free' }));
  // A claim that somebody else holds while its pod is made again.
  apply(...volumes, parallel, pod('guest', ofClaim('data-db-0')));
  act({ type: 'delete-claim', claim: key('PersistentVolumeClaim', 'data-db-0') });
  act({ type: 'delete-pod', pod: key('Pod', 'db-0') });
  act({ type: 'delete-object', object: statefulSet });
  // The scheduler chooses by local volumes, asks a driver that is not there, and gives up.
  const pods = [pod('near', ofClaim('near')), pod('slow', ofClaim('slow')), pod('own', ephemeral)];
  const claims = [claim('near', 'local'), claim('slow', 'slow'), claim('taken-v0', '')];
  const classes = [classOf('local', 'kubernetes.io/no-provisioner'), classOf('slow', 'csi.example.com')];
  const driver = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSIDriver',
    metadata: { name: 'csi.example.com' },
    spec: {},
  };
  const all = [...volumes, local, ...classes, ...claims, ...pods, pod('taken', ephemeral)];
  apply(...volumes, pod('asking', ofClaim('nowhere')));
  apply(...volumes, ...classes, claim('near', 'local'), pod('near', ofClaim('near')));
  apply(...all);
  const far = pod('far', ofClaim('near'));
  apply(...all, { ...far, spec: { ...far.spec, nodeSelector: { 'kubernetes.io/hostname': 'worker-2' } } });
  apply(...all, driver);
  act({ type: 'expand-claim', claim: key('PersistentVolumeClaim', 'slow'), storage: '2Gi' });
  const [attachment] = cluster.list('VolumeAttachment');
  if (attachment)
    act({ type: 'detach', attachment: objectKey('VolumeAttachment', undefined, attachment.metadata.name) });
  act({ type: 'delete-pod', pod: key('Pod', 'near') });
  act({ type: 'delete-claim', claim: key('PersistentVolumeClaim', 'near') });
  act({ type: 'clear-claim-ref', volume: volumeKey('local-1') });
  act({ type: 'delete-volume', volume: volumeKey('local-1') });
  // A machine that dies with a pod on it.
  apply(set('one:1', 'Delete', 'Retain', { replicas: 1, volumeClaimTemplates: [] }));
  const { nodeName = '' } =
    (cluster.get(key('Pod', 'db-0')) as { spec?: { nodeName?: string } } | undefined)?.spec ?? {};
  act({ type: 'fail-node', node: nodeName });
  act({ type: 'out-of-service', node: nodeName, on: true });
  act({ type: 'heal-node', node: nodeName });
  act({ type: 'out-of-service', node: nodeName, on: false });
  return said;
}
