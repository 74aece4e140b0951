import { objectKey } from '../../../src/core/api/key.js';
import type { KubeObject } from '../../../src/core/api/meta.js';
import type { VolumeAttachment } from '../../../src/core/api/storage.js';
import type { Cluster } from '../../../src/core/cluster/cluster.js';
import { DEFAULT_SETTINGS } from '../../../src/core/cluster/settings.js';
import { createCluster } from '../../../src/core/create-cluster.js';
import { compare, readJson, rowName, type Suite } from '../suite.js';

interface AttachStep {
  /** The nodes whose pods want the volume, or the words for the one that waits. */
  readonly want: readonly string[] | string;
  /** Nodes that unmount the volume before they lose their pod. */
  readonly unmounted?: readonly string[];
  readonly afterTimeout?: boolean;
  readonly attaches: number;
  readonly detaches: number;
  readonly attachedTo?: readonly string[];
  readonly attachedCount?: number;
}

interface AttachCase {
  readonly name: string;
  readonly accessMode: string;
  readonly steps: readonly AttachStep[];
}

const FILE = 'attach.json';
const NODES = ['node1', 'node2'];
const DRIVER = 'disk.example.com';

function manifest(apiVersion: string, kind: string, metadata: object, rest: object): KubeObject {
  return { apiVersion, kind, metadata, ...rest } as unknown as KubeObject;
}

function volume(accessMode: string): readonly KubeObject[] {
  const capacity = { storage: '1Gi' };
  const csi = { driver: DRIVER, volumeHandle: 'disk-1' };
  const spec = { capacity, accessModes: [accessMode], storageClassName: '', csi };
  const claim = { accessModes: [accessMode], storageClassName: '', resources: { requests: capacity } };
  return [
    manifest('storage.k8s.io/v1', 'CSIDriver', { name: DRIVER }, { spec: {} }),
    manifest('v1', 'PersistentVolume', { name: 'disk-1' }, { spec }),
    manifest('v1', 'PersistentVolumeClaim', { name: 'claim', namespace: 'default' }, { spec: claim }),
  ];
}

function podOn(node: string): KubeObject {
  const volumeMounts = [{ name: 'data', mountPath: '/data' }];
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'claim' } }];
  const spec = { nodeName: node, containers: [{ name: 'app', image: 'busybox', volumeMounts }], volumes };
  return manifest('v1', 'Pod', { name: `on-${node}`, namespace: 'default' }, { spec });
}

function attachedTo(cluster: Cluster): readonly string[] {
  return cluster
    .list<VolumeAttachment>('VolumeAttachment')
    .filter(({ status }) => status.attached)
    .map(({ spec }) => spec.nodeName)
    .sort();
}

/** Plays a case on a whole cluster: pods come and go, and a node that is to keep the volume mounted is cut off before its pod is deleted. */
function play({ accessMode, steps }: AttachCase): readonly object[] {
  const worker = { controlPlane: false, cpu: '4', memory: '8Gi', zone: '' };
  const control = DEFAULT_SETTINGS.nodes.filter((node) => node.controlPlane);
  const nodes = [...control, ...NODES.map((name) => ({ ...worker, name }))];
  const cluster = createCluster({ ...DEFAULT_SETTINGS, nodes });
  let wanted: readonly string[] = [];
  cluster.apply(volume(accessMode));
  cluster.settle();
  return steps.map((step) => {
    const before = attachedTo(cluster);
    const want = typeof step.want === 'string' ? wanted.filter((node) => !before.includes(node)) : step.want;
    for (const node of wanted.filter((one) => !want.includes(one) && step.unmounted?.includes(one) !== true)) {
      cluster.act({ type: 'fail-node', node });
      cluster.act({ type: 'delete-pod', pod: objectKey('Pod', 'default', `on-${node}`), force: true });
    }
    wanted = want;
    cluster.apply([...volume(accessMode), ...want.map(podOn)]);
    cluster.settle();
    const count = (code: string) => cluster.journal.filter(({ why }) => why.code === code).length;
    const nodesNow = attachedTo(cluster);
    return {
      attaches: count('storage.attach.attached'),
      detaches: count('storage.attach.detached'),
      ...(step.attachedTo ? { attachedTo: nodesNow } : {}),
      ...(step.attachedCount === undefined ? {} : { attachedCount: nodesNow.length }),
    };
  });
}

/** How often a volume is attached and detached while pods on two nodes want it. */
export const attach: Suite = {
  name: 'attach',
  run(dir) {
    const { cases } = readJson<{ cases: readonly AttachCase[] }>(dir, FILE);
    return {
      cases: cases.map((one, index) => {
        const expected = one.steps.map(({ attaches, detaches, attachedTo: nodes, attachedCount }) => ({
          attaches,
          detaches,
          ...(nodes ? { attachedTo: nodes } : {}),
          ...(attachedCount === undefined ? {} : { attachedCount }),
        }));
        return compare(rowName(FILE, 'cases', index, one.name), expected, play(one));
      }),
    };
  },
};
