import { describe, expect, test } from 'vitest';
import { createCluster } from '../../create-cluster.js';
import type { Survival, SurvivalEvent, SurvivalKind } from '../types.js';
import { SURVIVAL_EVENTS, SURVIVAL_KINDS, survivalTable } from './surviving.js';

type Outcome = Survival['outcome'];

/**
 * What Kubernetes promises of each kind of volume, event by event in the order of SURVIVAL_EVENTS: the container is killed, the pod is
 * deleted and made anew on its node, the pod comes to another node, its claim is deleted; its node fails, and is then declared out of service.
 */
const EXPECTED: Readonly<Record<SurvivalKind, readonly Outcome[]>> = {
  // Born and gone with the pod on its node; a node that is cut off still has it.
  emptyDir: ['survives', 'lost', 'lost', 'impossible', 'kept', 'kept'],
  // Memory: a machine that is shut down has nothing left of it.
  emptyDirMemory: ['survives', 'lost', 'lost', 'impossible', 'kept', 'lost'],
  // The node's own directory: it stays where it is, and a pod elsewhere finds another one.
  hostPath: ['survives', 'survives', 'kept', 'impossible', 'kept', 'kept'],
  // The original is in the API.
  configMap: ['survives', 'survives', 'survives', 'impossible', 'survives', 'survives'],
  // The claim belongs to the pod, its class says Delete.
  ephemeral: ['survives', 'lost', 'lost', 'lost', 'kept', 'lost'],
  // The pod can only come back to the volume's node.
  local: ['survives', 'survives', 'kept', 'kept', 'kept', 'kept'],
  // A server that all nodes reach.
  nfs: ['survives', 'survives', 'survives', 'impossible', 'survives', 'survives'],
  // One node at a time: a node that is cut off holds it until somebody says that it is out of service.
  gcePersistentDisk: ['survives', 'survives', 'survives', 'impossible', 'kept', 'survives'],
  networkDiskRetain: ['survives', 'survives', 'survives', 'kept', 'kept', 'survives'],
  networkDiskDelete: ['survives', 'survives', 'survives', 'lost', 'kept', 'survives'],
  statefulSet: ['survives', 'survives', 'survives', 'lost', 'kept', 'survives'],
};

const cells = SURVIVAL_KINDS.flatMap((kind) =>
  SURVIVAL_EVENTS.map((event, index): [SurvivalKind, SurvivalEvent, Outcome] => [
    kind,
    event,
    EXPECTED[kind][index] as Outcome,
  ]),
);

describe('what survives', () => {
  const table = survivalTable(createCluster);

  test.each(cells)('%s, %s: %s', (kind, event, outcome) => {
    expect(table.filter((cell) => cell.kind === kind && cell.event === event)).toMatchObject([{ outcome }]);
  });

  test('one cell for each', () => {
    expect(table).toHaveLength(cells.length);
  });

  test.each<[SurvivalKind, SurvivalEvent, string]>([
    ['nfs', 'deletePod', 'storage.survival.read'],
    ['configMap', 'deletePod', 'storage.survival.readNew'],
    ['emptyDir', 'failNode', 'storage.survival.keptOnDeadNode'],
    ['networkDiskRetain', 'deleteClaim', 'storage.survival.kept'],
    ['networkDiskDelete', 'deleteClaim', 'storage.survival.lost'],
  ])('%s, %s says why', (kind, event, code) => {
    expect(table.find((cell) => cell.kind === kind && cell.event === event)?.why.code).toBe(code);
  });
});
