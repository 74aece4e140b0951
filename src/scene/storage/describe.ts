import {
  diskOfVolume,
  keyOf,
  objectKey,
  storageWorld,
  type ClusterView,
  type DiskSpec,
  type Node,
  type ObjectKey,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type Pod,
  type VolumeAttachment,
  type VolumeStep,
} from '../../core/index.js';
import { fold } from './fold.js';
import { apart, push, type Life, type Lives } from './lives.js';
import type { ClaimCell, NodePlan, Plan, Row, Side, VolumeCell } from './plan.js';
import { claimBehind, diskBehind } from './pod-volumes.js';
import { fileLines, shelvesOf } from './shelves.js';
import { slotsOf, storingPods, waitingOf } from './slots.js';
import { sourcesOf } from './sources.js';
import type { Profile } from '../traffic/options.js';

const ZONE = 'topology.kubernetes.io/zone';
/** Nodes without anything of storage are drawn as well while there are no more than these. */
const ALL_NODES = 4;
/** Up to here every claim and volume is a card with all its phases. */
const CARDS = 8;

/** What describing needs to know. */
export interface Story {
  readonly lives: Lives;
  readonly steps: readonly VolumeStep[];
  /** How many steps the journal has. */
  readonly end: number;
}

/** Gives everything that ever exists its place. It depends on the whole story and not on the present moment, so nothing moves while it is told. */
export function planOf(view: ClusterView, { lives, steps, end }: Story, profile: Profile): Plan {
  const pods = storingPods(lives.of<Pod>('Pod'), steps);
  const slots = slotsOf(pods, steps);
  const nodes = lives.of<Node>('Node');
  const nodeNamed = new Map(nodes.map(({ object }) => [object.metadata.name, object]));
  const order = [...nodeNamed.keys()].sort(byAge(nodeNamed));
  const sorted = [...slots].sort((a, b) => order.indexOf(a.node) - order.indexOf(b.node));
  const disks = new Map<string, DiskSpec>();
  const know = (spec: DiskSpec | undefined, row: Row): void => {
    if (spec === undefined) return;
    if (!disks.has(spec.id)) disks.set(spec.id, spec);
    if (!row.disks.includes(spec.id)) row.disks.push(spec.id);
  };

  // Rows of pods, with their claims and volumes.
  const claims = new Map<ObjectKey, Life<PersistentVolumeClaim>[]>();
  for (const life of lives.of<PersistentVolumeClaim>('PersistentVolumeClaim')) push(claims, life.key, life);
  const volumes = new Map<ObjectKey, Life<PersistentVolume>[]>();
  for (const life of lives.of<PersistentVolume>('PersistentVolume')) push(volumes, life.key, life);
  const claimRow = new Map<ObjectKey, Row>();
  const volumeRow = new Map<ObjectKey, Row>();
  const rows: Row[] = [];
  for (const slot of sorted) {
    const names = slot.volumes.length > 0 ? slot.volumes : [''];
    for (const name of names) {
      const row = aRow(`${slot.id} ${name}`, slot.node, slot, name);
      rows.push(row);
      slot.rows.push(row);
      for (const pod of slot.lives) {
        const key = claimBehind(pod.object, name);
        if (key !== undefined && !claimRow.has(key)) takeClaim(row, key, claims, claimRow);
        know(diskBehind(pod.object, name, nodeNamed.get(slot.node)), row);
      }
    }
  }
  for (const row of rows) if (row.claim !== null) takeVolumes(row, lives, volumes, volumeRow);

  // What no pod uses.
  const loose: Row[] = [];
  for (const key of claims.keys()) {
    if (claimRow.has(key)) continue;
    const row = aRow(`loose ${key}`, '', null, '');
    takeClaim(row, key, claims, claimRow);
    takeVolumes(row, lives, volumes, volumeRow);
    loose.push(row);
  }
  // Beside a claim that has none there is room; no line says that they belong together.
  const free = [...rows, ...loose].filter(
    ({ node, claim, volume }) => node === '' && claim !== null && volume === null,
  );
  for (const key of volumes.keys()) {
    if (volumeRow.has(key)) continue;
    let row = free.shift();
    if (row === undefined) {
      row = aRow(`loose ${key}`, '', null, '');
      loose.push(row);
    }
    takeVolume(row, key, volumes, volumeRow);
  }

  // Disks behind volumes: where they are used first says where they are.
  const partnersOf = (row: Row): readonly ObjectKey[] => [
    ...new Set(
      row.slot?.lives.flatMap(({ object }) => {
        const claim = claimBehind(object, row.name);
        return claim === undefined ? [] : lives.partners(claim);
      }),
    ),
  ];
  for (const row of rows) {
    for (const key of partnersOf(row)) {
      for (const { object } of volumes.get(key) ?? []) know(diskOfVolume(object, nodeNamed.get(row.node)), row);
    }
  }
  for (const row of [...rows, ...loose]) {
    for (const { object } of row.volume?.lives ?? []) {
      if (row.disks.length === 0) know(diskOfVolume(object), row);
    }
  }
  const world = storageWorld(view);
  for (const { files: _, ...spec } of world.disks) if (!disks.has(spec.id)) disks.set(spec.id, spec);

  const extra = (node: string): Row => {
    const id = `node ${node}`;
    let row = rows.find((one) => one.id === id);
    if (row === undefined) {
      row = aRow(id, node, null, '');
      rows.push(row);
    }
    return row;
  };
  const hostOf = (node: string, disk: string): Row =>
    rows.find((row) => row.node === node && row.disks.includes(disk)) ?? extra(node);
  const addSide = (kind: Side['kind'], node: string, disk: string): void => {
    if (!nodeNamed.has(node)) return;
    const { sides } = hostOf(node, disk);
    const same = sides.find((side) => side.kind === kind);
    if (same === undefined) sides.push({ kind, node, disks: [disk] });
    else if (!same.disks.includes(disk)) same.disks.push(disk);
  };
  for (const { id, place } of disks.values()) if ('node' in place) addSide('disk', place.node, id);
  for (const { mark } of steps) {
    const { kind, node, disk } = mark;
    if (node === undefined || disk === undefined) continue;
    if (kind === 'stage') addSide('staging', node, disk);
    if (kind === 'attach') addSide('attachment', node, disk);
  }
  for (const { node, disk } of world.stagings) addSide('staging', node, disk);
  for (const { object } of lives.of<VolumeAttachment>('VolumeAttachment')) {
    const disk = diskOfAttachment(object, volumes, nodeNamed, steps);
    if (disk !== undefined) addSide('attachment', object.spec.nodeName, disk);
  }
  for (const { sides } of rows) sides.sort((a, b) => SIDES.indexOf(a.kind) - SIDES.indexOf(b.kind));

  const lines = fileLines(disks, end === 0 ? world.disks : [], steps);
  const all = [...rows, ...loose];
  const crowded = all.filter(({ claim, volume }) => claim !== null || volume !== null).length > CARDS;
  const bare = nodeNamed.size <= ALL_NODES;
  const nodePlans = order
    .map((name): NodePlan => ({
      name,
      zone: nodeNamed.get(name)?.metadata.labels?.[ZONE] ?? '',
      rows: fold(rows.filter(({ node }) => node === name)),
    }))
    .filter(({ rows: own }) => own.length > 0 || bare);
  const sources = sourcesOf(lives);
  const waiting = waitingOf(pods, [...steps.map(({ step }) => step), end]);
  const unplaced = rows.filter(({ node }) => !nodeNamed.has(node));
  const empty = all.length === 0 && sources.length === 0 && disks.size === 0;
  return {
    profile,
    sources,
    waiting,
    loose: fold([...unplaced, ...loose]),
    nodes: empty ? [] : nodePlans,
    shelves: shelvesOf(disks, new Set([...world.disks.map(({ id }) => id), ...steps.map(({ mark }) => mark.disk)])),
    disks,
    fileLines: lines,
    form: crowded ? 'chip' : 'card',
  };
}

const SIDES: readonly Side['kind'][] = ['attachment', 'staging', 'disk'];

function aRow(id: string, node: string, slot: Row['slot'], name: string): Row {
  return { id, node, slot, name, claim: null, volume: null, disks: [], sides: [], folded: [] };
}

function takeClaim(
  row: Row,
  key: ObjectKey,
  claims: ReadonlyMap<ObjectKey, Life<PersistentVolumeClaim>[]>,
  placed: Map<ObjectKey, Row>,
): void {
  const own = claims.get(key) ?? [];
  if (row.claim === null) row.claim = { key, lives: [...own] } satisfies ClaimCell;
  else if (row.claim.lives.every((one) => own.every((other) => apart(one, other)))) row.claim.lives.push(...own);
  else return;
  placed.set(key, row);
}

function takeVolumes(
  row: Row,
  lives: Lives,
  volumes: ReadonlyMap<ObjectKey, Life<PersistentVolume>[]>,
  placed: Map<ObjectKey, Row>,
): void {
  const keys = new Set([row.claim?.key, ...(row.claim?.lives.map(({ key }) => key) ?? [])]);
  for (const claim of keys) {
    if (claim === undefined) continue;
    for (const key of lives.partners(claim)) {
      if (!placed.has(key) && volumes.has(key)) takeVolume(row, key, volumes, placed);
    }
  }
}

function takeVolume(
  row: Row,
  key: ObjectKey,
  volumes: ReadonlyMap<ObjectKey, Life<PersistentVolume>[]>,
  placed: Map<ObjectKey, Row>,
): void {
  const own = volumes.get(key) ?? [];
  if (row.volume === null) row.volume = { lives: [...own] } satisfies VolumeCell;
  else if (row.volume.lives.every((one) => own.every((other) => apart(one, other)))) row.volume.lives.push(...own);
  else return;
  placed.set(key, row);
}

function byAge(nodes: ReadonlyMap<string, Node>): (a: string, b: string) => number {
  const age = (name: string): string => nodes.get(name)?.metadata.creationTimestamp ?? '';
  return (a, b) => (age(a) < age(b) ? -1 : age(a) > age(b) ? 1 : a < b ? -1 : 1);
}

/** The disk of an attachment: that of its volume on its node, or the one that a stage of the story names. */
function diskOfAttachment(
  attachment: VolumeAttachment,
  volumes: ReadonlyMap<ObjectKey, Life<PersistentVolume>[]>,
  nodes: ReadonlyMap<string, Node>,
  steps: readonly VolumeStep[],
): string | undefined {
  const { nodeName, source } = attachment.spec;
  const key = keyOf(attachment);
  const told = steps.find(({ mark }) => mark.attachment === key)?.mark.disk;
  if (told !== undefined || source.persistentVolumeName === undefined) return told;
  const volume = volumes.get(objectKey('PersistentVolume', undefined, source.persistentVolumeName))?.at(-1)?.object;
  if (volume === undefined) return undefined;
  return diskOfVolume(volume, nodes.get(nodeName))?.id;
}
