import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KubeObject } from '../api/meta.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Action } from '../cluster/types.js';
import { storageWorld } from './disks/world.js';
import { brokenInvariants } from './testing/invariants.js';
import { aClaim, aClass, aPodWith, aVolume, byDefault, clusterWith, PD } from './testing/manifests.js';

/** A small cluster of everything: volumes of all policies, claims that compete for them, workloads that write. */
const OBJECTS: readonly KubeObject[] = [
  aClass('fast', PD, { volumeBindingMode: 'WaitForFirstConsumer', allowVolumeExpansion: true }, byDefault),
  aClass('slow', PD, { reclaimPolicy: 'Retain' }),
  aVolume('kept', { storage: '5Gi', persistentVolumeReclaimPolicy: 'Retain', storageClassName: 'by-hand' }),
  aVolume('emptied', { storage: '2Gi', persistentVolumeReclaimPolicy: 'Recycle', storageClassName: 'by-hand' }),
  aClaim('first', { storageClassName: 'by-hand' }),
  aClaim('second', { storage: '2Gi', storageClassName: 'by-hand' }),
  aClaim('third', { storage: '3Gi', storageClassName: 'by-hand' }),
  aClaim('made', { storageClassName: 'slow' }),
  aPodWith('writer', ['first', 'made']),
  aPodWith('rival', ['second']),
  aPodWith('late', ['third']),
  statefulSet('db', 2),
];
/** The same after the learner edited: one volume more, one claim fewer. */
const EDITED = [
  ...OBJECTS.filter(({ metadata }) => metadata.name !== 'second' && metadata.name !== 'rival'),
  aVolume('extra', { storage: '3Gi', storageClassName: 'by-hand' }),
];

function statefulSet(name: string, replicas: number): KubeObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace: 'default' },
    spec: {
      replicas,
      serviceName: name,
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'app', image: 'db', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
  } as unknown as KubeObject;
}

/** A learner's next move, chosen among what there is at that moment: `pick` says which. */
type Move = readonly [kind: number, pick: number];

const ON_NODES = ['fail-node', 'heal-node', 'drain', 'cordon', 'out-of-service'] as const;

function actionOf(cluster: Cluster, [kind, pick]: Move): Action | 'edit' | undefined {
  const keyAt = (of: string) => {
    const all = cluster.keys().filter((key) => key.startsWith(`${of}/`) && !key.includes('kube-system'));
    return all[pick % Math.max(all.length, 1)];
  };
  const [pod, claim, volume] = [keyAt('Pod'), keyAt('PersistentVolumeClaim'), keyAt('PersistentVolume')];
  const attachment = keyAt('VolumeAttachment');
  const node = `worker-${(pick % 2) + 1}`;
  switch (kind) {
    case 0:
      return pod && { type: 'delete-pod', pod, force: pick % 3 === 0 };
    case 1:
      return claim && { type: 'delete-claim', claim };
    case 2:
      return volume && { type: 'delete-volume', volume };
    case 3:
      return volume && { type: 'clear-claim-ref', volume };
    case 4: {
      const path = pod?.includes('db-') ? '/data/file' : `/data/${pick % 2 === 0 ? 'first' : 'made'}/file`;
      return pod && { type: 'write-file', pod, container: 'app', path, text: `text ${pick}` };
    }
    case 5:
      return pod && { type: 'crash-container', pod, container: 'app' };
    case 6:
      return attachment && { type: 'detach', attachment };
    case 7:
      return claim && { type: 'expand-claim', claim, storage: `${(pick % 9) + 1}Gi` };
    case 8:
      return { type: 'scale', workload: 'StatefulSet/default/db' as never, replicas: pick % 4 };
    case 9: {
      const type = ON_NODES[pick % ON_NODES.length] ?? 'fail-node';
      return type === 'cordon' || type === 'out-of-service' ? { type, node, on: pick % 2 === 0 } : { type, node };
    }
    default:
      return 'edit';
  }
}

const MOVES = fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.nat({ max: 60 })), { minLength: 1, maxLength: 8 });

/** The API objects and every file there is, as text. */
function stateOf(cluster: Cluster): string {
  return JSON.stringify([cluster.keys().map((key) => cluster.get(key)), storageWorld(cluster)]);
}

test('whatever is done to 2,000 clusters, volumes have one claim, pairs agree, and files are where they were put', () => {
  const cluster = clusterWith(...OBJECTS);
  const start = cluster.at;
  const beginning = stateOf(cluster);
  expect(brokenInvariants(cluster)).toEqual([]);
  fc.assert(
    fc.property(MOVES, (moves) => {
      cluster.seek(start);
      for (const move of moves) {
        const action = actionOf(cluster, move);
        if (action === 'edit') cluster.apply(move[1] % 2 === 0 ? EDITED : OBJECTS);
        else if (action !== undefined) cluster.act(action);
        expect(cluster.settle().quiet).toBe(true);
        expect(brokenInvariants(cluster)).toEqual([]);
      }
      const [end, length] = [stateOf(cluster), cluster.journal.length];
      cluster.seek(start);
      expect(stateOf(cluster)).toBe(beginning);
      cluster.seek(length);
      expect(stateOf(cluster)).toBe(end);
    }),
    { numRuns: 2000, seed: 42 },
  );
}, 240_000);
