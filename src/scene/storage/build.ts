import {
  diskOfVolume,
  keyOf,
  objectKey,
  type ClusterView,
  type Node,
  type ObjectKey,
  type PersistentVolume,
  type Step,
  type VolumeAttachment,
  type VolumeStep,
} from '../../core/index.js';
import { keepIdentity, sameValue } from '../identity.js';
import type { Box, Scene, SceneNode } from '../types.js';
import { claimNode, foldedNode, volumeNode } from './claim-cards.js';
import { planOf } from './describe.js';
import { diskNode, foldedDisks } from './disk-cards.js';
import { lanesOf, nodeGroup, shelfGroup } from './groups.js';
import { place } from './layout.js';
import { mountState, storageLinks, rowsIn, type Drawn } from './links.js';
import { livesOf, type Life, type Lives } from './lives.js';
import { momentOf, type Moment } from './moment.js';
import {
  attachmentNode,
  attachmentState,
  classNode,
  driverNode,
  foldedPods,
  mountNode,
  podIn,
  podNode,
  stagingNode,
  waitingNode,
} from './node-cards.js';
import type { StorageOptions } from './options.js';
import type { PlacedRow, Placement } from './placement.js';
import type { Plan } from './plan.js';
import { routesOf, type Routes } from './routes.js';

/** What a scene was made from: what its timeline needs to know of it. */
export interface StorageOrigin {
  readonly plan: Plan;
  readonly placement: Placement;
  readonly routes: Routes;
  readonly lives: Lives;
  readonly journal: readonly Step[];
  readonly boxes: ReadonlyMap<ObjectKey, Box>;
}

const origins = new WeakMap<Scene, StorageOrigin>();

export function originOf(scene: Scene): StorageOrigin | undefined {
  return origins.get(scene);
}

/**
 * The Storage lens: pods and their mounts on their nodes, claims and volumes in front of them, disks where they are: in a node, a zone, on a
 * server. It shows the present moment of the cluster; its places are of the whole story, so that nothing moves while it is told, and what
 * is not there at the moment keeps an outline. A pure function of its input.
 */
export function buildStorageScene(
  view: ClusterView,
  story: readonly VolumeStep[],
  options: StorageOptions = {},
): Scene {
  const { journal, profile = 'wide', previous, work } = options;
  const at = options.at ?? journal?.length ?? 0;
  const lives = livesOf(view, journal);
  const plan = planOf(view, { lives, steps: story, end: journal?.length ?? 0 }, profile);
  const before = previous && origins.get(previous);
  const placement = before && samePlan(before.plan, plan) ? before.placement : place(plan, work);
  const routes = routesOf(plan, placement);
  const moment = momentOf(view, story, journal, at);
  const boxes = boxesOf(placement);
  const scene = keepIdentity(
    draw({ plan, placement, routes, moment, boxes, attachment: attachments(view, moment) }, view),
    previous,
  );
  origins.set(scene, { plan, placement, routes, lives, journal: journal ?? [], boxes });
  return scene;
}

/** Whether two plans have the same layout: the same lives in the same places. A placement holds its rows, so another life is another one. */
function samePlan(a: Plan, b: Plan): boolean {
  return sameValue(shapeOf(a), shapeOf(b));
}

function shapeOf(plan: Plan): unknown {
  return [
    plan.profile,
    plan.form,
    plan.sources.map(({ id, class: own, driver }) => [id, own === null, driver === null]),
    plan.waiting.map(({ lives }) => lives.map(spanOf)),
    [...rowsIn(plan)].map((row) => [
      row.id,
      row.node,
      row.slot?.lives.map(spanOf) ?? null,
      row.claim?.lives.map(spanOf) ?? null,
      row.volume?.lives.map(spanOf) ?? null,
      row.sides,
      row.folded.length,
      row.slot?.ownFiles ?? 0,
    ]),
    plan.nodes.map(({ name, rows }) => [name, rows.length]),
    plan.shelves,
    [...plan.fileLines],
  ];
}

function spanOf({ key, from, to, placed }: Life): unknown {
  return [key, from, to, placed];
}

/** The box of every claim and volume that ever stands in one. */
function boxesOf({ rows }: Placement): ReadonlyMap<ObjectKey, Box> {
  const boxes = new Map<ObjectKey, Box>();
  for (const { row, claim, volume } of rows) {
    for (const one of row.folded.length > 0 ? row.folded : [row]) {
      if (claim !== null && one.claim !== null) {
        boxes.set(one.claim.key, claim);
        for (const { key } of one.claim.lives) boxes.set(key, claim);
      }
      if (volume !== null) for (const { key } of one.volume?.lives ?? []) boxes.set(key, volume);
    }
  }
  return boxes;
}

function attachments(view: ClusterView, moment: Moment): Drawn['attachment'] {
  const byPlace = new Map<string, VolumeAttachment>();
  for (const attachment of view.list<VolumeAttachment>('VolumeAttachment')) {
    const { nodeName, source } = attachment.spec;
    const key = keyOf(attachment);
    const told = moment.last((mark) => mark.attachment === key)?.mark.disk;
    const name = source.persistentVolumeName;
    const volume =
      name === undefined ? undefined : view.get<PersistentVolume>(objectKey('PersistentVolume', undefined, name));
    const node = view.get<Node>(objectKey('Node', undefined, nodeName));
    const disk = told ?? (volume === undefined ? undefined : diskOfVolume(volume, node)?.id);
    if (disk !== undefined) byPlace.set(`${nodeName} ${disk}`, attachment);
  }
  return (node, disk) => {
    const attachment = byPlace.get(`${node} ${disk}`);
    const last = moment.last((mark) => mark.kind === 'attach' && mark.node === node && mark.disk === disk)?.mark;
    const wanted = last?.failed === true && (last.pod === undefined || view.get(last.pod) !== undefined);
    return { key: attachment && keyOf(attachment), state: attachmentState(attachment, wanted) };
  };
}

/** The picture that only says that there is nothing: as wide as its words in the longer language. */
const EMPTY_WIDTH = 440;

function draw(drawn: Drawn, view: ClusterView): Scene {
  const { plan, placement, moment } = drawn;
  const nodes: SceneNode[] = [];
  const put = (node: SceneNode | null): void => {
    if (node !== null) nodes.push(node);
  };
  plan.sources.forEach((source, index) => {
    const at = placement.sources[index];
    if (at?.class) put(classNode(source, at.class, moment));
    if (at?.driver) put(driverNode(source, at.driver, moment));
  });
  plan.waiting.forEach(({ lives }, index) => {
    const at = placement.waiting[index];
    const pod = lives
      .map((life) => moment.now(life))
      .find((one) => one !== undefined && one.spec.nodeName === undefined);
    if (pod !== undefined && at !== undefined) put(waitingNode(pod, at, moment));
  });
  for (const placed of placement.rows) for (const node of rowNodes(drawn, placed)) put(node);
  for (const { id: shelf, disks, folded } of plan.shelves) {
    for (const id of disks) {
      const box = placement.disks.get(id);
      if (box !== undefined) put(diskNode([id], plan.disks, box, plan.fileLines.get(id) ?? 0, moment));
    }
    const box = placement.disks.get(folded[0] ?? '');
    if (box !== undefined) put(foldedDisks(`folded:disks:${shelf}`, folded, box));
  }
  const seen = new Set<string>();
  const unique = nodes.filter(({ id }) => !seen.has(id) && seen.add(id));
  return {
    lens: 'storage',
    box: { x: 0, y: 0, width: nodes.length === 0 ? EMPTY_WIDTH : placement.width, height: placement.height },
    lanes: lanesOf(
      plan,
      placement,
      unique.some(({ kind, node, absent }) => kind === 'pod' && node === undefined && absent !== true),
    ),
    groups: [
      ...plan.nodes.map((node, index) =>
        nodeGroup(node.name, node.zone, placement.bands[index] as Box, placement, view),
      ),
      ...plan.shelves.map((shelf, index) => shelfGroup(shelf, placement, index)),
    ],
    nodes: unique,
    links: storageLinks(drawn).filter(({ id }) => !seen.has(id) && seen.add(id)),
  };
}

function rowNodes({ plan, moment, attachment }: Drawn, placed: PlacedRow): (SceneNode | null)[] {
  const { row, pod, mount, claim, volume, sides } = placed;
  const nodes: (SceneNode | null)[] = [];
  const many = row.folded.length > 0;
  const present = row.slot === null || many ? undefined : podIn(row.slot, moment);
  if (row.slot !== null && pod !== null) {
    const slots = row.folded.flatMap(({ slot }) => slot ?? []);
    nodes.push(many ? foldedPods(`folded:pods:${row.id}`, slots, pod, moment) : podNode(row.slot, pod, moment));
  }
  if (present !== undefined && mount !== null) {
    nodes.push(mountNode(present, row.name, mount, mountState(present, row, moment)));
  }
  if (many) {
    const cells = (kind: 'claim' | 'volume') => row.folded.flatMap((one) => one[kind] ?? []);
    if (claim !== null) nodes.push(foldedNode(`folded:claims:${row.id}`, cells('claim'), 'claim', claim, moment));
    if (volume !== null) nodes.push(foldedNode(`folded:volumes:${row.id}`, cells('volume'), 'volume', volume, moment));
  } else {
    if (claim !== null && row.claim !== null) nodes.push(claimNode(row.claim, claim, plan.form, moment));
    if (volume !== null && row.volume !== null) nodes.push(volumeNode(row.volume, volume, plan.form, moment));
  }
  for (const { side, box } of sides) {
    const { kind, node, disks } = side;
    if (kind === 'disk') {
      const lines = Math.max(0, ...disks.map((id) => plan.fileLines.get(id) ?? 0));
      nodes.push(diskNode(disks, plan.disks, box, lines, moment));
      continue;
    }
    if (kind === 'staging') {
      const disk = disks.find((id) => moment.staged(node, id)) ?? disks[0] ?? '';
      nodes.push(stagingNode(node, disk, moment.staged(node, disk), box));
      continue;
    }
    const disk = disks.find((id) => attachment(node, id).state !== 'none') ?? disks[0] ?? '';
    const { key, state } = attachment(node, disk);
    nodes.push(attachmentNode(node, disk, key, state, box));
  }
  return nodes;
}
