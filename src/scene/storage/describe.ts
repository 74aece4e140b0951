import {
  csiDriverOf,
  diskOfVolume,
  keyOf,
  objectKey,
  storageWorld,
  type ClusterView,
  type CSIDriver,
  type DiskSpec,
  type Node,
  type ObjectKey,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type Pod,
  type StorageClass,
  type VolumeAttachment,
  type VolumeStep,
} from '../../core/index.js';
import { fold } from './fold.js';
import { apart, type Life, type Lives } from './lives.js';
import type { ClaimCell, NodePlan, Plan, Row, Shelf, Side, Source, VolumeCell } from './plan.js';
import { claimBehind, diskBehind } from './pod-volumes.js';
import { slotsOf, storingPods, waitingOf } from './slots.js';
import type { Profile } from '../traffic/options.js';

const ZONE = 'topology.kubernetes.io/zone';
/** Nodes without anything of storage are drawn as well while there are no more than these. */
const ALL_NODES = 4;
/** Up to here every claim and volume is a card with all its phases. */
const CARDS = 8;
/** Disks of a zone that are drawn one by one. */
const SHELF_DISKS = 8;
/** What comes from the API has files as soon as it is mounted. */
const API_LINES = 2;
/** Lines of files in a disk. */
const FILE_LINES = 3;

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

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
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

/** How many lines of files each disk needs at its fullest. `present`: the disks of now, where there is no story. */
function fileLines(
  disks: ReadonlyMap<string, DiskSpec>,
  present: readonly { readonly id: string; readonly files: readonly unknown[] }[],
  steps: readonly VolumeStep[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const atLeast = (id: string, count: number): void => {
    counts.set(id, Math.max(counts.get(id) ?? 0, Math.min(FILE_LINES, count)));
  };
  const written = new Map<string, number>();
  for (const { mark } of steps) {
    if (mark.disk === undefined) continue;
    if (mark.kind === 'write') written.set(mark.disk, (written.get(mark.disk) ?? 0) + 1);
    if (mark.lost !== undefined) atLeast(mark.disk, mark.lost.length);
  }
  for (const [id, count] of written) atLeast(id, count);
  for (const { id, files } of present) atLeast(id, files.length);
  for (const { id, kind } of disks.values()) if (kind === 'api') atLeast(id, API_LINES);
  return counts;
}

/** `known`: disks that exist at some time, and not only in what a volume says. */
function shelvesOf(disks: ReadonlyMap<string, DiskSpec>, known: ReadonlySet<string | undefined>): readonly Shelf[] {
  const shelves = new Map<string, { shelf: Omit<Shelf, 'disks' | 'folded'>; disks: string[] }>();
  for (const { id, place } of disks.values()) {
    if ('node' in place) continue;
    const shelf: Omit<Shelf, 'disks' | 'folded'> =
      'zone' in place
        ? { id: `zone:${place.zone}`, kind: 'zone', name: place.zone }
        : 'server' in place
          ? { id: `server:${place.server}`, kind: 'server', name: place.server }
          : { id: 'cloud', kind: 'cloud', name: '' };
    const there = shelves.get(shelf.id);
    if (there === undefined) shelves.set(shelf.id, { shelf, disks: [id] });
    else there.disks.push(id);
  }
  const rank: readonly Shelf['kind'][] = ['zone', 'cloud', 'server'];
  return [...shelves.values()]
    .map(({ shelf, disks: own }) => ({ ...shelf, ...foldDisks(own, known) }))
    .sort((a, b) => rank.indexOf(a.kind) - rank.indexOf(b.kind) || (a.name < b.name ? -1 : 1));
}

/** Of many disks on a shelf, those that are used; the others are one card. */
function foldDisks(ids: readonly string[], known: ReadonlySet<string | undefined>): Pick<Shelf, 'disks' | 'folded'> {
  if (ids.length <= SHELF_DISKS) return { disks: ids, folded: [] };
  const shown = new Set([...ids.filter((id) => known.has(id)), ...ids].slice(0, SHELF_DISKS - 1));
  return { disks: ids.filter((id) => shown.has(id)), folded: ids.filter((id) => !shown.has(id)) };
}

/** The classes, each with its provisioner, and the drivers that no class names. */
function sourcesOf(lives: Lives): readonly Source[] {
  const drivers = new Map<string, Life<CSIDriver>[]>();
  for (const life of lives.of<CSIDriver>('CSIDriver')) push(drivers, life.object.metadata.name, life);
  const classes = new Map<ObjectKey, Life<StorageClass>>();
  for (const life of lives.of<StorageClass>('StorageClass')) classes.set(life.key, life);
  const shown = new Set<string>();
  const driver = (name: string): Source['driver'] => {
    if (name === NO_PROVISIONER || shown.has(name)) return null;
    shown.add(name);
    return { key: objectKey('CSIDriver', undefined, name), lives: drivers.get(name) ?? [] };
  };
  const sources = [...classes.values()].map((life): Source => {
    const provisioner = csiDriverOf(life.object.provisioner);
    return { id: life.key, class: life, provisioner, driver: driver(provisioner) };
  });
  for (const name of drivers.keys()) {
    const own = driver(name);
    if (own !== null) sources.push({ id: own.key, class: null, provisioner: name, driver: own });
  }
  return sources;
}

/** The provisioner of classes whose volumes a person makes. */
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
