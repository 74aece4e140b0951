import {
  keyOf,
  type Disk,
  type KubeObject,
  type ObjectKey,
  type PersistentVolume,
  type PersistentVolumeClaim,
} from '../../core/index.js';
import {
  aClaim,
  aClass,
  aDriver,
  aFile,
  anAttachment,
  aStoringPod,
  aVolume,
  claimed,
  diskMemory,
  GCE,
  mountMemory,
  stageMemory,
  threeNodes,
  type StoringPodParts,
} from './storage-objects.js';
import { aTale, type Tale, type TaleStep } from './tale.js';

const DATA: StoringPodParts['volumes'] = { data: ['/data/db', claimed('mongodb')] };
const reference = (claim: PersistentVolumeClaim) => ({
  claimRef: {
    kind: 'PersistentVolumeClaim',
    namespace: claim.metadata.namespace ?? 'default',
    name: claim.metadata.name,
    uid: claim.metadata.uid ?? '',
  },
});

function onlyIn(key: string, value: string): NonNullable<PersistentVolume['spec']['nodeAffinity']> {
  return { required: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: [value] }] }] } };
}

function gceDisk(name: string, zone: string, files: Disk['files'] = []): Disk {
  return { id: `gce-pd/${name}`, kind: 'network-disk', driver: GCE, place: { zone }, bytes: 10 * 2 ** 30, files };
}

/** A claim that waits beside a volume that does not fit, and nobody who uses them. */
export function waitingPair(): Tale {
  return aTale([
    { put: threeNodes() },
    { put: [aVolume('mongodb-pv', { capacity: { storage: '1Gi' } })] },
    { put: [aClaim('mongodb', { storageClassName: '' })] },
  ]);
}

/** The static workflow from a made volume to a written file: 14 steps, 11 of them stages. */
export function staticStory(extra: readonly TaleStep[] = []): Tale {
  const claim = aClaim('mongodb', { storageClassName: '' });
  const volume = aVolume('mongodb-pv');
  const bound = aClaim('mongodb', { storageClassName: '', volumeName: 'mongodb-pv' });
  const [c, v] = [keyOf(claim), keyOf(volume)];
  const attachment = anAttachment('mongodb-pv', 'worker-1', false);
  const pending = aStoringPod('mongodb-0', undefined, { volumes: DATA });
  const creating = aStoringPod('mongodb-0', 'worker-1', { volumes: DATA });
  const uid = { metadata: { ...creating.metadata, uid: 'uid-mongodb-0' } };
  const placed = { ...creating, ...uid };
  const running = { ...aStoringPod('mongodb-0', 'worker-1', { volumes: DATA, ip: '10.244.1.7' }), ...uid };
  const pod = keyOf(running);
  const disk = 'gce-pd/mongodb-pv';
  const file = aFile('users.txt', pod, 13000);
  const names = { claim: c, volume: v };
  const where = { ...names, node: 'worker-1', disk, pod };
  return aTale([
    { put: [...threeNodes(), aDriver()] },
    { put: [volume] },
    { put: [claim] },
    { put: [aVolume('mongodb-pv', reference(claim))], mark: { kind: 'bind', ...names } },
    { put: [aVolume('mongodb-pv', { ...reference(claim), phase: 'Bound' })], mark: { kind: 'bind', ...names } },
    { put: [bound], mark: { kind: 'bind', ...names } },
    {
      put: [aClaim('mongodb', { storageClassName: '', volumeName: 'mongodb-pv', phase: 'Bound' })],
      mark: { kind: 'bind', ...names },
    },
    { put: [{ ...pending, ...uid }] },
    { put: [placed] },
    {
      put: [attachment],
      mark: { kind: 'attach', ...where, attachment: keyOf(attachment) },
      remember: diskMemory(gceDisk('mongodb-pv', 'zone-a')),
    },
    {
      put: [anAttachment('mongodb-pv', 'worker-1', true)],
      mark: { kind: 'attach', ...where, attachment: keyOf(attachment) },
    },
    { mark: { kind: 'stage', ...where }, remember: stageMemory('worker-1', disk) },
    { put: [running], mark: { kind: 'publish', ...where }, remember: mountMemory(running, 'data', disk) },
    {
      mark: { kind: 'write', ...where },
      remember: diskMemory(gceDisk('mongodb-pv', 'zone-a', [{ ...file, t: 14000 }])),
    },
    ...extra,
  ]);
}

/** The claim is gone: the volume is Released and holds on to it. */
export function releasedStory(): Tale {
  const claim = aClaim('mongodb');
  const running = aStoringPod('mongodb-0', 'worker-1', { volumes: DATA, ip: '10.244.1.7' });
  const where = {
    volume: 'PersistentVolume//mongodb-pv' as ObjectKey,
    claim: keyOf(claim),
    node: 'worker-1',
    disk: 'gce-pd/mongodb-pv',
  };
  const uid = { ...running, metadata: { ...running.metadata, uid: 'uid-mongodb-0' } };
  return staticStory([
    {
      drop: [keyOf(running)],
      mark: { kind: 'unpublish', ...where, pod: keyOf(running) },
      remember: { [`mount/worker-1/${uid.metadata.uid}/data`]: undefined },
    },
    { mark: { kind: 'unstage', ...where }, remember: { 'stage/worker-1/gce-pd/mongodb-pv': undefined } },
    { drop: [keyOf(anAttachment('mongodb-pv', 'worker-1', true))], mark: { kind: 'detach', ...where } },
    { drop: [keyOf(claim)] },
    {
      put: [aVolume('mongodb-pv', { ...reference(claim), phase: 'Released' })],
      mark: { kind: 'reclaim', ...where },
    },
  ]);
}

/** A class that waits for the first pod: the claim waits, then the pod waits with it until the volume is made. */
export function firstConsumer(): Tale {
  const storage = aClass('standard', { volumeBindingMode: 'WaitForFirstConsumer' });
  const claim = aClaim('mongodb', { storageClassName: 'standard' });
  const waiting = aStoringPod('mongodb-0', undefined, { volumes: DATA });
  const metadata = { ...waiting.metadata, uid: 'uid-mongodb-0' };
  const placed = { ...aStoringPod('mongodb-0', 'worker-2', { volumes: DATA }), metadata };
  const made = aVolume('pvc-7d1f0a6e', {
    ...reference(claim),
    by: GCE,
    phase: 'Bound',
    storageClassName: 'standard',
    persistentVolumeReclaimPolicy: 'Delete',
    csi: { driver: GCE, volumeHandle: 'projects/p/zones/zone-b/disks/pvc-7d1f0a6e' },
    nodeAffinity: onlyIn('topology.gke.io/zone', 'zone-b'),
  });
  const names = { claim: keyOf(claim), class: keyOf(storage) };
  return aTale([
    { put: [...threeNodes(), storage, aDriver()] },
    { put: [claim] },
    { put: [{ ...waiting, metadata }] },
    { put: [claim], mark: { kind: 'provision', ...names, failed: true } },
    {
      put: [made],
      mark: { kind: 'provision', ...names, volume: keyOf(made), disk: 'gce-pd/pvc-7d1f0a6e' },
      remember: diskMemory(gceDisk('pvc-7d1f0a6e', 'zone-b')),
    },
    {
      put: [aClaim('mongodb', { storageClassName: 'standard', volumeName: 'pvc-7d1f0a6e', phase: 'Bound' })],
      mark: { kind: 'bind', claim: keyOf(claim), volume: keyOf(made) },
    },
    { put: [placed] },
  ]);
}

/** A Deployment rolls over to another node while the old pod still holds the disk. */
export function multiAttach(): Tale {
  const claim = aClaim('mongodb', { volumeName: 'mongodb-pv', phase: 'Bound' });
  const volume = aVolume('mongodb-pv', { ...reference(claim), phase: 'Bound' });
  const owner = { kind: 'ReplicaSet', name: 'mongodb-5c9f7d8b6' };
  const old = aStoringPod('mongodb-5c9f7d8b6-4xkzp', 'worker-1', { volumes: DATA, ip: '10.244.1.7', owner });
  const young = aStoringPod('mongodb-5c9f7d8b6-r8w2m', 'worker-2', { volumes: DATA, owner });
  const disk = 'gce-pd/mongodb-pv';
  const attached = anAttachment('mongodb-pv', 'worker-1', true);
  const where = { claim: keyOf(claim), volume: keyOf(volume), disk };
  return aTale([
    { put: [...threeNodes(), aDriver(), claim, volume] },
    {
      put: [attached, old],
      mark: { kind: 'attach', ...where, node: 'worker-1', pod: keyOf(old), attachment: keyOf(attached) },
      remember: diskMemory(gceDisk('mongodb-pv', 'zone-a')),
    },
    { mark: { kind: 'stage', ...where, node: 'worker-1' }, remember: stageMemory('worker-1', disk) },
    {
      mark: { kind: 'publish', ...where, node: 'worker-1', pod: keyOf(old) },
      remember: mountMemory(old, 'data', disk),
    },
    { put: [young] },
    { mark: { kind: 'attach', ...where, node: 'worker-2', pod: keyOf(young), failed: true } },
  ]);
}

/** Three pods of a StatefulSet, each with a claim and a disk of its own. */
export function statefulSet(replicas = 3): Tale {
  const steps: TaleStep[] = [{ put: [...threeNodes(), aClass('standard'), aDriver()] }];
  for (let index = 0; index < replicas; index += 1) {
    const name = `data-web-${index}`;
    const node = index % 2 === 0 ? 'worker-1' : 'worker-2';
    const zone = index % 2 === 0 ? 'zone-a' : 'zone-b';
    const owner = { kind: 'StatefulSet', name: 'web' };
    const pv = `pvc-${String(index * 7919 + 10_000_000)}`;
    const claim = aClaim(name, { volumeName: pv, phase: 'Bound', storageClassName: 'standard' });
    const volume = aVolume(pv, {
      ...reference(claim),
      phase: 'Bound',
      by: GCE,
      storageClassName: 'standard',
      persistentVolumeReclaimPolicy: 'Delete',
      csi: { driver: GCE, volumeHandle: `projects/p/zones/${zone}/disks/${pv}` },
      nodeAffinity: onlyIn('topology.gke.io/zone', zone),
    });
    const pod = aStoringPod(`web-${index}`, node, {
      volumes: { data: ['/var/lib/data', claimed(name)] },
      ip: `10.244.1.${index + 5}`,
      owner,
      age: index,
    });
    const disk = `gce-pd/${pv}`;
    const attachment = anAttachment(pv, node, true);
    const where = { claim: keyOf(claim), volume: keyOf(volume), disk, node, pod: keyOf(pod) };
    steps.push(
      {
        put: [claim, volume],
        mark: { kind: 'provision', claim: keyOf(claim), volume: keyOf(volume), disk },
        remember: diskMemory(gceDisk(pv, zone)),
      },
      { put: [pod, attachment], mark: { kind: 'attach', ...where, attachment: keyOf(attachment) } },
      { mark: { kind: 'stage', ...where }, remember: stageMemory(node, disk) },
      { mark: { kind: 'publish', ...where }, remember: mountMemory(pod, 'data', disk) },
    );
  }
  return aTale(steps);
}

/** What stands on a node itself: a directory, memory, a ConfigMap, a directory of the host, a local disk; and a share of a server. */
export function localKinds(): Tale {
  const claim = aClaim('fast', { volumeName: 'local-pv', phase: 'Bound', storageClassName: 'local' });
  const volume = aVolume('local-pv', {
    ...reference(claim),
    phase: 'Bound',
    storageClassName: 'local',
    local: { path: '/mnt/disks/ssd1' },
    nodeAffinity: onlyIn('kubernetes.io/hostname', 'worker-1'),
  });
  const pod = aStoringPod('app', 'worker-1', {
    ip: '10.244.1.9',
    volumes: {
      cache: ['/cache', { emptyDir: {} }],
      scratch: ['/scratch', { emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } }],
      logs: ['/var/log', { hostPath: { path: '/var/log/app' } }],
      settings: ['/etc/app', { configMap: { name: 'settings' } }],
      data: ['/data', claimed('fast')],
      shared: ['/shared', { nfs: { server: 'nfs.example', path: '/exports/www' } }],
    },
  });
  const own = (plugin: string, name: string) =>
    `worker-1:/var/lib/kubelet/pods/${pod.metadata.uid ?? ''}/volumes/kubernetes.io~${plugin}/${name}`;
  const node = { node: 'worker-1' };
  const key = keyOf(pod);
  const disks: Disk[] = [
    { id: own('empty-dir', 'cache'), kind: 'empty-dir', place: node, files: [aFile('page.html', key, 2500)] },
    { id: own('empty-dir', 'scratch'), kind: 'tmpfs', place: node, bytes: 64 * 2 ** 20, files: [] },
    { id: 'worker-1:/var/log/app', kind: 'host-path', place: node, files: [aFile('app.log', key, 2500)] },
    {
      id: own('configmap', 'settings'),
      kind: 'api',
      driver: 'kubernetes.io/configmap',
      place: node,
      files: ['app.conf', 'log.conf', 'users.conf', 'db.conf'].map((name) =>
        aFile(name, 'ConfigMap/default/settings', 1),
      ),
    },
    { id: 'worker-1:/mnt/disks/ssd1', kind: 'local', place: node, bytes: 10 * 2 ** 30, files: [] },
    {
      id: 'nfs/nfs.example:/exports/www',
      kind: 'network-share',
      driver: 'kubernetes.io/nfs',
      place: { server: 'nfs.example' },
      files: [aFile('index.html', key, 2500)],
    },
  ];
  const remember = Object.assign({}, ...disks.map(diskMemory)) as Record<string, unknown>;
  const names = ['cache', 'scratch', 'logs', 'settings', 'data', 'shared'];
  const mounts = Object.assign(
    {},
    ...names.map((name, index) => mountMemory(pod, name, disks[index]?.id ?? '')),
  ) as Record<string, unknown>;
  const cache = disks[0] as Disk;
  return aTale([
    { put: [...threeNodes(), aClass('local', { provisioner: 'kubernetes.io/no-provisioner' }), claim, volume] },
    { put: [pod], remember: { ...remember, ...mounts } },
    ...[cache.id, 'worker-1:/var/log/app', 'nfs/nfs.example:/exports/www'].map((disk) => ({
      mark: { kind: 'write' as const, pod: key, disk },
    })),
    {
      drop: [key],
      mark: { kind: 'lose', pod: key, disk: cache.id, lost: cache.files },
      remember: { [`disk/${cache.id}`]: undefined },
    },
  ]);
}

/** More claims and volumes than can be read one by one. */
export function crowdOfClaims(claims = 40, volumes = 60): Tale {
  const put: KubeObject[] = [...threeNodes()];
  for (let index = 0; index < volumes; index += 1) {
    const claim = index < claims ? aClaim(`claim-${index}`) : null;
    const bound = claim !== null && index % 2 === 0 ? { ...reference(claim), phase: 'Bound' as const } : {};
    put.push(aVolume(`volume-${index}`, bound));
    if (claim !== null) {
      put.push(index % 2 === 0 ? aClaim(`claim-${index}`, { volumeName: `volume-${index}`, phase: 'Bound' }) : claim);
    }
  }
  return aTale([{ put }]);
}
