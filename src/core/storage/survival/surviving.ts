import { keyOf } from '../../api/key.js';
import type { Message } from '../../api/message.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolumeClaim } from '../../api/storage.js';
import type { Cluster } from '../../cluster/cluster.js';
import { readFile } from '../../cluster/pod-files.js';
import { DEFAULT_SETTINGS } from '../../cluster/settings.js';
import type { Action, ClusterSettings, VolumeFile } from '../../cluster/types.js';
import { storageWorld } from '../disks/world.js';
import { volumeWhy } from '../mounts/why.js';
import type { Disk, Survival, SurvivalEvent, SurvivalKind } from '../types.js';
import { APP, CONTAINER, FILE, manifestsOf, TEXT } from './manifests.js';

export const SURVIVAL_KINDS: readonly SurvivalKind[] = [
  'emptyDir',
  'emptyDirMemory',
  'hostPath',
  'configMap',
  'ephemeral',
  'local',
  'nfs',
  'gcePersistentDisk',
  'networkDiskRetain',
  'networkDiskDelete',
  'statefulSet',
];

export const SURVIVAL_EVENTS: readonly SurvivalEvent[] = [
  'killContainer',
  'deletePod',
  'reschedule',
  'deleteClaim',
  'failNode',
  'failNodeOutOfService',
];

/** Makes a cluster with everything in it. */
export type MakeCluster = (settings: ClusterSettings) => Cluster;

/** Two workers in one zone: a disk of the zone can follow its pod. */
const SETTINGS: ClusterSettings = {
  ...DEFAULT_SETTINGS,
  nodes: DEFAULT_SETTINGS.nodes.map((node) => ({ ...node, zone: 'zone-a' })),
};

/**
 * Whether a file outlives an event: an experiment. A small cluster is made, a container writes the file, the event is done to it with
 * actions, everything comes to rest, and the workload's containers are asked for the file again. Nothing of the answer is written down
 * anywhere.
 */
function surviving(makeCluster: MakeCluster, kind: SurvivalKind, event: SurvivalEvent): Survival {
  const cluster = makeCluster(SETTINGS);
  cluster.apply(manifestsOf(kind, 'worker-1'));
  cluster.settle();
  const file = write(cluster);
  const disk = file && holderOf(cluster, file);
  if (!file || !disk || !done(cluster, event))
    return of(kind, event, 'impossible', volumeWhy('storage.survival.impossible', {}));
  for (const pod of podsOf(cluster)) {
    const found = readFile(cluster, pod, CONTAINER, FILE);
    if (found?.id === file.id) return of(kind, event, 'survives', volumeWhy('storage.survival.read', {}));
    // What the kubelet made anew from the same object is another file with the same text.
    if (found?.by === file.by && found.text === file.text) {
      return of(kind, event, 'survives', volumeWhy('storage.survival.readNew', {}));
    }
  }
  const left = holderOf(cluster, file);
  if (!left) return of(kind, event, 'lost', volumeWhy('storage.survival.lost', { disk: disk.id }));
  const dead = 'node' in left.place && cluster.isNodeDown(left.place.node);
  const why = dead ? 'storage.survival.keptOnDeadNode' : 'storage.survival.kept';
  return of(kind, event, 'kept', volumeWhy(why, { disk: left.id }));
}

/** The whole table, row by row. Each cell is a cluster of its own: some milliseconds each. */
export function survivalTable(makeCluster: MakeCluster): readonly Survival[] {
  return SURVIVAL_KINDS.flatMap((kind) => SURVIVAL_EVENTS.map((event) => surviving(makeCluster, kind, event)));
}

function of(kind: SurvivalKind, event: SurvivalEvent, outcome: Survival['outcome'], why: Message): Survival {
  return { kind, event, outcome, why };
}

/** The pods of the workload that a client could ask: running, and on a node that answers. */
function podsOf(cluster: Cluster): readonly Pod[] {
  return cluster
    .list<Pod>('Pod', 'default')
    .filter(
      ({ metadata, spec, status }) =>
        metadata.labels?.['app'] === APP &&
        status.containerStatuses?.[0]?.state.running !== undefined &&
        spec.nodeName !== undefined &&
        !cluster.isNodeDown(spec.nodeName),
    );
}

/** The container writes the file, or has it already, where it may only read. */
function write(cluster: Cluster): VolumeFile | undefined {
  const [pod] = podsOf(cluster);
  if (!pod) return undefined;
  cluster.act({ type: 'write-file', pod: keyOf(pod), container: CONTAINER, path: FILE, text: TEXT });
  cluster.settle();
  return readFile(cluster, pod, CONTAINER, FILE);
}

function holderOf(cluster: Cluster, { id }: VolumeFile): Disk | undefined {
  return storageWorld(cluster).disks.find(({ files }) => files.some((file) => file.id === id));
}

/** Does the event, as a person would. False where there is nothing to do it to. */
function done(cluster: Cluster, event: SurvivalEvent): boolean {
  const [pod] = podsOf(cluster);
  const node = pod?.spec.nodeName;
  if (!pod || node === undefined) return false;
  const key = keyOf(pod);
  const [claim] = cluster.list<PersistentVolumeClaim>('PersistentVolumeClaim', 'default');
  const others = cluster.settings.nodes.map(({ name }) => name).filter((name) => name !== node);
  const actions: Readonly<Record<SurvivalEvent, readonly Action[]>> = {
    killContainer: [{ type: 'crash-container', pod: key, container: CONTAINER }],
    // The next pod comes to the same node: where it could go otherwise is `reschedule`.
    deletePod: [
      ...others.map((other): Action => ({ type: 'cordon', node: other, on: true })),
      { type: 'delete-pod', pod: key },
    ],
    reschedule: [
      { type: 'cordon', node, on: true },
      { type: 'delete-pod', pod: key },
    ],
    // The claim waits for its pod: protection lets it go only when nothing uses it.
    deleteClaim: claim
      ? [
          { type: 'delete-claim', claim: keyOf(claim) },
          { type: 'delete-pod', pod: key },
        ]
      : [],
    failNode: [{ type: 'fail-node', node }],
    failNodeOutOfService: [
      { type: 'fail-node', node },
      { type: 'out-of-service', node, on: true },
    ],
  };
  for (const action of actions[event]) {
    cluster.act(action);
    cluster.settle();
  }
  return actions[event].length > 0;
}
